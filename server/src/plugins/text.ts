import type { FastifyRequest } from "fastify";
import { ApiError, type ErrorDetail } from "./errors.ts";

/*
 * The only module that decides which text is stored. SQLite's binding ends a text at U+0000 and
 * turns half of a surrogate pair into U+FFFD, so such text would be acknowledged in one form and
 * stored in another.
 */

/** The longest idempotency key, in UTF-16 units. */
const MAX_KEY_LENGTH = 200;
/** A refusal names no more fields than this, and no field with a longer name. */
const MAX_NAMED_FIELDS = 100;
const MAX_FIELD_NAME = 200;

/**
 * Operations whose `body` is a person's message: it is repaired, where all other text is refused.
 */
const messageOperations: ReadonlySet<string> = new Set([
  "postWebchatGuestConversationMemberMessages",
  "postConversationsChatCommunicationMessages",
]);

/**
 * A message as it is stored, sent and acknowledged: U+0000 is dropped, half of a surrogate pair
 * becomes U+FFFD.
 */
export function messageText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** Whether the store returns this text unchanged: no U+0000, no half of a surrogate pair. */
export function isKeepable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** The first units of a text, without half of a surrogate pair at the end. */
export function cutText(text: string, most: number): string {
  const cut = text.slice(0, most);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

interface Place {
  readonly parent: Place | null;
  readonly name: string;
  readonly value: unknown;
}

function fieldOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | null = place; at !== null && at.parent !== null; at = at.parent)
    names.push(at.name);
  return cutText(messageText(names.reverse().join(".")), MAX_FIELD_NAME) || "body";
}

/**
 * The fields of a JSON value, by path (`memberInfo.customFields.tier`, `tags.0`), whose text or own
 * name cannot be stored. Walks without recursion, so no depth of nesting overflows the stack. At
 * most 100 fields.
 */
export function unkeepableFields(value: unknown): string[] {
  const wrong = new Set<string>();
  const open: Place[] = [{ parent: null, name: "", value }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (wrong.size === MAX_NAMED_FIELDS) break;
    const isOwnText = typeof place.value !== "string" || isKeepable(place.value);
    if (!isOwnText || !isKeepable(place.name)) wrong.add(fieldOf(place));
    if (typeof place.value !== "object" || place.value === null) continue;
    const inside = Object.entries(place.value);
    for (let index = inside.length - 1; index >= 0; index--) {
      const [name, inner] = inside[index] ?? ["", null];
      open.push({ parent: place, name, value: inner });
    }
  }
  return [...wrong];
}

/** The details of a refusal that names each wrong field. */
export function invalidDetails(fields: readonly string[]): readonly ErrorDetail[] {
  return fields.map((fieldName) => ({ errorCode: "invalid.value", fieldName }));
}

/** @throws ApiError 400 `invalid.value` naming the fields; returns when there are none */
export function refuseFields(fields: readonly string[]): void {
  if (fields.length === 0) return;
  const each = [...new Set(fields)];
  throw new ApiError("invalid.value", `Invalid: ${each.join(", ")}`, {
    details: invalidDetails(each),
  });
}

/**
 * Checks every text of a request whose sender is known: path parameters, query, body, idempotency
 * key. The `body` of a message is repaired in place. Called after authentication, so that a
 * stranger learns nothing but 401 and 403.
 * @throws ApiError 400 `invalid.value` naming each wrong field
 */
export function admitText(request: FastifyRequest): void {
  const isMessage = messageOperations.has(request.routeOptions.config.operationId ?? "");
  if (isMessage) request.body = withMessageText(request.body);
  const isKeyTooLong = isMessage && (idempotencyKey(request.headers)?.length ?? 0) > MAX_KEY_LENGTH;
  refuseFields([
    ...unkeepableFields(request.params),
    ...unkeepableFields(request.query),
    ...(isKeyTooLong ? ["Idempotency-Key"] : []),
    ...unkeepableFields(request.body),
  ]);
}

function withMessageText(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("body" in body)) return body;
  return typeof body.body === "string" ? { ...body, body: messageText(body.body) } : body;
}

/** The request's idempotency key, whole; null without one or with an empty one. */
export function idempotencyKey(headers: FastifyRequest["headers"]): string | null {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : null;
}
