import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PackedParlor } from "../../e2e/packed-parlor.ts";

/* The files that the package contains, and those that it must not. */

let packed: PackedParlor;
let files: readonly string[];

beforeAll(() => {
  packed = new PackedParlor();
  files = readdirSync(packed.contents, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(packed.contents.length + 1))
    .sort();
});
afterAll(() => packed.dispose());

const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };
const read = (path: string): string => readFileSync(join(packed.contents, path), "utf8");

test("it holds the modules, their types, the embed's files, the skill and the licences, and nothing else", () => {
  const meant = [
    /^(package\.json|README\.md|LICENSE|skills\/parlor\/SKILL\.md)$/,
    /^dist\/lib\/[\w-]+\.js$/,
    /^dist\/lib\/types\/(widget|transport|testing)\/[\w/-]+\.d\.ts$/,
    /^dist\/embed\/(parlor\.js|unread\.svg)$/,
    new RegExp(
      `^dist/embed/${version.replaceAll(".", "\\.")}/([\\w.-]+\\.js|third-party-licenses\\.md)$`,
    ),
  ];
  expect(files.filter((file) => !meant.some((pattern) => pattern.test(file)))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["dist/embed/parlor.js", "skills/parlor/SKILL.md"]));
});

test("of the declarations only those are there that the entries lead to: none of a component, a style or a catalogue's words in another language", () => {
  const types = files.filter((file) => file.startsWith("dist/lib/types/"));
  expect(types.filter((file) => /\/(ui|theme|locales)\//.test(file))).toEqual([]);
  for (const file of types)
    for (const [, path] of read(file).matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g))
      expect(types, `${file} imports ${path}`).toContain(
        join(file, "..", path!.replace(/\.tsx?$/, ".d.ts")),
      );
});

test("no module and no declaration imports a workspace of the repository", () => {
  const code = files.filter((file) => /^dist\/.*\.(js|ts)$/.test(file));
  expect(code.filter((file) => /parlor-(contract|server)/.test(read(file)))).toEqual([]);
});

test("no file says where it was built, or who reads its source maps", () => {
  for (const file of files.filter((one) => /\.(js|ts|json|md)$/.test(one))) {
    expect(read(file), file).not.toMatch(/\/(home|Users|work|tmp)\/|sourceMappingURL|file:\/\//);
  }
});

test("the licences of what is bundled travel with the bundle", () => {
  const licences = read(`dist/embed/${version}/third-party-licenses.md`);
  const names = [...licences.matchAll(/^## (\S+) - /gm)].map(([, name]) => name);
  // src/widget/model/tracked-component.ts stands in for @preact/signals in the bundle.
  expect(names.sort()).toEqual(["@preact/signals-core", "preact", "reconnecting-websocket"]);
  expect(licences.match(/Permission is hereby granted/g)).toHaveLength(names.length);
});
