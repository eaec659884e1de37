import type { ErrorDetail } from "parlor-contract/error-body";
import { errorCodes, type ErrorCode } from "parlor-contract/error-codes";

export type { ErrorBody, ErrorDetail } from "parlor-contract/error-body";

/**
 * A refusal with a code of the catalogue, which has its status. Any other error that is thrown
 * becomes 500 `internal.server.error`.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
  readonly details: readonly ErrorDetail[];
  /** Seconds for the `Retry-After` header; only on 429 and 503. */
  readonly retryAfterSeconds: number | null;

  /** @param message - default: the catalogue's */
  constructor(
    code: ErrorCode,
    message: string = errorCodes[code].message,
    extra: {
      params?: Readonly<Record<string, string>>;
      details?: readonly ErrorDetail[];
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "ApiError";
    this.status = errorCodes[code].status;
    this.code = code;
    this.params = extra.params ?? {};
    this.details = extra.details ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
  }
}
