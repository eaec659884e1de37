/* Reads parts of foreign data, of which nothing is known. */

export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The fields of an object; none for everything else. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : {});

/** A text; empty for everything else. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The readable entries of a list; none when it is no list. */
export const entries = <Item>(value: unknown, read: (entry: unknown) => Item | null): Item[] =>
  Array.isArray(value)
    ? value.flatMap((entry) => {
        const item = read(entry);
        return item === null ? [] : [item];
      })
    : [];
