import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { root } from "../module-graph.ts";
import { criteria } from "./criteria.ts";
import { evidence, type Evidence } from "./evidence.ts";
import { report } from "./page.ts";

const page = `${root}docs/conformance.md`;

// `npm run conformance` writes it.
if (process.env["WRITE_CONFORMANCE"] === "1") writeFileSync(page, report);

/** Whether a test with this title is written in the file. */
const isThere = ([file, title]: Evidence): boolean =>
  existsSync(root + file) && readFileSync(root + file, "utf8").includes(title);

test("every test that the report names is there", () => {
  expect(isThere(["test/none.test.ts", "a title"])).toBe(false);
  expect(isThere(["e2e/gallery.e2e.ts", "a title that no test has"])).toBe(false);
  expect(Object.values(evidence).filter((one) => !isThere(one))).toEqual([]);
});

test("the report has every criterion of levels A and AA of WCAG 2.2 once", () => {
  const count = (level: string): number => criteria.filter((one) => one.level === level).length;
  expect([count("A"), count("AA")]).toEqual([31, 24]);
  expect(new Set(criteria.map(({ id }) => id)).size).toBe(55);
});

test("a result that says support names tests, and no other does", () => {
  const wrong = criteria.filter(
    ({ result, tests }) => result.endsWith("supports") !== tests.length > 0,
  );
  expect(wrong).toEqual([]);
});

test("every test in the list of evidence stands in the report", () => {
  const used = new Set<string>(criteria.flatMap(({ tests }) => tests));
  expect(Object.keys(evidence).filter((name) => !used.has(name))).toEqual([]);
});

test("docs/conformance.md is as the table says", () => {
  expect(readFileSync(page, "utf8")).toBe(report);
});
