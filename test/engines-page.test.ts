import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { capabilities, missingInFirefox } from "../e2e/capabilities.ts";
import { engineSubjects } from "../e2e/engine-subjects.ts";
import { taggedTests } from "./tagged-tests.ts";

/* docs/engines.md, held against the tests. */

const page = readFileSync(new URL("../docs/engines.md", import.meta.url), "utf8");
const tests = taggedTests();
const withTag = (prefix: string): string[][] =>
  tests.flatMap(({ title, file, tags }) =>
    tags.filter((tag) => tag.startsWith(prefix)).map((tag) => [title, file, tag]),
  );
const rows = (prefix: string): string[][] =>
  [...page.matchAll(/^\| (.+) \| `([\w-]+)` \| `(@[\w-]+)` \|$/gm)]
    .map(([, title = "", file = "", tag = ""]) => [title, file, tag])
    .filter(([, , tag]) => tag?.startsWith(prefix));

test("the page says why for each subject and each capability", () => {
  for (const [subject, because] of Object.entries(engineSubjects))
    expect(page).toContain(`| \`@engine-${subject}\` | ${because} |\n`);
  for (const [tag, because] of Object.entries(capabilities))
    expect(page).toContain(`| \`${tag}\` | ${because} |\n`);
  expect(missingInFirefox).toEqual(Object.keys(capabilities));
});

test("the page lists the tests that run in every engine, and no other", () => {
  expect(rows("@engine-")).toEqual(withTag("@engine-"));
});

test("the page lists the tests that need a capability, and no other", () => {
  expect(rows("@needs-")).toEqual(withTag("@needs-"));
});

test("every tag is known, and no test is left out in another way", () => {
  const known = [
    ...Object.keys(capabilities),
    ...Object.keys(engineSubjects).map((subject) => `@engine-${subject}`),
  ];
  expect(tests.flatMap(({ tags }) => tags).filter((tag) => !known.includes(tag))).toEqual([]);
  for (const { file } of tests) {
    const text = readFileSync(new URL(`../e2e/${file}.e2e.ts`, import.meta.url), "utf8");
    expect(text).not.toMatch(/test\.(skip|fixme|fail)\(/);
  }
});
