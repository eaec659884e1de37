import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { wordFaults } from "./comment-words.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

test.each([
  ["// What follows is for guests.", ["opens with a relative clause"]],
  ["/** Whoever comes late hears it. */", ["opens with a relative clause"]],
  ["/**\n * So that nobody waits.\n */", ["opens with a relative clause"]],
  ["// It keeps\n// What is a name.", []],
  ["// What is it?", []],
  [`// ${"word ".repeat(20)}`, ["runs past 100 columns"]],
  ["const whatever = 1; // What", []],
])("a comment is judged by its first words and its length: %j", (source, because) => {
  expect(wordFaults(source).map((one) => one.because)).toEqual(because);
});

test("no comment opens with a relative clause or runs past 100 columns", () => {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.tsx", "*.mjs", "*.css"], {
    cwd: root,
    encoding: "utf8",
  });
  const found = files
    .trim()
    .split("\n")
    .filter((file) => !/generated|stand-ins/.test(file))
    .flatMap((file) =>
      wordFaults(readFileSync(`${root}${file}`, "utf8")).map(
        ({ line, text, because }) => `${file}:${line} ${because}: ${text}`,
      ),
    );
  expect(found).toEqual([]);
});
