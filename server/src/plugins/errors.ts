/** The vendor's ErrorBody: the only shape in which this server refuses a request (contract §5). */
export interface ErrorBody {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly messageWithParams?: string;
  readonly messageParams?: Readonly<Record<string, string>>;
  readonly contextId?: string;
  readonly details: readonly ErrorDetail[];
  readonly errors: readonly ErrorBody[];
}

export interface ErrorDetail {
  readonly errorCode?: string;
  readonly fieldName?: string;
  readonly entityId?: string;
  readonly entityName?: string;
}

/**
 * A refusal with a status and a code of the contract. Any other error that is thrown becomes 500
 * `internal.server.error`.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly details: readonly ErrorDetail[];
  /** Seconds for the `Retry-After` header; only on 429 and 503. */
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: {
      params?: Readonly<Record<string, string>>;
      details?: readonly ErrorDetail[];
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.params = extra.params ?? {};
    this.details = extra.details ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
  }
}
