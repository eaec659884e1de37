import type { FastifySchemaValidationError } from "fastify";
import { ApiError } from "../../plugins/errors.ts";
import { cutText, invalidFields } from "../../plugins/text.ts";
import { wrongFields } from "../../plugins/validation.ts";

/*
 * The refusals of requests that do not match their schema: Fastify's `schemaErrorFormatter`. They
 * name every wrong field.
 */

type Formatter = (
  errors: readonly FastifySchemaValidationError[],
  part: string,
  nameOf?: (path: readonly string[]) => string,
) => ApiError;

/** A refusal repeats no longer name of a field. */
const MAX_NAME = 200;

/** Names a field by the path to it. A list is named, not its entries. */
const fieldName = (path: readonly string[]): string =>
  path
    .filter((step) => !/^\d+$/.test(step))
    .map((step) => cutText(step, MAX_NAME))
    .join(".");

export const refuseBySchema: Formatter = (errors, part, nameOf = fieldName) => {
  // No path has an empty part.
  if (part === "params") return new ApiError("not.found");
  const fields = wrongFields(errors).map(({ path }) => path);
  if (part === "querystring") return invalidParameters(fields.map((path) => path.join(".")));
  if (fields.some((path) => path.length === 0)) return wrongKind(errors);
  return invalidFields(fields.map(nameOf));
};

/** The refusal of a body with entries that are no objects with an id, or have none. */
export const refuseList: Formatter = (errors, part) =>
  refuseBySchema(errors, part, ([index = "", name = "id"]) => `${index}.${name}`);

/** The refusal of a body in which one field is an object, whose fields are named without it. */
export function refuseWithin(outer: string): Formatter {
  return (errors, part) =>
    refuseBySchema(errors, part, (path) =>
      fieldName(path[0] === outer && path.length > 1 ? path.slice(1) : path),
    );
}

function wrongKind(errors: readonly FastifySchemaValidationError[]): ApiError {
  const isList = errors.some(({ params }) => params["type"] === "array");
  const wanted = isList ? "a list" : "an object";
  return new ApiError("bad.request", `The body must be ${wanted}.`);
}

/** The refusal of wrong query parameters. */
export function invalidParameters(names: readonly string[]): ApiError {
  const which = names.length === 1 ? "parameter" : "parameters";
  return new ApiError(
    "invalid.query.param.value",
    `Value is not valid for the query ${which} ${names.join(", ")}`,
    { details: names.map((name) => ({ errorCode: "invalid.query.param.value", fieldName: name })) },
  );
}
