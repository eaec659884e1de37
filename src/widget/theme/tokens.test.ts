import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const widget = fileURLToPath(new URL("..", import.meta.url));
const source = readdirSync(widget, { recursive: true, encoding: "utf8" })
  .filter((path) => /^(?!.*\.test\.).*\.(css|tsx?)$/.test(path))
  .map((path) => readFileSync(join(widget, path), "utf8"))
  .join("\n");
const names = (pattern: RegExp): Set<string | undefined> =>
  new Set([...source.matchAll(pattern)].map(([, name]) => name));

test("every token that a style asks for is defined somewhere: a misspelt one would only look a little wrong", () => {
  const asked = names(/var\((--pl-[\w-]+)/g);
  const defined = names(/(--pl-[\w-]+)(?:"?:|", )/g);
  expect([...asked].filter((name) => !defined.has(name))).toEqual([]);
});
