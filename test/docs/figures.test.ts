import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { defaultRules } from "../../server/src/domain/tenant.ts";
import { xssCorpus } from "../xss-corpus.ts";

/* Figures in the pages of the docs, held against the things that they count. */

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
/** The number in a page that the pattern captures. */
function figureIn(page: string, pattern: RegExp): number {
  const [, figure = ""] = pattern.exec(read(page)) ?? [];
  return Number(figure.replaceAll(",", ""));
}

test("docs/accessibility.md counts the announcements, the happenings and the brand colours of the tests", () => {
  const page = "docs/accessibility.md";
  const golden = read("src/widget/conversation/effects/announce-conversation.golden.txt");
  expect(figureIn(page, /golden\.txt`, (\d+) cases/)).toBe(golden.match(/^\S/gm)?.length);

  const focus = read("e2e/focus.e2e.ts");
  const [, list = ""] = /happenings: readonly object\[\] = \[\n([\s\S]*?)\n\];/.exec(focus) ?? [];
  const names = ["eight", "nine", "ten", "eleven", "twelve"];
  const [, happenings = ""] = /(\w+) happenings on four stops/.exec(read(page)) ?? [];
  expect(names.indexOf(happenings) + 8).toBe(list.split("\n").length);

  const [, colours = ""] =
    /length: ([\d_]+) \}/.exec(read("src/widget/theme/theme.browser.test.ts")) ?? [];
  expect(figureIn(page, /([\d,]+) brand colours/)).toBe(Number(colours.replace("_", "")));
});

test("docs/security.md counts the vectors of the corpus", () => {
  const least = figureIn("docs/security.md", /more than (\d+) vectors/);
  expect(least).toBeGreaterThan(100);
  expect(xssCorpus.length).toBeGreaterThan(least);
});

test("docs/protocol.md counts the operations of the contract", () => {
  const { paths } = JSON.parse(read("docs/contracts/guest-chat.openapi.json")) as {
    paths: Record<string, object>;
  };
  const operations = Object.values(paths).flatMap((path) =>
    Object.keys(path).filter((method) => /^(?:get|post|put|patch|delete)$/.test(method)),
  );
  expect(operations).toHaveLength(11);
  expect(read("docs/protocol.md")).toContain("Eleven operations");
});

test("docs/server.md has every rule of a deployment, with its default", () => {
  const [, table = ""] =
    /rules` and their defaults:\n\n([\s\S]*?)\n\n/.exec(read("docs/server.md")) ?? [];
  const cells = table
    .split("\n")
    .slice(2)
    .flatMap((row) => row.slice(2, -2).split(" | "));
  const rules = cells.flatMap((cell, at) => {
    const [, name] = /^`(\w+)`/.exec(cell) ?? [];
    return name === undefined || at % 2 === 1 ? [] : [[name, cells[at + 1]?.replaceAll(",", "")]];
  });
  // The rules for files have a table of their own.
  const { attachments: _, ...plain } = defaultRules;
  expect(Object.fromEntries(rules)).toEqual(
    Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, String(value)])),
  );
});

test("docs/server.md has every rule for files, with its default", () => {
  const [, table = ""] =
    /\| in `attachments` [^\n]*\n[^\n]*\n([\s\S]*?)\n\n/.exec(read("docs/server.md")) ?? [];
  const written = table.split("\n").flatMap((row) => {
    const [names = "", values = ""] = row.slice(2).split(" | ");
    const all = values.split(", ");
    return [...names.matchAll(/`(\w+)`/g)].map(([, name], at) => [
      name,
      all[at]?.replaceAll(",", ""),
    ]);
  });
  const { types, blockedExtensions, enabled, ...plain } = defaultRules.attachments;
  expect(Object.fromEntries(written)).toEqual({
    ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, String(value)])),
    enabled: `${enabled} (the demo: true)`,
    types: expect.stringContaining("PNG"),
    blockedExtensions: expect.stringMatching(`^${blockedExtensions.length}:`),
  });
  expect(types).toHaveLength(13);
});
