import { isNode, type Node } from "./syntax.ts";
import type { Module } from "./module-graph.ts";

/* The rules about code that no lint of ours knows. Each returns the lines of the faults. */

const lineAt = (source: string, offset: number): number =>
  source.slice(0, offset).split("\n").length;

const isConst = ({ typeAnnotation: type }: Node): boolean =>
  isNode(type) && isNode(type["typeName"]) && type["typeName"]["name"] === "const";

/** Type assertions with `as`, without `as const`. */
export const casts = ({ source, nodes }: Module): number[] =>
  nodes
    .filter((node) => node.type === "TSAsExpression" && !isConst(node))
    .map(({ start }) => lineAt(source, start));

/** Parsed JSON that is asserted to be of a type instead of being checked. */
export const uncheckedJson = ({ source, nodes }: Module): number[] =>
  nodes
    .filter(({ type, expression }) => type === "TSAsExpression" && isNode(expression))
    .filter(({ expression }) => {
      const { type, callee } = expression as Node;
      return (
        type === "CallExpression" &&
        isNode(callee) &&
        source.slice(callee.start, callee.end) === "JSON.parse"
      );
    })
    .map(({ start }) => lineAt(source, start));

/** Words of the vendor's protocol. */
export const vendorWords = ({ source }: Pick<Module, "source">): number[] =>
  source
    .split("\n")
    .flatMap((line, index) =>
      /\b(?:CUSTOMER|ACD|DISCONNECTED)\b|\bmember-join\b|v2\./.test(line) ? [index + 1] : [],
    );

/** Numbers and names of HTTP statuses. */
export const httpStatuses = ({ source, nodes }: Module): number[] =>
  nodes
    .filter(
      ({ type, value, name }) =>
        (type === "Literal" &&
          typeof value === "number" &&
          [4, 5].includes(value / 100 - (value % 100) / 100)) ||
        (type === "Identifier" && /^(?:statusCode|httpStatus)$/.test(String(name))),
    )
    .map(({ start }) => lineAt(source, start));

/** Whether a handler does nothing: `() => {}`, `() => undefined`, `() => null`. */
function isEmpty(handler: unknown): boolean {
  if (!isNode(handler)) return false;
  const body = handler["body"];
  if (!isNode(body)) return false;
  if (body.type === "BlockStatement")
    return Array.isArray(body["body"]) && body["body"].length === 0;
  return (
    (body.type === "Identifier" && body["name"] === "undefined") ||
    (body.type === "Literal" && body["value"] === null)
  );
}

const isCallOf = ({ type, callee }: Node, name: string): boolean =>
  type === "CallExpression" &&
  isNode(callee) &&
  isNode(callee["property"]) &&
  callee["property"]["name"] === name;

/** The handler of a rejection that a node swallows; undefined for any other node. */
function swallower(node: Node): Node | undefined {
  const args = Array.isArray(node["arguments"]) ? (node["arguments"] as unknown[]) : [];
  const handler =
    node.type === "CatchClause"
      ? node
      : isCallOf(node, "catch")
        ? args[0]
        : isCallOf(node, "then")
          ? args[1]
          : undefined;
  return isEmpty(handler) ? (handler as Node) : undefined;
}

/**
 * Rejections and exceptions that are swallowed without a reason: no comment in the handler, on its
 * lines, or on the line above.
 */
export function silentRejections({ source, nodes }: Module): number[] {
  const lines = source.split("\n");
  return nodes.flatMap((node) => {
    const handler = swallower(node);
    if (handler === undefined) return [];
    const [first, last] = [lineAt(source, handler.start), lineAt(source, handler.end)];
    const around = lines.slice(Math.max(0, first - 2), last).join("\n");
    return /\/\/|\*\//.test(around) ? [] : [first];
  });
}
