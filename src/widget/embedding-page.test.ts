import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { attributeOf } from "./options/attributes.ts";
import type { OptionRow } from "./options/option-row.ts";
import { optionTable } from "./options/option-table.ts";

/* docs/embedding.md, compared with the code. */

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../docs/embedding.md");
const section = (title: string): string =>
  new RegExp(`## ${title}\n([\\s\\S]*?)(\n## |$)`).exec(page)?.[1] ?? "";
/** The names in code style in the first column of a section's tables. */
const firstColumn = (title: string, pattern: RegExp): Set<string | undefined> =>
  new Set(
    section(title)
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...(line.split(" | ")[0] ?? "").matchAll(pattern)])
      .map(([, name]) => name),
  );
/** The members of an exported interface. */
const membersOf = (path: string, name: string, pattern: RegExp): (string | undefined)[] => {
  const text = new RegExp(`export interface ${name}\\b[\\s\\S]*?\n}`).exec(read(path))?.[0] ?? "";
  return [...text.matchAll(pattern)].map(([, member]) => member);
};
const METHOD = /^ {2}(\w+)[(<]/gm;
const FIELD = /^ {2}readonly "?([\w:]+)"?\??:/gm;

/** The default as the page writes it. */
function defaultCell({ unset, default: value }: OptionRow): string {
  if (unset !== undefined) return unset;
  if (value === undefined) return "required";
  return typeof value === "string" ? `\`${value}\`` : JSON.stringify(value);
}

function attributeCell({ type, attribute }: OptionRow): string {
  if (attribute === null) return type === "object" ? "none; JSON block" : "none";
  return [attribute]
    .flat()
    .map((name) => `\`data-${attributeOf(name)}\`${name === "skills" ? " (comma-separated)" : ""}`)
    .join(", ");
}

test("its rows of options are those of the table", () => {
  const rows = Object.entries<OptionRow>(optionTable).map(
    ([name, row]) => `| \`${name}\` | ${row.doc} | ${defaultCell(row)} | ${attributeCell(row)} |`,
  );
  expect(
    section("Options")
      .split("\n")
      .filter((line) => line.startsWith("| `")),
  ).toEqual(rows);
});

test("the page names every method, and no other", () => {
  const methods = [
    ...membersOf("api/handle.ts", "ParlorHandle", METHOD),
    ...membersOf("model/lazy-methods.ts", "LazyMethods", METHOD),
  ];
  expect(firstColumn("The handle", /`(\w+)[(`]/g)).toEqual(new Set(methods));
});

test("the handle fetches each method whose code is fetched later", () => {
  const list = /const later =\s*"([^"]+)"/.exec(read("api/handle.ts"))?.[1]?.split(" ");
  expect(new Set(list)).toEqual(new Set(membersOf("model/lazy-methods.ts", "LazyMethods", METHOD)));
});

test("it has one row for each event", () => {
  expect(firstColumn("Events", /`([\w:]+)`/g)).toEqual(
    new Set(membersOf("model/events.ts", "ParlorEventData", FIELD)),
  );
});

test("it has one row for each hook", () => {
  expect(firstColumn("Hooks", /`(\w+)`/g)).toEqual(
    new Set(membersOf("model/hooks.ts", "HookValues", FIELD)),
  );
});
