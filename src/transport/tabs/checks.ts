/* Checks of one value from another tab, and their combinations. */

export type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

/** Whether a value is an object or an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
export const text: Check = (value) => typeof value === "string";
export const flag: Check = (value) => typeof value === "boolean";
export const time: Check = (value) => typeof value === "number" && Math.abs(value) <= 8.64e15;
export const whole: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
export const maybe =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const shape =
  (fields: Fields): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
/** A union, discriminated by one of its fields. */
export const union =
  (by: string, kinds: Readonly<Record<string, Fields>>): Check =>
  (value) => {
    const kind = isObject(value) ? value[by] : undefined;
    return (
      typeof kind === "string" && Object.hasOwn(kinds, kind) && shape(kinds[kind] ?? {})(value)
    );
  };
/** A map whose values hold their own key. */
export const mapBy =
  (name: string, check: Check): Check =>
  (value) =>
    value instanceof Map &&
    [...value].every(([key, one]) => check(one) && (one as Fields)[name] === key);
