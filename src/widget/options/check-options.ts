import { ParlorError } from "../../transport/index.ts";
import { noteOldOptions } from "./note-old-names.ts";
import type { ResolvedOptions } from "./options.ts";
import { currentName, withCurrentNames } from "../i18n/renamed.ts";

type Rule = readonly [isRight: (value: unknown) => boolean, wants: string];

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isFunction = (value: unknown): boolean => typeof value === "function";
const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    isText(value) && pattern.test(value);
const has =
  (check: (object: Record<string, unknown>) => boolean) =>
  (value: unknown): boolean =>
    isObject(value) && check(value);

const text: Rule = [isText, "a text"];
const object: Rule = [isObject, "an object"];
/** An attribute holds the value as text. */
const onOrOff: Rule = [
  (value) => typeof value === "boolean" || value === "true" || value === "false",
  "true or false",
];

const SPANS = /^\d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*$/;
const HOLIDAY = /^\d{4}-\d\d-\d\d( \d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*)?$/;
const DAY = /^(mon|tue|wed|thu|fri|sat|sun)$/;

function isTimeZone(name: unknown): boolean {
  try {
    if (!isText(name)) return false;
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isSelector(value: unknown): boolean {
  try {
    return isText(value) && document.querySelector(value) !== undefined;
  } catch {
    return false;
  }
}

function isPattern(source: unknown): boolean {
  try {
    return isText(source) && new RegExp(source, "iu") instanceof RegExp;
  } catch {
    return false;
  }
}

const isField = has(
  ({ name, type, options }) =>
    isText(name) &&
    matches(/^(text|email|phone|select|textarea|checkbox|hidden)$/)(type) &&
    (type !== "select" || Array.isArray(options)),
);

const rules: Readonly<Record<keyof ResolvedOptions, Rule>> = {
  api: [matches(/^https?:\/\/[^/]+/), "an http(s) address"],
  organizationId: text,
  deploymentId: text,
  routing: [has(({ queue }) => isText(queue)), "{ queue: a queue's name }"],
  profile: object,
  journeyContext: object,
  getMemberAuthToken: [isFunction, "a function"],
  storage: [matches(/^(local|session|memory)$/), "local, session or memory"],
  company: text,
  preChat: [
    has(({ fields }) => Array.isArray(fields) && fields.every(isField)),
    "{ fields: a list of { name, type } }, a select with its options",
  ],
  greeting: [has(({ text: words }) => isText(words)), "{ text: a sentence }"],
  hours: [
    has(
      ({ timeZone, week, holidays = [] }) =>
        isTimeZone(timeZone) &&
        isObject(week) &&
        Object.entries(week).every(([day, spans]) => DAY.test(day) && matches(SPANS)(spans)) &&
        Array.isArray(holidays) &&
        holidays.every(matches(HOLIDAY)),
    ),
    '{ timeZone: "Europe/Stockholm", week: { mon: "08:00-20:00" }, holidays?: ["2026-12-24"] }',
  ],
  help: object,
  theme: [matches(/^(light|dark|auto)$/), "light, dark or auto"],
  accent: [(value) => isText(value) && CSS.supports("color", value), "an opaque CSS colour"],
  launcher: [isSelector, "default, hidden or a CSS selector"],
  icon: text,
  position: [matches(/^(start|end)$/), "start or end"],
  locale: [matches(/^[a-z]{2,3}(-\w+)*$/i), "a language tag"],
  messages: object,
  headingLevel: [(value) => /^[1-6]$/.test(String(value)), "a whole number from 1 to 6"],
  idleMinutes: [(value) => /^\d+(\.\d+)?$/.test(String(value)), "a number of minutes"],
  sound: onOrOff,
  notifications: onOrOff,
  announcements: [matches(/^(full|sender|off)$/), "full, sender or off"],
  enterSends: onOrOff,
  typeAnywhere: onOrOff,
  sensitiveData: [
    (value) =>
      value === "cards" ||
      has(
        ({ cards = true, patterns = [] }) =>
          typeof cards === "boolean" && Array.isArray(patterns) && patterns.every(isPattern),
      )(value),
    "cards, or { cards?: true or false, patterns?: a list of regular expressions }",
  ],
  events: [
    has(
      ({ includeContent = false, dataLayer = false }) =>
        typeof includeContent === "boolean" &&
        (typeof dataLayer === "boolean" || isText(dataLayer)),
    ),
    "{ includeContent?: true or false, dataLayer?: true, false or an array's name }",
  ],
  email: [matches(/^\S+@\S+$/), "an e-mail address"],
  log: [has(({ warn }) => isFunction(warn)), "{ warn: a function }"],
};
/** The names of all options. */
export const optionNames = Object.keys(rules) as (keyof ResolvedOptions)[];
const required = ["api", "organizationId", "deploymentId", "routing"];

/** The known option name that shares the most letters with this word. */
function nearest(word: string): string | undefined {
  const score = (name: string): number =>
    word.split("").filter((letter) => name.includes(letter)).length -
    Math.abs(word.length - name.length);
  return [...optionNames].sort((a, b) => score(b) - score(a))[0];
}

/** Options that cannot be changed once a widget has been created. */
export const fixedOptions: readonly string[] = [
  "api",
  "organizationId",
  "deploymentId",
  "storage",
  "launcher",
  "icon",
  "log",
  "events",
  "greeting",
  "teaser",
];

/**
 * Checks a change of options.
 * @throws ParlorError `invalid-options`, naming every bad field at once
 */
export function checkChange(change: Readonly<Record<string, unknown>>): void {
  check(change, (key) => (fixedOptions.includes(key) ? `${key} cannot be changed` : null));
}

/**
 * Checks the site owner's options. An unknown key causes a warning that names the nearest known
 * one.
 * @throws ParlorError `invalid-options`, naming every bad field at once
 */
export function checkOptions(input: Readonly<Record<string, unknown>>): void {
  check({ ...Object.fromEntries(required.map((key) => [key, null])), ...input }, () => null);
}

function check(
  given: Readonly<Record<string, unknown>>,
  objection: (key: string) => string | null,
): void {
  noteOldOptions(given);
  const input = withCurrentNames(given);
  const problems: string[] = [];
  for (const key of optionNames) {
    const [isRight, wants] = rules[key];
    const value = input[key];
    if (value === undefined) continue;
    const problem = objection(key);
    if (problem !== null) problems.push(problem);
    else if (value === null && required.includes(key)) problems.push(`${key} is missing: ${wants}`);
    else if (!isRight(value)) problems.push(`${key} must be ${wants}`);
  }
  for (const key of Object.keys(input)) {
    if (currentName(key) in rules || key.startsWith("parlor")) continue;
    // oxlint-disable-next-line no-console -- a misspelt option is the site owner's to mend
    console.warn(`Parlor: unknown option "${key}". Did you mean "${nearest(key)}"?`);
  }
  if (problems.length > 0) throw new ParlorError("invalid-options", problems.join("; "));
}
