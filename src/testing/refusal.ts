/** A field that a refusal names. */
export interface RefusalDetail {
  readonly errorCode: string;
  readonly fieldName: string;
}

/** An error response of the server: a status and a code of the contract (§5). */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly RefusalDetail[];
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: { readonly fields?: readonly string[]; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.details = (extra.fields ?? []).map((fieldName) => ({ errorCode: code, fieldName }));
    this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
  }

  /** Returns the contract's ErrorBody. */
  body(contextId: string): object {
    const { message, code, status, details } = this;
    return {
      message,
      code,
      status,
      messageWithParams: message,
      messageParams: {},
      contextId,
      details,
      errors: [],
    };
  }
}

export const notFound = (what: string): Refusal =>
  new Refusal(404, "chat.error.not.found", `${what} not found`);

export const notActive = (): Refusal =>
  new Refusal(400, "chat.error.conversation.state", "The conversation is not active");

export const notConnected = (): Refusal =>
  new Refusal(400, "chat.error.member.state", "The member is not connected");
