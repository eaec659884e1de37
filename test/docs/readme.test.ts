import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/*
 * README.md: its promises to a stranger, and its figures. `npm run size` holds the sizes in it.
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
const page = read("README.md");
const { version, engines } = JSON.parse(read("package.json")) as {
  version: string;
  engines: { node: string };
};
const section = (title: string): string =>
  new RegExp(`\n## ${title}\n([\\s\\S]*?)\n## `).exec(page)?.[1] ?? "";

test("the first 40 lines say for whom, why, at what cost, how to try it and what is missing, and show a picture", () => {
  const top = page.split("\n").slice(0, 40).join("\n");
  expect([...top.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, words]) => words).slice(0, 5)).toEqual([
    "For",
    "Why this one",
    "Cost for a page",
    "Try it",
    "Not there yet",
  ]);
  expect(top).toMatch(/<img alt="[^"]{20,}" src=".\/docs\/images\//);
  expect(top).toContain(".gif)");
});

test("there are eight features, a line each, with a link to its page", () => {
  const features = section("Features")
    .split("\n")
    .filter((line) => line.startsWith("- "));
  expect(features).toHaveLength(8);
  for (const feature of features) expect(feature).toMatch(/\]\(docs\/[\w-]+\.md/);
});

test("the number of languages is that of the catalogues", () => {
  const numbers = ["seventeen", "eighteen", "nineteen", "twenty", "twenty-one"];
  const others = readdirSync(`${root}src/widget/i18n/locales`).length;
  const [, all = ""] = /\*\*(.+) languages\*\*/.exec(page) ?? [];
  const [, rest = ""] = /the (\S+) other languages/.exec(page) ?? [];
  expect(numbers.indexOf(all.toLowerCase()) + 17).toBe(others + 1);
  expect(numbers.indexOf(rest) + 17).toBe(others);
});

test("version, Node and browsers are those of the manifest and of docs/browsers.md", () => {
  expect(page).toContain(`| Parlor ${version} |`);
  expect(engines.node).toBe(`>=${/Node ([\d.]+)/.exec(page)?.[1]}`);
  const versionsIn = (text: string): string[] =>
    [...text.replaceAll(/\(.*?\)/g, "").matchAll(/\d[\d.]*\d/g)].map(([one]) => one);
  const [all = "", some = ""] = section("Browsers").split(/(?<=18)\. /);
  const rows = read("docs/browsers.md").split("\n");
  const row = (start: string): string => rows.find((one) => one.startsWith(`| ${start}`)) ?? "";
  expect(versionsIn(all)).toEqual(versionsIn(row("all of it")));
  expect(versionsIn(some)).toEqual(versionsIn(row("a whole conversation")));
});

test("each size of another widget in the comparison says when it was measured, or that it was read or not measured", () => {
  const rows = section("Compared")
    .split("\n")
    .filter((line) => /^\| (?!widget|---|Parlor)/.test(line));
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows)
    expect(row.split(" | ")[2]).toMatch(/, measured \d{4}-\d\d-\d\d|^not measured/);
});

test("the names of package files in the pages have today's version, but for that of the next upgrade", () => {
  const pages = ["README.md", "CONTRIBUTING.md", "docs/recipes.md", "docs/server.md"];
  const named = pages.flatMap((path) => [
    ...read(path)
      .split("**9. Upgrade.**")[0]!
      .matchAll(/parlor-(?:server-)?(\d+\.\d+\.\d+)\.(?:tgz|cdx)/g),
  ]);
  expect(named.length).toBeGreaterThan(8);
  expect(new Set(named.map(([, one]) => one))).toEqual(new Set([version]));
});

test("the bytes that the bench has measured are those of the size gate", () => {
  const bench = read("docs/performance.md");
  for (const [mark, row] of [
    ["panel", "until the field is enabled"],
    ["open", "that an open chat fetches by itself"],
  ]) {
    const [, size = ""] = new RegExp(`<!-- size:${mark} -->([\\d.]+) kB`).exec(page) ?? [];
    const [, measured = ""] = new RegExp(`${row}.*?≤ .*?\\| ([\\d.]+) kB`).exec(bench) ?? [];
    expect(Math.abs(Number(size) - Number(measured)), row).toBeLessThan(0.35);
  }
});
