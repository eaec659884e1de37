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

const TAG = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i;

/** A text, or a text for each language. */
export const isLocalized = (value: unknown): boolean =>
  isText(value) ||
  (isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([tag, words]) => TAG.test(tag) && isText(words)));
/** A text, or a text for each language, that may be missing. */
export const mayBeLocalized = (value: unknown): boolean =>
  value === undefined || isLocalized(value);

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

const REPEAT = "(?:[*+]|\\{\\d+,\\})";
/** The innermost group of a regular expression, and what repeats it without an end. */
const GROUP = new RegExp(`\\((?:\\?(?::|<?[=!]|<\\w+>))?([^()]*)\\)(${REPEAT})?`);

/**
 * Whether a group that repeats without an end contains a repeat without an end: some values then
 * take a time that doubles with each character, and the visitor's tab hangs.
 */
function hasNestedRepeats(source: string): boolean {
  let rest = source.replace(/\\[^]/g, "x").replace(/\[[^\]]*\]/g, "x");
  for (;;) {
    const [group, inside = "", repeat = ""] = GROUP.exec(rest) ?? [];
    if (group === undefined) return false;
    const repeats = new RegExp(REPEAT).test(inside);
    if (repeats && repeat !== "") return true;
    rest = rest.replace(group, () => (repeats || repeat !== "" ? "x*" : "x"));
  }
}

function compiles(source: unknown, flags: string): boolean {
  try {
    return (
      isText(source) && new RegExp(source, flags) instanceof RegExp && !hasNestedRepeats(source)
    );
  } catch {
    return false;
  }
}

export const isPattern = (source: unknown): boolean => compiles(source, "iu");

export const isField = has(
  ({ name, type, label, options, pattern, patternMessage, message }) =>
    isText(name) &&
    [label, patternMessage, message].every(mayBeLocalized) &&
    (pattern === undefined || (compiles(pattern, "u") && isLocalized(patternMessage ?? message))) &&
    matches(/^(text|email|phone|select|textarea|checkbox|hidden)$/)(type) &&
    (type !== "select" || (Array.isArray(options) && options.every(isLocalized))),
);
