import type { DescribedOperation } from "parlor-contract/described-operation";
import { ownFailure } from "./call-failure.ts";

export type Arguments = Readonly<Record<string, unknown>>;

export interface ApiRequest {
  readonly method: DescribedOperation["method"];
  /** With its query. */
  readonly path: string;
  readonly body?: Arguments;
}

/**
 * The request that carries out an operation. Arguments that are no parameters are fields of its
 * body.
 * @param given - arguments that the operation's schema has accepted
 * @throws CallFailure `invalid.arguments` for a part of the path that would lead to another path
 */
export function requestOf(operation: DescribedOperation, given: Arguments): ApiRequest {
  const { method, parameters, body } = operation;
  let path = operation.path;
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) {
    const value = textOf(given[name]);
    if (value === null) continue;
    if (place === "path") path = path.replace(`{${name}}`, () => segment(name, value));
    else if (place === "query") query.set(name, value);
  }
  const isParameter = (name: string): boolean => parameters.some((one) => one.name === name);
  const fields = Object.entries(given).filter(([name]) => !isParameter(name));
  return {
    method,
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    ...(body !== undefined && { body: Object.fromEntries(fields) }),
  };
}

/** A parameter as text; null for one that is not given. */
const textOf = (value: unknown): string | null =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : null;

/** A part of a path. Dots alone would be resolved as a step to another path. */
function segment(name: string, value: string): string {
  if (/^\.{1,2}$/.test(value) || !value.isWellFormed())
    throw ownFailure("invalid.arguments", `${name} is no id.`);
  return encodeURIComponent(value);
}
