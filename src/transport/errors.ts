/**
 * Every error code of Parlor. Branch on the code, never on the message;
 * `docs/errors.md` has a row for each.
 * @public
 */
export type ParlorErrorCode =
  | "invalid-options"
  | "aborted"
  | "destroyed"
  | "vetoed"
  | "websocket-missing"
  | "offline"
  | "timeout"
  | "server-error"
  | "bad-response"
  | "rate-limited"
  | "busy"
  | "origin-not-allowed"
  | "deployment-disabled"
  | "authentication-required"
  | "authentication-failed"
  | "invalid-queue"
  | "refused"
  | "session-expired"
  | "no-conversation"
  | "conversation-active"
  | "conversation-ended"
  | "message-empty"
  | "message-too-long"
  | "message-refused"
  | "media-request-gone"
  | "not-found"
  | "file-too-large"
  | "file-empty"
  | "file-type-refused"
  | "file-refused"
  | "upload-failed"
  | "upload-not-ready"
  | "too-many-files"
  | "file-gone";

/** The codes with which the same call may succeed later. @internal */
export const retryableCodes: readonly ParlorErrorCode[] = [
  "offline",
  "timeout",
  "server-error",
  "bad-response",
  "rate-limited",
  "busy",
  "upload-failed",
];

/**
 * The one error class of Parlor.
 * @public
 */
export class ParlorError extends Error {
  // A field, not an assignment: that would throw on a page that has frozen Error.prototype.
  override readonly name: string = "ParlorError";
  readonly code: ParlorErrorCode;
  /** Whether the same call may succeed later without any change. */
  readonly retryable: boolean;
  /**
   * How long the server asked to wait, in milliseconds, at most an hour; null when it did not say.
   */
  readonly retryAfterMs: number | null;
  /**
   * The server's `contextId` (its header `inin-correlation-id`), to quote in a support
   * request; null when there is none.
   */
  readonly contextId: string | null;

  constructor(
    code: ParlorErrorCode,
    message: string,
    extra: { cause?: unknown; retryAfterMs?: number | null; contextId?: string | null } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.retryable = retryableCodes.includes(code);
    this.retryAfterMs = extra.retryAfterMs ?? null;
    this.contextId = extra.contextId ?? null;
  }
}

/** The code of an error, for the log; an error that is not ours may hold text of a person. */
export const codeOf = (error: unknown): string =>
  error instanceof ParlorError ? error.code : "error";

/** Returns an error as it is when it is ours, and else as the cause of one with this code. */
export const asParlorError = (
  cause: unknown,
  code: ParlorErrorCode,
  message: string,
): ParlorError =>
  cause instanceof ParlorError ? cause : new ParlorError(code, message, { cause });
