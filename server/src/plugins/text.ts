import type { FastifyRequest } from "fastify";
import { messageText, unkeepableFields } from "parlor-contract/text";
import { ApiError, type ErrorDetail } from "./errors.ts";
import { isObject } from "./signed-data.ts";

export { cutText, isKeepable, messageText, unkeepableFields } from "parlor-contract/text";

/* Decides which text is stored: SQLite's binding would change some of it (parlor-contract/text). */

/** The longest idempotency key, in UTF-16 units. */
const MAX_KEY_LENGTH = 200;

/**
 * Operations that take a person's message: it is repaired, where all other text is refused.
 */
const messageOperations: ReadonlySet<string> = new Set([
  "postWebchatGuestConversationMemberMessages",
  "postConversationsChatCommunicationMessages",
  "postConversationsMessageCommunicationMessages",
]);

/** The field of such a body that has the text. */
const TEXT_FIELDS = ["body", "textBody"] as const;

/** Operations that read an idempotency key. */
const keyedOperations: ReadonlySet<string> = new Set([
  ...messageOperations,
  "postParlorGuestAttachments",
  "postParlorChatAttachments",
  "postConversationsMessageCommunicationMessagesMediaUploads",
]);

/** The details of a refusal that names each wrong field. */
export function invalidDetails(fields: readonly string[]): readonly ErrorDetail[] {
  return fields.map((fieldName) => ({ errorCode: "invalid.value", fieldName }));
}

/** The refusal that names each wrong field, once. */
export function invalidFields(fields: readonly string[], message?: string): ApiError {
  const each = [...new Set(fields)];
  return new ApiError("invalid.value", message ?? `Invalid: ${each.join(", ")}`, {
    details: invalidDetails(each),
  });
}

/** @throws ApiError 400 `invalid.value` naming the fields; returns when there are none */
export function refuseFields(fields: readonly string[]): void {
  if (fields.length > 0) throw invalidFields(fields);
}

/**
 * Checks every text of a request whose sender is known: path parameters, query, body, idempotency
 * key. The text of a message is repaired in place. A hook before validation, and thus after
 * authentication: a stranger learns nothing but 401 and 403.
 * @throws ApiError 400 `invalid.value` naming each wrong field
 */
export async function checkText(request: FastifyRequest): Promise<void> {
  const operationId = request.routeOptions.config.operationId ?? "";
  if (messageOperations.has(operationId)) request.body = withMessageText(request.body);
  const isKeyed = keyedOperations.has(operationId);
  const isKeyTooLong = isKeyed && (idempotencyKey(request.headers)?.length ?? 0) > MAX_KEY_LENGTH;
  refuseFields([
    ...unkeepableFields(request.params),
    ...unkeepableFields(request.query),
    ...(isKeyTooLong ? ["Idempotency-Key"] : []),
    ...unkeepableFields(request.body),
  ]);
}

function withMessageText(body: unknown): unknown {
  if (!isObject(body)) return body;
  const texts = TEXT_FIELDS.flatMap((field) => {
    const text = body[field];
    return typeof text === "string" ? [[field, messageText(text)] as const] : [];
  });
  return { ...body, ...Object.fromEntries(texts) };
}

/** The request's idempotency key, whole; null without one or with an empty one. */
export function idempotencyKey(headers: FastifyRequest["headers"]): string | null {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : null;
}
