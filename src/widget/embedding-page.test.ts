import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { attributeOf, routingOptions, textOptions } from "./options/attributes.ts";
import { resolveOptions } from "./options/options.ts";

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

const required = {
  api: "https://chat.example",
  organizationId: "o",
  deploymentId: "d",
  routing: { queue: "Bookings" },
};
const defaults = (): Record<string, unknown> => {
  globalThis.location ??= { hostname: "site.example" } as Location;
  return resolveOptions(required);
};

test("it has one row for each option", () => {
  expect(firstColumn("Options", /`(\w+)`/g)).toEqual(new Set(Object.keys(defaults())));
});

/** The cells of an option's row: type, default, attribute. */
function cellsOf(option: string): string[] {
  const row = section("Options")
    .split("\n")
    .find((line) => line.startsWith(`| \`${option}\``));
  return (row ?? "").split(/(?<!\\) \| /).slice(1);
}

test("an option's row names its attributes, and says `none` where there are none", () => {
  for (const option of Object.keys(defaults())) {
    const cell = cellsOf(option)[2] ?? "";
    const wanted = (option === "routing" ? routingOptions : textOptions).filter(
      (one) => option === "routing" || one === option,
    );
    const named = [...cell.matchAll(/`data-([\w-]+)`/g)].map(([, name]) => name);
    expect(named, option).toEqual(wanted.map(attributeOf));
    if (named.length === 0) expect(cell, option).toMatch(/^none/);
  }
});

test("an option's row says its default", () => {
  for (const [option, value] of Object.entries(defaults())) {
    const cell = cellsOf(option)[1] ?? "";
    if (option in required && option !== "api") expect(cell, option).toBe("required");
    else if (typeof value === "boolean" || typeof value === "number")
      expect(cell, option).toBe(String(value));
    else if (typeof value === "string" && option !== "company" && option !== "api")
      expect(cell, option).toBe(`\`${value}\``);
  }
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
    new Set(membersOf("api/host-hooks.ts", "HookValues", FIELD)),
  );
});
