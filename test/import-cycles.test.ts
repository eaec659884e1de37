import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The relative modules that a source file names: static, dynamic, and in types. */
function importsOf(file: string, text: string): string[] {
  const { program } = parseSync(file, text);
  const found: string[] = [];
  JSON.stringify(program, (key, value: unknown) => {
    const path = key === "source" ? (value as { readonly value?: unknown } | null)?.value : null;
    if (typeof path === "string" && path.startsWith(".")) found.push(path);
    return value as unknown;
  });
  return found.map((path) => join(dirname(file), path.replace(/\?.*/, "")));
}

/** The first cycle of a graph, as the names along it; empty when there is none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): readonly string[] => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return [];
    for (const next of graph.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle.length > 0) return cycle;
    }
    done.add(name);
    return [];
  };
  for (const name of graph.keys()) {
    const cycle = visit(name, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

test("an import, an import() and an import type each count as an edge", () => {
  const text = `
    import { a } from "./a.ts";
    import type { B } from "./b.ts";
    export { c } from "./c.ts";
    export * as d from "./d.ts";
    export const load = () => import("./e.ts");
    export type F = import("./f.ts").F;`;
  expect(importsOf("x/probe.ts", text).toSorted()).toEqual(
    ["a", "b", "c", "d", "e", "f"].map((name) => `x/${name}.ts`),
  );
});

test("a cycle is named with the modules along it", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["b"]],
  ]);
  expect(cycleIn(graph)).toEqual(["b", "c", "b"]);
});

test("no modules of src/ import each other in a circle", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join(root, "src", file));
  const graph = new Map(
    files.map((file) => [
      relative(root, file),
      importsOf(file, readFileSync(file, "utf8")).map((path) => relative(root, path)),
    ]),
  );
  expect(cycleIn(graph)).toEqual([]);
});
