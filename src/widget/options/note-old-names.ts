import { currentName } from "../i18n/renamed.ts";

/** The old names that this page has been told about. */
const noted = new Set<string>();

/** Tells the site owner, once a page, that a name has been replaced. */
export function noteOldName(old: string, name: string): void {
  if (noted.has(old)) return;
  noted.add(old);
  // oxlint-disable-next-line no-console -- the one place where a site owner looks
  console.warn(`Parlor: ${old} is now ${name}. The old name is accepted until 1.0.`);
}

/** Notes each option or catalogue key of 0.1.0. */
export function noteOldNames(given: object): void {
  for (const name of Object.keys(given))
    if (currentName(name) !== name) noteOldName(`"${name}"`, `"${currentName(name)}"`);
}

/** Notes each name of 0.1.0 among the options. */
export function noteOldOptions(input: Readonly<Record<string, unknown>>): void {
  noteOldNames(input);
  if (input["launcher"] === "door") noteOldName('launcher: "door"', '"default"');
  noteOldNames(input["messages"] ?? {});
}
