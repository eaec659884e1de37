import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseFile, testCalls } from "../syntax.ts";

/* docs/hazards.md, held against the tests. */

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

/** The cells of the rows below each heading; titles of tests may hold any sign but a quote. */
const rowsOf = (page: string): string[][] =>
  page
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (hazard|---) \|/.test(line))
    .map((line) => line.slice(2, -2).split(/(?<!\\) \| /));

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** The tests in a cell: `file`: "title", and more titles of the same file after it. */
function testsIn(cell: string): NamedTest[] {
  let file = "";
  return [...cell.matchAll(/`([\w/.-]+\.tsx?)`|"([^"]+)"/g)].flatMap(([, path, title]) => {
    if (path !== undefined) file = path;
    return title === undefined ? [] : [{ file, title }];
  });
}

const titlesOf = (file: string): string[] =>
  testCalls(parseFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)))).map(
    ({ title }) => title,
  );

test("a cell names tests, several of one file too", () => {
  expect(testsIn('`a/b.test.ts`: "one", "two"; `c.e2e.ts`: "three"')).toEqual([
    { file: "a/b.test.ts", title: "one" },
    { file: "a/b.test.ts", title: "two" },
    { file: "c.e2e.ts", title: "three" },
  ]);
});

const rows = rowsOf(read("docs/hazards.md"));

test("each hazard has a behaviour and at least one test", () => {
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    expect(row, row[0]).toHaveLength(3);
    expect(testsIn(row[2] ?? ""), row[0]).not.toEqual([]);
  }
});

test("each test that a hazard names is in the file that is named", () => {
  const missing = rows
    .flatMap(([, , cell = ""]) => testsIn(cell))
    .filter(({ file, title }) => !titlesOf(file).includes(title));
  expect(missing).toEqual([]);
});
