import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/* Checks docs/testing.md against the code. */

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../docs/testing.md");

/** The tests that the page quotes, with this project's own files in place of its packages. */
const quoted = ["./example.browser.test.ts", "./jsdom.test.ts", "../../e2e/testing.e2e.ts"].map(
  (path) =>
    read(path)
      .replaceAll(/"\.\.\/widget\/index\.ts"/g, '"parlor"')
      .replaceAll(/"(\.|\.\.\/src\/testing)\/index\.ts"/g, '"parlor/testing"')
      .replaceAll('"./fixtures.ts"', '"@playwright/test"')
      .replaceAll(/ \{ tag: "@needs-[\w-]+" \},/g, ""),
);
const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

test.each(blocks)("its example is a test that runs: %#", (block) => {
  expect(quoted.filter((text) => text.includes(block))).toHaveLength(1);
});

test.each([
  ["./fake-server.ts", "FakeServer"],
  ["./fake-server.ts", "FakeServerOptions"],
  ["./fake-conversation.ts", "FakeConversation"],
  ["./agent-side.ts", "AgentSide"],
  ["./page-object.ts", "ParlorPage"],
  ["./page-object.ts", "ShownChat"],
  ["./page-object.ts", "ShownMessage"],
])("of %s it names all that %s has", (path, name) => {
  const text = new RegExp(`export interface ${name}\\b[\\s\\S]*?\n}`).exec(read(path))?.[0] ?? "";
  const members = [...text.matchAll(/^ {2}(?:readonly )?(\w+)[?(:]/gm)].map(([, member]) => member);
  expect(members.length).toBeGreaterThan(1);
  expect(members.filter((member) => !new RegExp(`\\b${member}\\b`).test(page))).toEqual([]);
});
