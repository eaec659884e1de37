import type { DomainError, DomainErrorCode } from "../../domain/errors.ts";
import { ApiError } from "../../plugins/errors.ts";

interface Refusal {
  readonly status: number;
  readonly code: string;
  /** The vendor's own text. The domain's message is then its parameter `message`. */
  readonly vendorMessage?: string;
}

const notFound: Refusal = { status: 404, code: "not.found" };
const chatNotFound: Refusal = { status: 404, code: "chat.error.not.found" };
const conflict: Refusal = { status: 409, code: "request.conflict" };
const invalid: Refusal = { status: 400, code: "invalid.value" };

const refusals: Readonly<Record<DomainErrorCode, Refusal>> = {
  "conversation-not-active": {
    status: 400,
    code: "chat.error.conversation.state",
    vendorMessage: "Conversation State",
  },
  "member-not-connected": {
    status: 400,
    code: "chat.error.member.state",
    vendorMessage: "Member State",
  },
  "conversation-not-found": notFound,
  "cursor-not-found": notFound,
  "deployment-not-found": notFound,
  "media-request-not-found": chatNotFound,
  "member-not-found": chatNotFound,
  "message-not-found": chatNotFound,
  "participant-not-found": notFound,
  "transfer-target-not-found": notFound,
  "already-rated": conflict,
  "capacity-reached": { status: 409, code: "agent.capacity.reached" },
  "conversation-ended": conflict,
  "conversation-taken": conflict,
  "idempotency-key-reused": conflict,
  "not-waiting": conflict,
  "offer-gone": conflict,
  "media-request-settled": invalid,
  "too-many-attributes": invalid,
  "store-unavailable": { status: 503, code: "service.unavailable" },
};

/** Whether the refusal is the client's doing, not trouble of the server's own. */
export function isClientError(error: DomainError): boolean {
  return refusals[error.code].status < 500;
}

/** The refusal in the vendor's shape. The domain's error stays its cause, for the log. */
export function apiErrorOf(error: DomainError): ApiError {
  const { status, code, vendorMessage } = refusals[error.code];
  const { params, field, entityId, retryAfterSeconds } = error.details;
  return new ApiError(status, code, vendorMessage ?? error.message, {
    params: vendorMessage === undefined ? (params ?? {}) : { message: error.message },
    details:
      field === undefined
        ? []
        : [{ errorCode: code, fieldName: field, ...(entityId !== undefined && { entityId }) }],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    cause: error.cause ?? error,
  });
}
