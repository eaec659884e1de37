import { Ajv, type ValidateFunction } from "ajv";
import type { FastifySchema, FastifySchemaCompiler, FastifySchemaValidationError } from "fastify";
import type { WrongField } from "parlor-contract/wrong-fields";

/*
 * Requests are validated by Fastify's Ajv against the schemas of the contract. This module has the
 * rules that hold for every request and that no OpenAPI document states.
 */

/**
 * Creates the compiler of the routes' schemas. Nothing of a request is changed by its validation,
 * and all of its faults are found. A schema is compiled when the first request needs it: all of
 * them would be a sixth of the server's start.
 */
export function createSchemaCompiler(): FastifySchemaCompiler<FastifySchema> {
  const ajv = new Ajv({
    allErrors: true,
    // Formats are checked where the code needs them: an unknown id is 404, not 400.
    validateFormats: false,
    // Lengths are counted in UTF-16 units.
    unicode: false,
    // An error then has the value that is wrong.
    verbose: true,
    // Ajv remarks in the log that `unicode` is deprecated.
    logger: false,
  });
  return ({ schema }) => {
    let validate: ValidateFunction | null = null;
    const validateLater: Pick<ValidateFunction, "errors"> & ((data: unknown) => boolean) = (
      data,
    ) => {
      validate ??= ajv.compile(schema);
      const isValid = validate(data);
      validateLater.errors = validate.errors ?? null;
      return isValid;
    };
    return validateLater;
  };
}

/** The fields that a schema refuses, each once: wrong values first, then wrong names of fields. */
export function wrongFields(errors: readonly FastifySchemaValidationError[]): WrongField[] {
  const found = new Map<string, WrongField>();
  const isName = (error: FastifySchemaValidationError): boolean => propertyNameIn(error) !== null;
  for (const error of errors.toSorted((a, b) => Number(isName(a)) - Number(isName(b)))) {
    const field = wrongField(error);
    const key = JSON.stringify(field.path);
    if (!found.has(key)) found.set(key, field);
  }
  return [...found.values()];
}

function wrongField(error: FastifySchemaValidationError): WrongField {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = error.params["missingProperty"] ?? propertyNameIn(error);
  if (typeof name === "string")
    return { path: [...path, name], isMissing: error.keyword === "required" };
  const value: unknown = "data" in error ? error.data : undefined;
  return { path, isMissing: value === null || value === "" };
}

/** The name of a field that `propertyNames` refuses. */
function propertyNameIn(error: FastifySchemaValidationError): string | null {
  // The error of the keyword within `propertyNames` has the name beside its parameters.
  const name = "propertyName" in error ? error.propertyName : error.params["propertyName"];
  return typeof name === "string" ? name : null;
}
