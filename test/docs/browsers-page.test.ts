import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/* docs/browsers.md, held against the tests and the build. */

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const page = read("docs/browsers.md");

test("every test that it names is there, under that name", () => {
  const named = [...page.matchAll(/(?:`([\w/.-]+\.ts)`: )?"([^"]+)"/g)];
  expect(named.length).toBeGreaterThan(10);
  for (const [, file = "e2e/missing-browser-features.e2e.ts", name = ""] of named) {
    // Two names are made of one sentence, with what is missing in it.
    const parts = name.split(/(?<=^without )(.+?)(?= everything can)/);
    for (const part of parts) expect(read(file), name).toContain(part);
  }
});

test("the build has the target that it names", () => {
  const targets = [...read("vite.config.ts").matchAll(/target: "(\w+)"/g)].map(([, name]) => name);
  expect(new Set(targets)).toEqual(new Set([/ES\d+/.exec(page)?.[0].toLowerCase()]));
});
