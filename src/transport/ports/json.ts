/**
 * Serializes to JSON without any `toJSON`: an old Prototype.js gives arrays one
 * that makes a string of them.
 */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key: string) {
    return this[key];
  });
