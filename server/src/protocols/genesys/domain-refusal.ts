import type { DomainError } from "../../domain/errors.ts";
import { ApiError } from "../../plugins/errors.ts";
import { domainErrorCodes, errorCodes, type ErrorCode } from "./error-codes.ts";

/** Codes with the vendor's own message. The domain's message is then the parameter `message`. */
const vendorWorded: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "chat.error.conversation.state",
  "chat.error.member.state",
]);

/** Whether the refusal is the client's doing, not trouble of the server's own. */
export function isClientError(error: DomainError): boolean {
  return errorCodes[domainErrorCodes[error.code]].status < 500;
}

/** The refusal in the vendor's shape. The domain's error stays its cause, for the log. */
export function apiErrorOf(error: DomainError): ApiError {
  const code = domainErrorCodes[error.code];
  const isVendorWorded = vendorWorded.has(code);
  const { params, field, entityId, retryAfterSeconds } = error.details;
  return new ApiError(code, isVendorWorded ? errorCodes[code].message : error.message, {
    params: isVendorWorded ? { message: error.message } : (params ?? {}),
    details:
      field === undefined
        ? []
        : [{ errorCode: code, fieldName: field, ...(entityId !== undefined && { entityId }) }],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    cause: error.cause ?? error,
  });
}
