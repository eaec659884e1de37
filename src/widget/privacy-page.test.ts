import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/* docs/privacy.md, compared with the code. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name ?? "");
const sources = new Map(
  ["src/widget", "src/transport"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .filter((path) => /^(?!.*\.test\.).*\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(join(root, path), "utf8")]),
);

test("it has one row for each thing that is stored", () => {
  const kept = [...sources.values()].flatMap((source) => [
    ...namesIn(source, /\bpersistedValue\(\s*"(\w+)"/g),
    ...namesIn(source, /`parlor:(\w+):\$\{/g),
  ]);
  const told = namesIn(
    readFileSync(join(root, "docs/privacy.md"), "utf8"),
    /^\| `parlor:(\w+):<deployment>/gm,
  );
  expect(new Set(told)).toEqual(new Set(kept));
});

test("storage is written in the places that this page is held against, and nowhere else", () => {
  const writing = [...sources].filter(([, source]) =>
    /\.setItem\(|indexedDB|document\.cookie|caches\./.test(source),
  );
  expect(writing.map(([path]) => path).sort()).toEqual([
    "src/transport/ports/storage.ts",
    "src/widget/model/persisted-value.ts",
    "src/widget/pre-chat/Greeting.tsx",
  ]);
});
