import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The modules of each chunk, as the build has written them. */
const chunks: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(new URL("../../dist/chunk-modules.json", import.meta.url), "utf8"),
);

/** Folders whose modules any chunk may hold. */
const BASE = ["model", "options", "parts", "i18n", "theme"];
/** The entry has the name of the product. */
const folderOf = (chunk: string): string => (chunk === "widget" ? "shell" : chunk);

test("every module of a chunk lies in the chunk's own folder or in a base folder", () => {
  const strays = Object.entries(chunks).flatMap(([chunk, modules]) =>
    modules.filter((path) => {
      const folder = /^src\/widget\/([^/]+)\//.exec(path)?.[1];
      return folder !== undefined && ![folderOf(chunk), ...BASE].includes(folder);
    }),
  );
  expect(strays).toEqual([]);
});

test("docs/architecture.md has a row for every chunk, and for no other", () => {
  const page = readFileSync(new URL("../../docs/architecture.md", import.meta.url), "utf8");
  const [, section = ""] = /\n## Chunks\n([\s\S]*?)\n## /.exec(page) ?? [];
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows
    .flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([\w-]+)-….js`/g)])
    .map(([, name]) => name);
  // The chunk of hashes has no module of the source.
  const built = Object.keys(chunks).filter((name) => !name.startsWith("locale-"));
  expect(named.toSorted()).toEqual([...built, "hashes"].toSorted());
});

test("every folder of a chunk is a chunk", () => {
  const folders = new Set(
    Object.values(chunks)
      .flat()
      .flatMap((path) => /^src\/widget\/([^/]+)\//.exec(path)?.[1] ?? [])
      .filter((folder) => !BASE.includes(folder)),
  );
  const names = new Set(Object.keys(chunks).map(folderOf));
  expect([...folders].filter((folder) => !names.has(folder))).toEqual([]);
});
