/** Writes JSON as it is meant: on pages with an old Prototype.js arrays have a `toJSON` that makes a text of them. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key: string) {
    return this[key];
  });
