import { ParlorError } from "../../transport/index.ts";
import { noteOldOptions } from "./note-old-names.ts";
import { optionTable } from "./option-table.ts";
import type { ResolvedOptions } from "./options.ts";
import { currentName, withCurrentNames } from "../i18n/renamed.ts";

/** The names of all options. */
export const optionNames = Object.keys(optionTable) as (keyof ResolvedOptions)[];
const required = ["api", "organizationId", "deploymentId", "routing"];
/** Options that a deployment with a flow of its own has no use for. */
const unwanted = ["organizationId", "routing"];
const isDirect = ({ backend }: Readonly<Record<string, unknown>>): boolean =>
  backend === "web-messaging";
const isGiven = (value: unknown): boolean =>
  value != null && (typeof value !== "object" || Object.keys(value).length > 0);

/** Options that do not fit the backend. */
const misfits = (input: Readonly<Record<string, unknown>>): string[] =>
  isDirect(input)
    ? [
        ...unwanted
          .filter((name) => isGiven(input[name]))
          .map((name) => `${name} is not wanted with web-messaging`),
        ...(input["region"] === undefined && input["endpoint"] === undefined
          ? ["region is missing: the domain of a region: mypurecloud.de"]
          : []),
      ]
    : ["region", "endpoint", "application", "getAuthCode"]
        .filter((name) => isGiven(input[name]))
        .map((name) => `${name} is not wanted without web-messaging`);

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
  "backend",
  "region",
  "endpoint",
  "application",
  "organizationId",
  "deploymentId",
  "storage",
  "keepEnded",
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
  const names = isDirect(input) ? ["deploymentId"] : required;
  const given = Object.entries(input).filter(
    ([name]) => !isDirect(input) || !unwanted.includes(name),
  );
  check(
    { ...Object.fromEntries(names.map((key) => [key, null])), ...Object.fromEntries(given) },
    () => null,
    misfits(input),
  );
}

function check(
  given: Readonly<Record<string, unknown>>,
  objection: (key: string) => string | null,
  problems: string[] = [],
): void {
  noteOldOptions(given);
  const input = withCurrentNames(given);
  for (const key of optionNames) {
    const [isRight, wants] = optionTable[key].validate;
    const value = input[key];
    if (value === undefined) continue;
    const problem = objection(key);
    if (problem !== null) problems.push(problem);
    else if (value === null && required.includes(key)) problems.push(`${key} is missing: ${wants}`);
    else if (!isRight(value)) problems.push(`${key} must be ${wants}`);
  }
  for (const key of Object.keys(input)) {
    if (currentName(key) in optionTable || key.startsWith("parlor")) continue;
    // oxlint-disable-next-line no-console -- a misspelt option is the site owner's to mend
    console.warn(`Parlor: unknown option "${key}". Did you mean "${nearest(key)}"?`);
  }
  if (problems.length > 0) throw new ParlorError("invalid-options", problems.join("; "));
}
