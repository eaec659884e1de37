/* Reads values of unknown JSON. A value of another type is read as an empty one. */

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null;
export const object = (value: unknown): Json => (isObject(value) ? value : {});
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const list = <Item>(value: unknown, decode: (item: unknown) => Item | null): Item[] =>
  Array.isArray(value)
    ? value.flatMap((item: unknown) => {
        const decoded = decode(item);
        return decoded === null ? [] : [decoded];
      })
    : [];

/** Looks a word of the server up. A plain access would find `constructor` in every table. */
export const wordIn = <Meaning>(
  table: Readonly<Record<string, Meaning>>,
  word: string,
): Meaning | undefined => (Object.hasOwn(table, word) ? table[word] : undefined);
