import { expect, test } from "vitest";
import { DomainError, type DomainErrorCode } from "../../domain/errors.ts";
import { apiErrorOf, isClientError } from "./domain-refusal.ts";

test.each<[DomainErrorCode, number, string]>([
  ["conversation-not-active", 400, "chat.error.conversation.state"],
  ["member-not-connected", 400, "chat.error.member.state"],
  ["conversation-not-found", 404, "not.found"],
  ["cursor-not-found", 404, "not.found"],
  ["deployment-not-found", 404, "not.found"],
  ["participant-not-found", 404, "not.found"],
  ["transfer-target-not-found", 404, "not.found"],
  ["media-request-not-found", 404, "chat.error.not.found"],
  ["member-not-found", 404, "chat.error.not.found"],
  ["message-not-found", 404, "chat.error.not.found"],
  ["already-rated", 409, "request.conflict"],
  ["conversation-ended", 409, "request.conflict"],
  ["conversation-taken", 409, "request.conflict"],
  ["idempotency-key-reused", 409, "request.conflict"],
  ["missed-text-unread", 409, "missed.text.unread"],
  ["not-missed", 409, "request.conflict"],
  ["screen-share-unavailable", 409, "guest.screenshare.unavailable"],
  ["not-waiting", 409, "request.conflict"],
  ["offer-gone", 409, "request.conflict"],
  ["capacity-reached", 409, "agent.capacity.reached"],
  ["media-request-settled", 400, "invalid.value"],
  ["media-request-not-extendable", 409, "request.conflict"],
  ["too-many-attributes", 400, "invalid.value"],
  ["store-unavailable", 503, "service.unavailable"],
  ["version-conflict", 503, "service.unavailable"],
])("%s is answered with %i %s", (code, status, vendorCode) => {
  const error = new DomainError(code, "Why");
  expect(apiErrorOf(error)).toMatchObject({ status, code: vendorCode });
  expect(isClientError(error)).toBe(status < 500);
});

test("the vendor's own text takes the domain's message as its parameter", () => {
  const error = apiErrorOf(new DomainError("member-not-connected", "The member has left"));
  expect(error.message).toBe("Member State");
  expect(error.params).toEqual({ message: "The member has left" });
});

test("a wrong field, its entity and the time to wait are told", () => {
  const details = { field: "state", entityId: "m-1", retryAfterSeconds: 5 };
  expect(apiErrorOf(new DomainError("media-request-settled", "Late", details))).toMatchObject({
    message: "Late",
    retryAfterSeconds: 5,
    details: [{ errorCode: "invalid.value", fieldName: "state", entityId: "m-1" }],
  });
});

test("the cause of trouble is kept for the log", () => {
  const cause = new Error("SQLITE_FULL");
  expect(apiErrorOf(new DomainError("store-unavailable", "No", { cause })).cause).toBe(cause);
});
