/* Reads values of unknown JSON. A value of another type is read as an empty one. */

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null;
export const object = (value: unknown): Json => (isObject(value) ? value : {});
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const isFinite = (value: unknown): value is number => Number.isFinite(value);
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

/**
 * Decodes a name that is safe in any sentence: marks that turn the writing direction are removed,
 * because they would turn the rest of the sentence too. Letters of either direction stay; code that
 * puts a name into a sentence isolates it.
 */
export const name = (value: unknown): string =>
  text(value).replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
