import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sentenceFaults } from "./docs-words.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
  .trim()
  .split("\n")
  // Written by a tool; a record of the past.
  .filter((page) => !page.startsWith("docs/api/") && page !== "CHANGELOG.md");

test.each([
  ["It waits. What comes later waits too.", ["What comes later waits too."]],
  ["- Whoever comes late", ["Whoever comes late"]],
  ["| name | What it is |", ["What it is "]],
  ["1. **Where locks are missing** it waits", ["Where locks are missing** it waits"]],
  ["It is known\nwhat follows, and\nWhat a page is", []],
  ["## What does it do?", []],
  ["```\nWhat follows\n```", []],
])("a sentence is judged by its first words: %j", (page, sentences) => {
  expect(sentenceFaults(page).map(({ sentence }) => sentence)).toEqual(sentences);
});

test("no sentence of a page opens with a relative clause", () => {
  const found = pages.flatMap((page) =>
    sentenceFaults(readFileSync(root + page, "utf8")).map(
      ({ line, sentence }) => `${page}:${line} ${sentence}`,
    ),
  );
  expect(found).toEqual([]);
});
