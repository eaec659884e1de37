import { errorBody, type ErrorBody, type ErrorDetail } from "parlor-contract/error-body";
import { errorCodes, type ErrorCode } from "parlor-contract/error-codes";

interface RefusalOptions {
  readonly details?: readonly ErrorDetail[];
  readonly retryAfterSeconds?: number;
}

/** An error response of the server. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  readonly retryAfterSeconds: number | null;

  constructor(status: number, code: string, message: string, options: RefusalOptions = {}) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.details = options.details ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }

  body(contextId: string): ErrorBody {
    return errorBody(this, contextId);
  }
}

/**
 * The refusal with a code of the contract, which has its status.
 * @param fields - the fields that it names
 * @param message - default: that of the code
 */
export const refusal = (
  code: ErrorCode,
  fields: readonly string[] = [],
  message: string = errorCodes[code].message,
): Refusal =>
  new Refusal(errorCodes[code].status, code, message, {
    details: fields.map((fieldName) => ({ errorCode: code, fieldName })),
  });

/** The refusal that names each invalid field. */
export const invalid = (fields: readonly string[]): Refusal =>
  refusal("invalid.value", fields, `Invalid: ${fields.join(", ")}`);

export const notActive = (): Refusal => refusal("chat.error.conversation.state");
export const notConnected = (): Refusal => refusal("chat.error.member.state");
