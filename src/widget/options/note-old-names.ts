import { currentKey, renamedOptions } from "./renamed.ts";

/** The old names that this page has been told about. */
const noted = new Set<string>();

/** Tells the site owner, once a page, that a name has been replaced. */
export function noteOldName(old: string, name: string): void {
  if (noted.has(old)) return;
  noted.add(old);
  // oxlint-disable-next-line no-console -- the one place where a site owner looks
  console.warn(`Parlor: ${old} is now ${name}. The old name is accepted until 1.0.`);
}

/** Notes each catalogue key of 0.1.0. */
export function noteOldKeys(messages: unknown): void {
  for (const key of Object.keys(messages ?? {}))
    if (currentKey(key) !== key) noteOldName(`"${key}"`, `"${currentKey(key)}"`);
}

/** Notes each name of 0.1.0 among the options. */
export function noteOldOptions(input: Readonly<Record<string, unknown>>): void {
  for (const [old, name] of Object.entries(renamedOptions))
    if (input[old] !== undefined) noteOldName(`option "${old}"`, `"${name}"`);
  if (input["launcher"] === "door") noteOldName('launcher: "door"', '"default"');
  noteOldKeys(input["messages"]);
}
