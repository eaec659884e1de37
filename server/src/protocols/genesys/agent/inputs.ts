import type { Query } from "../guest/paging.ts";
import { ApiError } from "../../../plugins/errors.ts";

/* Validates the queries and bodies of agents' calls, which arrive as `unknown`. */

/**
 * Reads one parameter of a query; null when it is absent or empty.
 * @throws ApiError 400 `invalid.query.param.value` when it is repeated
 */
export type QueryReader = (name: string) => string | null;

/** A body whose fields are not yet known. */
export type Fields = Readonly<Record<string, unknown>>;

export function invalidParameter(name: string): ApiError {
  return new ApiError(
    "invalid.query.param.value",
    `Value is not valid for the query parameter ${name}`,
    { details: [{ errorCode: "invalid.query.param.value", fieldName: name }] },
  );
}

export function queryReader(query: unknown): QueryReader {
  const given = new Map(Object.entries(query ?? {}) as [string, unknown][]);
  return (name) => {
    const value = given.get(name);
    if (value === undefined || value === "") return null;
    if (typeof value !== "string") throw invalidParameter(name);
    return value;
  };
}

/** The named parameters, each at most once. @throws ApiError 400 `invalid.query.param.value` */
export function readQuery(query: QueryReader, names: readonly string[]): Query {
  return Object.fromEntries(names.map((name) => [name, query(name) ?? undefined]));
}

/** A refusal that names each wrong field. */
export function invalid(...fields: readonly string[]): ApiError {
  return new ApiError("invalid.value", `Invalid: ${fields.join(", ")}`, {
    details: fields.map((fieldName) => ({ errorCode: "invalid.value", fieldName })),
  });
}

/** @throws ApiError 400 `bad.request` for what is no object; an absent body is an empty one */
export function asObject(body: unknown): Fields {
  if (body === undefined || body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new ApiError("bad.request", "The body must be an object.");
  return body as Fields;
}

/** A field that must be an object if it is there. @throws ApiError 400 `invalid.value` */
export function objectField(fields: Fields, name: string): Fields {
  const value = fields[name];
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw invalid(name);
  return value as Fields;
}

/**
 * A field that must be text if it is present; null when it is absent.
 * @throws ApiError 400 `invalid.value`
 */
export function textField(fields: Fields, name: string, maxLength: number): string | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || value.length > maxLength) throw invalid(name);
  return value;
}

/**
 * A field that must be a boolean if it is present; null when it is absent.
 * @throws ApiError 400 `invalid.value`
 */
export function booleanField(fields: Fields, name: string): boolean | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "boolean") throw invalid(name);
  return value;
}
