/** Whether a value is valid, and what a site owner is told that it must be. */
export type Rule = readonly [isRight: (value: unknown) => boolean, wants: string];

export const isText = (value: unknown): value is string =>
  typeof value === "string" && value !== "";
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isFunction = (value: unknown): boolean => typeof value === "function";
export const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    isText(value) && pattern.test(value);
export const has =
  (check: (object: Record<string, unknown>) => boolean) =>
  (value: unknown): boolean =>
    isObject(value) && check(value);

export const text: Rule = [isText, "a text"];
export const object: Rule = [isObject, "an object"];
/** An attribute holds the value as text. */
export const onOrOff: Rule = [
  (value) => typeof value === "boolean" || value === "true" || value === "false",
  "true or false",
];

export const SPANS = /^\d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*$/;
export const HOLIDAY = /^\d{4}-\d\d-\d\d( \d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*)?$/;
export const DAY = /^(mon|tue|wed|thu|fri|sat|sun)$/;

export function isTimeZone(name: unknown): boolean {
  try {
    if (!isText(name)) return false;
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function isSelector(value: unknown): boolean {
  try {
    return isText(value) && document.querySelector(value) !== undefined;
  } catch {
    return false;
  }
}

function compiles(source: unknown, flags: string): boolean {
  try {
    return isText(source) && new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

export const isPattern = (source: unknown): boolean => compiles(source, "iu");

export const isField = has(
  ({ name, type, options, pattern, patternMessage, message }) =>
    isText(name) &&
    (pattern === undefined || (compiles(pattern, "u") && isText(patternMessage ?? message))) &&
    matches(/^(text|email|phone|select|textarea|checkbox|hidden)$/)(type) &&
    (type !== "select" || Array.isArray(options)),
);
