import { readFileSync } from "node:fs";
import { parseAst } from "vite";

/** A node of the syntax tree that Vite's parser returns. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;

/** A node and all that it contains, from the outside to the inside. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

const languages = { ts: "ts", tsx: "tsx", mjs: "js" } as const;

/** The nodes of a source file, by the ending of its name. */
export function parse(name: string, source: string): Node[] {
  const ending = /\.(tsx?|mjs)$/.exec(name)?.[1] as keyof typeof languages;
  return [...nodesOf(parseAst(source, { lang: languages[ending] }))];
}

export const parseFile = (path: string): Node[] => parse(path, readFileSync(path, "utf8"));

/** The text of a string; `…` stands for an expression in it. Null for any other node. */
export function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : null;
  if (node.type !== "TemplateLiteral" || !Array.isArray(node["quasis"])) return null;
  return node["quasis"].map((part: { value: { cooked: string } }) => part.value.cooked).join("…");
}

/** The name at the root of `name`, `name.member` and `name(…)`. */
function rootName(node: unknown): unknown {
  if (!isNode(node)) return undefined;
  return node["name"] ?? rootName(node["object"] ?? node["callee"] ?? node["tag"]);
}

export interface TestCall {
  readonly title: string;
  readonly args: readonly unknown[];
}

/** The calls of `test`, `it` and `describe`, with their titles. */
export function testCalls(nodes: readonly Node[]): TestCall[] {
  return nodes.flatMap(({ type, callee, arguments: args }) => {
    if (type !== "CallExpression" || !Array.isArray(args) || args.length < 2) return [];
    if (!/^(test|it|describe)$/.test(String(rootName(callee)))) return [];
    const title = textOf(args[0]);
    return title === null ? [] : [{ title, args }];
  });
}
