import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { opensWithClause, wordFaults } from "./comment-words.ts";
import { parse, testCalls } from "./syntax.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

test.each([
  ["// What follows is for guests.", ["opens with a relative clause"]],
  ["/** Whoever comes late hears it. */", ["opens with a relative clause"]],
  ["/**\n * So that nobody waits.\n */", ["opens with a relative clause"]],
  ["// Where it waits.", ["opens with a relative clause"]],
  ["/** @description What it says. */", ["opens with a relative clause"]],
  ["// It keeps\n// What is a name.", []],
  ["// What is it?", []],
  [`// ${"word ".repeat(20)}`, ["runs past 100 columns"]],
  ["const whatever = 1; // What", []],
])("a comment is judged by its first words and its length: %j", (source, because) => {
  expect(wordFaults(source).map((one) => one.because)).toEqual(because);
});

const sources = (...patterns: string[]): string[] =>
  execFileSync("git", ["ls-files", ...patterns], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => !/stand-ins/.test(file));

const badTitles = (name: string, source: string): string[] =>
  testCalls(parse(name, source))
    .map(({ title }) => title)
    .filter(opensWithClause);

test("the title of a test is judged by its first words", () => {
  const source = `
    test("what is left", () => {});
    test.each([1])("where %s is", () => {});
    describe(\`Whoever \${name} is\`, () => {});
    test("a title", () => {});
    check("what is no title", () => {});
  `;
  expect(badTitles("a.test.ts", source)).toEqual(["what is left", "where %s is", "Whoever … is"]);
});

test("no title of a test opens with a relative clause", () => {
  const files = sources("*.test.ts", "*.test.tsx", "*.e2e.ts", "*.screens.ts", "*-suite.ts");
  const found = files.flatMap((file) =>
    badTitles(file, readFileSync(root + file, "utf8")).map((title) => `${file}: ${title}`),
  );
  expect(found).toEqual([]);
});

test("no comment opens with a relative clause or runs past 100 columns", () => {
  const found = sources("*.ts", "*.tsx", "*.mjs", "*.css").flatMap((file) =>
    wordFaults(readFileSync(root + file, "utf8")).map(
      ({ line, text, because }) => `${file}:${line} ${because}: ${text}`,
    ),
  );
  expect(found).toEqual([]);
});
