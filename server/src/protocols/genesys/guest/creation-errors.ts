import type { FastifySchemaValidationError } from "fastify";
import { creationErrorCode } from "parlor-contract/creation-errors";
import { ApiError, type ErrorDetail } from "../../../plugins/errors.ts";
import { invalidDetails } from "../../../plugins/text.ts";
import { wrongFields } from "../../../plugins/validation.ts";

/**
 * The refusal of a body that does not match the schema.
 * @param unkeepable - further fields, whose text cannot be stored unchanged
 */
export function refuseCreation(
  errors: readonly FastifySchemaValidationError[],
  _part: string,
  unkeepable: readonly string[] = [],
): ApiError {
  const details: ErrorDetail[] = wrongFields(errors).map((field) => ({
    errorCode: creationErrorCode(field),
    fieldName: field.path.join("."),
  }));
  const named = new Set(details.map((detail) => detail.fieldName));
  details.push(...invalidDetails(unkeepable.filter((field) => !named.has(field))));
  const fields = details.map((detail) => detail.fieldName || "the body").join(", ");
  const [first] = details;
  return new ApiError(first?.errorCode ?? "chat.error.bad.request", `Invalid: ${fields}`, {
    details,
  });
}
