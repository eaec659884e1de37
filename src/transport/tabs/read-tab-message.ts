import { cleanText } from "../clean-text.ts";
import {
  flag,
  isObject,
  listOf,
  mapBy,
  maybe,
  oneOf,
  optional,
  shape,
  text,
  time,
  union,
  whole,
  type Check,
} from "./checks.ts";
import { isSentContent } from "../conversation/message.ts";
import { fileLimits, key, upload } from "./file-checks.ts";
import { readEvent, type SpelledEvent } from "./event-spelling.ts";
import type { TabMessage } from "./tab-message.ts";

/*
 * Decodes messages from other tabs by checking every field: unknown → TabMessage. Older and newer
 * versions of Parlor use the same channel, and so may other code of the page: incomplete or unknown
 * content is ignored. This is no defence against the page, which can do everything that Parlor can.
 */

const address: Check = (value) => text(value) && String(value).startsWith("https://");
const endReason = oneOf("guest", "agent", "idle", "lost", "system");
const phase = union("kind", {
  none: {},
  starting: { since: time },
  waiting: { since: time },
  talking: {},
  ended: { reason: endReason, at: time },
  expired: { code: text },
  failed: { code: text, contextId: maybe(text), retryAt: maybe(time) },
});
const stream = union("kind", {
  idle: {},
  connecting: { attempt: whole, since: time },
  live: { since: time },
  polling: { since: time },
  waiting: { retryAt: time, since: time, isOffline: flag },
  elsewhere: { since: time },
});
const delivery = union("kind", {
  queued: {},
  sending: { since: time },
  unconfirmed: {},
  sent: { id: text, at: time },
  failed: { code: text },
});
const row = shape({
  key: text,
  kind: oneOf("text", "notice", "joined", "left", "media"),
  senderId: maybe(text),
  isOwn: flag,
  body: text,
  content: optional(Array.isArray),
  language: optional(text),
  at: time,
  delivery,
  after: optional(time),
  mediaRequestId: optional(text),
});
const member = shape({
  id: text,
  role: oneOf("guest", "agent", "queue", "bot"),
  state: oneOf("alerting", "connected", "disconnected"),
  name: text,
  avatarUrl: maybe(address),
  queueName: maybe(text),
  leftForTransfer: flag,
  isGone: optional(flag),
});
const mediaRequest = shape({
  id: text,
  types: listOf(oneOf("SCREENSHARE", "COBROWSE")),
  state: oneOf(
    "pending",
    "accepting",
    "live",
    "over",
    "declined",
    "timedout",
    "cancelled",
    "blocked",
  ),
  askedById: maybe(text),
  receivedAt: time,
  expiresAt: maybe(time),
  startedAt: maybe(time),
  endedAt: maybe(time),
  label: text,
  // A tab of an older build says neither.
  surface: optional(maybe(oneOf("tab", "window", "screen"))),
  canAccept: optional(flag),
  canExtend: optional(flag),
});
const queue = shape({
  name: text,
  position: whole,
  ahead: whole,
  estimatedWaitSeconds: maybe((value) => Number.isFinite(value) && Number(value) >= 0),
  label: optional(maybe(text)),
  isStaffed: optional(flag),
});
const missed = shape({ takenBy: maybe(text), isAnswered: flag });
const capabilities = shape({
  queue: flag,
  rating: flag,
  mediaRequests: flag,
  // A tab of an older build formats no text.
  formatting: optional(flag),
  end: optional(oneOf("everyone", "here")),
  expiresAt: optional(maybe(time)),
});
const parts = shape({
  conversationId: maybe(text),
  phase,
  stream,
  ownId: maybe(text),
  order: listOf(text),
  messages: mapBy("key", row),
  hasOlder: flag,
  members: mapBy("id", member),
  typing: listOf(text),
  mediaRequests: listOf(mediaRequest),
  queue: maybe(queue),
  missed: optional(maybe(missed)),
  isResumed: flag,
  capabilities: optional(capabilities),
  clockOffsetMs: optional(maybe(time)),
  uploads: optional(listOf(upload)),
  fileLimits: optional(maybe(fileLimits)),
});
/** A whole state: the order lists each row once. */
const state: Check = (value) => {
  if (!parts(value)) return false;
  const { order, messages } = value as { order: readonly string[]; messages: Map<string, unknown> };
  return (
    order.length === messages.size &&
    new Set(order).size === order.length &&
    order.every((one) => messages.has(one))
  );
};
const message = shape({
  id: text,
  senderId: text,
  body: text,
  bodyType: text,
  content: optional(Array.isArray),
  language: optional(text),
  at: time,
});
const incomingMember = shape({
  id: text,
  name: text,
  role: text,
  state: text,
  avatarUrl: maybe(address),
  queueName: maybe(text),
});

/** All events but `media`: each tab derives the states of media requests itself. */
const event = union("type", {
  phase: { phase },
  session: {
    conversationId: text,
    ownId: text,
    isResumed: flag,
    capabilities: optional(capabilities),
    fileLimits: optional(maybe(fileLimits)),
  },
  stream: { status: stream },
  composed: {
    key,
    body: text,
    at: time,
    content: optional(Array.isArray),
    uploads: optional(listOf(key)),
  },
  upload: { key, upload: maybe(upload) },
  delivery: { key: text, delivery, body: optional(text), after: optional(time) },
  accepted: { key: text, message },
  discarded: { key: text },
  received: { messages: listOf(message), hasOlder: optional(flag) },
  members: { members: listOf(incomingMember), at: time },
  "member-state": {
    id: text,
    state: text,
    isTransfer: flag,
    isGone: optional(flag),
    endReason: maybe(endReason),
    at: time,
  },
  typing: { id: text, isTyping: flag },
  queue: { place: maybe(queue) },
  missed: { missed: maybe(missed) },
  clock: { offsetMs: time },
  cleared: {},
  snapshot: { state },
});

const firstIs =
  (check: Check): Check =>
  (args) =>
    Array.isArray(args) && check(args[0]);
/** The arguments of each command. */
const commands: Readonly<Record<string, Check>> = {
  start: firstIs(optional(isObject)),
  retry: firstIs(text),
  discard: firstIs(text),
  end: firstIs(() => true),
  loadOlder: firstIs(() => true),
  reconnectNow: firstIs(() => true),
  clear: firstIs(() => true),
};

const isVersion = oneOf(undefined, 1);
/** A message as it stands on the channel. */
type Written = Exclude<TabMessage, { readonly event: unknown }> | { readonly event: SpelledEvent };

function isMessage(data: Readonly<Record<string, unknown>>): data is Written {
  const { hello, reset, id, command, args, done, code, message } = data;
  if ("event" in data) return event(data["event"]);
  if ("hello" in data) return hello === true;
  if ("reset" in data) return reset === true;
  if ("command" in data)
    return (
      text(id) &&
      typeof command === "string" &&
      Object.hasOwn(commands, command) &&
      commands[command]?.(args) === true
    );
  return text(done) && maybe(text)(code) && text(message);
}

/** Returns the message; null for any other content, and for messages of a later version. */
export function readTabMessage(data: unknown): TabMessage | null {
  if (!isObject(data) || !isVersion(data["v"]) || !isMessage(data)) return null;
  if (!("event" in data)) return data;
  const event = readEvent(data.event);
  if (event.type !== "composed") return { event };
  // Version 0.1.0 did not clean texts.
  const body = cleanText(event.body);
  const content = event.content?.filter(isSentContent) ?? [];
  return body === "" && content.length === 0 ? null : { event: { ...event, body, content } };
}
