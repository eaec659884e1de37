/**
 * Every reason for which the domain, the service or an adapter refuses. Each protocol translates a
 * code into its own status and vendor code.
 */
export type DomainErrorCode =
  | "conversation-not-active"
  | "member-not-connected"
  | "conversation-not-found"
  | "cursor-not-found"
  | "deployment-not-found"
  | "media-request-not-found"
  | "member-not-found"
  | "message-not-found"
  | "participant-not-found"
  | "transfer-target-not-found"
  | "already-rated"
  | "answer-already-given"
  | "answer-not-offered"
  | "capacity-reached"
  | "conversation-ended"
  | "conversation-taken"
  | "idempotency-key-reused"
  | "missed-text-unread"
  | "not-missed"
  | "not-waiting"
  | "offer-gone"
  | "media-request-settled"
  | "media-request-not-extendable"
  | "screen-share-unavailable"
  | "attachment-already-sent"
  | "attachment-busy"
  | "attachment-empty"
  | "attachment-limit-reached"
  | "attachment-name-invalid"
  | "attachment-not-found"
  | "attachment-not-ready"
  | "attachment-size-mismatch"
  | "attachment-too-large"
  | "attachment-too-slow"
  | "attachment-type-not-allowed"
  | "attachments-not-allowed"
  | "too-many-attachments"
  | "too-many-attributes"
  | "version-conflict"
  | "store-unavailable";

export interface DomainErrorDetails {
  /** Values of the message, for a client that words it anew. */
  readonly params?: Readonly<Record<string, string>>;
  /** The input that is wrong. */
  readonly field?: string;
  /** The entity whose state refuses the input. */
  readonly entityId?: string;
  /** When the same call may succeed; only for trouble that passes by itself. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A refusal by the domain. It carries no HTTP status: `protocols/` decides how it is told to a
 * client. The message is written for the one who called.
 */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly details: DomainErrorDetails;

  constructor(code: DomainErrorCode, message: string, details: DomainErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "DomainError";
    this.code = code;
    this.details = details;
  }
}

export function conversationNotActive(): DomainError {
  return new DomainError("conversation-not-active", "The conversation is not active");
}

export function memberNotConnected(): DomainError {
  return new DomainError("member-not-connected", "The member is not connected");
}

export function mediaRequestNotFound(): DomainError {
  return new DomainError("media-request-not-found", "Media request not found");
}

/** How long a client waits before it repeats what could not be written. */
const RETRY_SECONDS = 5;

/** @param what - begins the message: `The store` */
export function unavailable(what: string, cause?: unknown): DomainError {
  return new DomainError("store-unavailable", `${what} cannot be written`, {
    retryAfterSeconds: RETRY_SECONDS,
    cause,
  });
}

export function participantNotFound(): DomainError {
  return new DomainError("participant-not-found", "Participant not found");
}

/** @param capacity - how many conversations the agent may have at once */
export function capacityReached(capacity: number): DomainError {
  return new DomainError(
    "capacity-reached",
    `You have as many chats as you may have at once: ${capacity}.`,
    { params: { capacity: String(capacity) } },
  );
}
