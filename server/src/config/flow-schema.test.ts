import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Flow } from "../domain/tenant.ts";
import { ConfigError, readConfig } from "./config.ts";

/* The flow greeting in the configuration file. */

const example = fileURLToPath(new URL("../../parlor.example.json", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-flow-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The flow of the example with another greeting, or the problems of its file. */
function read(greeting: unknown): Flow | null | readonly string[] {
  const document = JSON.parse(readFileSync(example, "utf8")) as {
    organizations: [{ deployments: [{ flow: { greeting: unknown } }] }];
  };
  document.organizations[0].deployments[0].flow.greeting = greeting;
  const path = join(folder, "parlor.json");
  writeFileSync(path, JSON.stringify(document));
  try {
    return readConfig({ PARLOR_CONFIG: path }).organizations[0]?.deployments[0]?.flow ?? null;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.replace(`${path}: `, ""));
  }
}

const choice = { text: { en: "Bookings", de: "Buchungen" }, payload: "Book", queue: "support" };

test.each([
  ["a text", "Hello", [{ text: "Hello" }]],
  ["a list of texts", ["Hello", "Bye"], [{ text: "Hello" }, { text: "Bye" }]],
  [
    "a text for each language",
    { en: "Hello", "de-AT": "Servus" },
    [{ text: { en: "Hello", "de-AT": "Servus" } }],
  ],
  [
    "a line with choices",
    [{ text: "Hello", choices: [choice] }],
    [{ text: "Hello", choices: [choice] }],
  ],
  ["a line without choices", { text: { en: "Hello" } }, [{ text: { en: "Hello" } }]],
])("a flow greets with %s", (_, greeting, lines) => {
  expect(read(greeting)).toEqual({ name: "Greeter", greeting: lines });
});

test.each([
  ["an empty text", ""],
  ["no language", [{}]],
  ["a tag that is none", [{ "not a tag": "Hello" }]],
  ["a choice without a payload", [{ text: "Hello", choices: [{ text: "Bookings" }] }]],
  ["more than ten choices", [{ text: "Hello", choices: Array.from({ length: 11 }, () => choice) }]],
  ["a number", 5],
])("a flow greeting with %s is refused with its place", (_, greeting) => {
  expect(read(greeting)).toEqual([
    expect.stringMatching(/^organizations\.0\.deployments\.0\.flow\.greeting\.0: must be a text/),
  ]);
});

test("choices of more than 16 KB are refused with their place, whichever language has them", () => {
  const long = { text: { en: "A", ja: "\u65c5".repeat(80) }, payload: "\u65c5".repeat(500) };
  const lines = (count: number): unknown => [
    { text: "Hello", choices: Array.from({ length: count }, () => long) },
  ];
  expect(read(lines(9))).toMatchObject({ name: "Greeter" });
  expect(read(lines(10))).toEqual([
    "organizations.0.deployments.0.flow.greeting.0.choices: must be at most 16 KB as JSON",
  ]);
});

test("a field that no line has is refused by its name", () => {
  expect(read([{ text: "Hello", html: "<b>" }])).toEqual([
    'organizations.0.deployments.0.flow.greeting.0: Unrecognized key: "html"',
  ]);
});

test("a choice in a queue that does not exist is refused with the other problems of the file", () => {
  const lines = [{ text: "Hello", choices: [{ ...choice, queue: "Sales" }] }, ""];
  expect(read(lines)).toEqual([
    'a choice of the flow greeting: no queue is called "Sales" (organizations.0.deployments.0 (Example))',
    expect.stringContaining("must be a text"),
  ]);
});
