import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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

/** Names of paths in the project, in code spans. */
const PATH =
  /`((?:src|server|contract|mcp|test|e2e|scripts|bench|demo|docs)\/[\w./-]*\w\/?|[\w.-]+\.config\.ts)`/g;
/** Folders that a command writes, and files of a reader's own project. */
const isElsewhere = (path: string): boolean => /\/dist(?:\/|$)|^src\/(?:main|App)\./.test(path);

const pathsIn = (page: string): string[] =>
  [...page.matchAll(PATH)].map(([, path = ""]) => path).filter((path) => !isElsewhere(path));

test("every path that a page names is there", () => {
  expect(pathsIn("`src/a.ts`, `test/b/`, `src/c` and `npm run d`")).toEqual([
    "src/a.ts",
    "test/b/",
    "src/c",
  ]);
  const missing = pages.flatMap((page) =>
    pathsIn(readFileSync(root + page, "utf8"))
      .filter((path) => !existsSync(root + path))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test("every test that a page names without its folder is in some folder", () => {
  const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
  const names = new Set(files.map((file) => basename(file)));
  const missing = pages.flatMap((page) =>
    [...readFileSync(root + page, "utf8").matchAll(/`([\w-]+(?:\.browser)?\.(?:test|e2e)\.tsx?)`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !names.has(name))
      .map((name) => `${page}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("every script of npm that a page names is in the manifest", () => {
  const named = (page: string): string[] =>
    [...page.matchAll(/npm run (?:--silent )?([\w-]+)\b(?! -w)/g)].map(([, name = ""]) => name);
  expect(named("`npm run a -- --b`, `npm run --silent c-d > e`")).toEqual(["a", "c-d"]);
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
    scripts: Record<string, string>;
  };
  const missing = pages.flatMap((page) =>
    named(readFileSync(root + page, "utf8"))
      .filter((name) => scripts[name] === undefined)
      .map((name) => `${page}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("every link from a page to a file leads there", () => {
  const broken = pages.flatMap((page) =>
    [
      ...readFileSync(root + page, "utf8").matchAll(
        /(?:\]\(|<img [^>]*\bsrc="|<source [^>]*\bsrcset=")(?!https?:|#|mailto:)([^)#"\s]+)/g,
      ),
    ]
      .map(([, target = ""]) => join(dirname(page), target))
      .filter((target) => !existsSync(root + target))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});

/** The anchor that a heading gets, as GitHub and the docs site make it. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/[`*]|\]\([^)]*\)|\[/g, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (page: string): Set<string> =>
  new Set([...page.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)));

test("every link to a heading, on the same page or another, leads to one", () => {
  expect(anchorOf("The `top` layer, again: 2")).toBe("the-top-layer-again-2");
  const read = (page: string): string => readFileSync(root + page, "utf8");
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)/g)]
      .map(([, target = "", anchor = ""]) => ({
        target: target === "" ? page : join(dirname(page), target),
        anchor,
      }))
      .filter(({ target, anchor }) => !anchorsOf(read(target)).has(anchor))
      .map(({ target, anchor }) => `${page}: ${target}#${anchor}`),
  );
  expect(broken).toEqual([]);
});

test("the index of the docs names every page", () => {
  const index = readFileSync(`${root}docs/README.md`, "utf8");
  const missing = pages
    .filter((page) => /^docs\/[\w-]+\.md$/.test(page) && page !== "docs/README.md")
    .filter((page) => !index.includes(`](${page.slice("docs/".length)}`));
  expect(missing).toEqual([]);
});

test("each question of a newcomer names a file to open first", () => {
  const page = readFileSync(`${root}docs/architecture.md`, "utf8");
  const questions = [...page.matchAll(/^\| How do I (.+)\? \| (.+?) \|/gm)];
  expect(questions.map(([, question]) => question)).toEqual([
    "change the look of a message bubble",
    "change the look of the launcher",
    "add a string",
    "add an option",
    "add a wire protocol",
    "add an endpoint",
    "add an error code",
    "add an event of webhooks",
    "add a tool of the MCP server",
    "add a stored field",
  ]);
  for (const [, , first = ""] of questions) expect(pathsIn(first)).not.toEqual([]);
});
