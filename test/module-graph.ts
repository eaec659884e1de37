import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, textOf, type Node } from "./syntax.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

export interface Module {
  /** The path in the project. */
  readonly path: string;
  readonly source: string;
  readonly nodes: readonly Node[];
  /** Paths in the project of all modules, styles and data that it imports, types included. */
  readonly imports: readonly string[];
  /** Packages that it imports; `node:*` for every module of Node. */
  readonly packages: readonly string[];
}

/** Importing nodes: `import`, `export … from`, `import()` and `import("…").Type`. */
const IMPORTING =
  /^(?:Import(?:Declaration|Expression)|Export(?:All|Named)Declaration|TSImportType)$/;

export function moduleOf(path: string, source: string): Module {
  const nodes = parse(path, source);
  const imports = new Set<string>();
  const packages = new Set<string>();
  for (const node of nodes) {
    const specifier = IMPORTING.test(node.type) ? textOf(node["source"]) : null;
    if (specifier === null || specifier.includes("…")) continue;
    if (specifier.startsWith("."))
      imports.add(posix.join(posix.dirname(path), specifier.replace(/\?.*$/, "")));
    else if (specifier.startsWith("node:")) packages.add("node:*");
    else
      packages.add(
        specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/"),
      );
  }
  return { path, source, nodes, imports: [...imports], packages: [...packages] };
}

/** The sources that match Git's patterns, without tests, declarations and generated files. */
export const sourcesIn = (...patterns: readonly string[]): string[] =>
  execFileSync("git", ["ls-files", ...patterns], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((path) => /\.(?:tsx?|mjs)$/.test(path))
    .filter((path) => !/\.test\.tsx?$|\.d\.m?ts$|\.generated\.ts$/.test(path))
    .filter((path) => existsSync(root + path));

/** The modules of the product: everything that is published or deployed. */
export const productModules = (): Module[] =>
  sourcesIn("src", "server", "contract", "emulators", "mcp").map((path) =>
    moduleOf(path, readFileSync(root + path, "utf8")),
  );

/**
 * The cycles of a graph: groups of modules that reach each other (Tarjan's algorithm).
 * @returns the paths of each group, sorted.
 */
export function cyclesOf(modules: readonly Pick<Module, "path" | "imports">[]): string[][] {
  const edges = new Map(modules.map(({ path, imports }) => [path, imports]));
  const order = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (path: string): number => {
    const at = order.size;
    order.set(path, at);
    let low = at;
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, order.get(next) ?? at);
    }
    if (low === at) {
      const group = stack.splice(stack.indexOf(path));
      if (group.length > 1) cycles.push(group.toSorted());
    }
    return low;
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return cycles;
}
