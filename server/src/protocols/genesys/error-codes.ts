import type { ErrorCode, ErrorCodeEntry } from "parlor-contract/error-codes";
import type { DomainErrorCode } from "../../domain/errors.ts";

export { errorCodes, type ErrorCode } from "parlor-contract/error-codes";

/** The code with which each refusal of the domain is answered. */
export const domainErrorCodes: Readonly<Record<DomainErrorCode, ErrorCode>> = {
  "conversation-not-active": "chat.error.conversation.state",
  "member-not-connected": "chat.error.member.state",
  "conversation-not-found": "not.found",
  "cursor-not-found": "not.found",
  "deployment-not-found": "not.found",
  "media-request-not-found": "chat.error.not.found",
  "member-not-found": "chat.error.not.found",
  "message-not-found": "chat.error.not.found",
  "participant-not-found": "not.found",
  "transfer-target-not-found": "not.found",
  "already-rated": "request.conflict",
  "answer-already-given": "answer.already.given",
  "answer-not-offered": "invalid.value",
  "capacity-reached": "agent.capacity.reached",
  "conversation-ended": "request.conflict",
  "conversation-taken": "request.conflict",
  "idempotency-key-reused": "request.conflict",
  "missed-text-unread": "missed.text.unread",
  "not-missed": "request.conflict",
  "not-waiting": "request.conflict",
  "offer-gone": "request.conflict",
  "screen-share-unavailable": "guest.screenshare.unavailable",
  "media-request-settled": "invalid.value",
  "media-request-not-extendable": "request.conflict",
  "too-many-attributes": "invalid.value",
  "attachment-already-sent": "attachment.already.sent",
  "attachment-busy": "request.conflict",
  "attachment-empty": "attachment.empty",
  "attachment-limit-reached": "attachment.limit.reached",
  "attachment-name-invalid": "attachment.name.invalid",
  "attachment-not-found": "attachment.not.found",
  "attachment-not-ready": "attachment.not.ready",
  "attachment-size-mismatch": "attachment.size.mismatch",
  "attachment-too-large": "attachment.too.large",
  "attachment-too-slow": "client.timeout",
  "attachment-type-not-allowed": "attachment.type.not.allowed",
  "attachments-not-allowed": "not.authorized",
  "too-many-attachments": "invalid.value",
  "store-unavailable": "service.unavailable",
  "version-conflict": "service.unavailable",
};

/**
 * RFC 6749's errors of `POST /oauth/token`, which has a form of its own:
 * `{ error, error_description }`.
 */
export const oauthErrors = {
  unsupported_grant_type: {
    status: 400,
    message: "client_credentials is supported",
    meaning: "`grant_type` is not `client_credentials`.",
  },
  invalid_request: {
    status: 400,
    message: "A field of the form is not valid",
    meaning: "A field of the form cannot be read as text.",
  },
  invalid_client: {
    status: 401,
    message: "The client id or the secret is wrong",
    meaning: "No client has this id and this secret.",
  },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;
