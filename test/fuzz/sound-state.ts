import type { ConversationState } from "../../src/transport/index.ts";

/* Checks that hold for every state of a conversation. Each returns the fault, or null. */

const isText = (value: unknown): boolean => typeof value === "string";
const isTime = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const orNull =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || check(value);
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

type Checks = Readonly<Record<string, (value: unknown) => boolean>>;

function wrongIn(what: string, value: unknown, checks: Checks): string[] {
  if (typeof value !== "object" || value === null) return [`${what} is no object`];
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(checks)
    .filter(([name, check]) => !check(fields[name]))
    .map(([name]) => `${what}.${name} is ${JSON.stringify(fields[name])}`);
}

const phases: Readonly<Record<string, Checks>> = {
  none: {},
  starting: { since: isTime },
  waiting: { since: isTime },
  talking: {},
  ended: { reason: oneOf("guest", "agent", "idle", "lost", "system"), at: isTime },
  expired: { code: isText },
  failed: { code: isText, contextId: orNull(isText), retryAt: orNull(isTime) },
};

const streams: Readonly<Record<string, Checks>> = {
  idle: {},
  connecting: { attempt: isCount, since: isTime },
  live: { since: isTime },
  polling: { since: isTime },
  waiting: { retryAt: isTime, since: isTime, isOffline: oneOf(true, false) },
};

const deliveries: Readonly<Record<string, Checks>> = {
  queued: {},
  sending: { since: isTime },
  unconfirmed: {},
  sent: { id: isText, at: isTime },
  // The code may come from the store of an earlier version.
  failed: {},
};

function wrongKind(
  what: string,
  value: unknown,
  kinds: Readonly<Record<string, Checks>>,
): string[] {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(kinds, kind))
    return [`${what} is of the kind ${JSON.stringify(kind)}`];
  return wrongIn(what, value, kinds[kind] ?? {});
}

const row: Checks = {
  key: isText,
  kind: oneOf("text", "notice", "joined", "left", "media"),
  senderId: orNull(isText),
  isOwn: oneOf(true, false),
  body: isText,
  at: isTime,
};
const member: Checks = {
  id: isText,
  role: oneOf("guest", "agent", "queue", "bot"),
  state: oneOf("alerting", "connected", "disconnected"),
  name: isText,
  avatarUrl: orNull((value) => isText(value) && String(value).startsWith("https://")),
  queueName: orNull(isText),
  leftForTransfer: oneOf(true, false),
  isGone: oneOf(true, false),
};
const media: Checks = {
  id: isText,
  types: (value) => Array.isArray(value) && value.every(oneOf("SCREENSHARE", "COBROWSE")),
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
  askedById: orNull(isText),
  receivedAt: isTime,
  expiresAt: orNull(isTime),
  label: isText,
  surface: orNull(oneOf("tab", "window", "screen")),
  canAccept: oneOf(true, false),
  canExtend: oneOf(true, false),
};
const place: Checks = {
  name: isText,
  position: isCount,
  ahead: isCount,
  estimatedWaitSeconds: orNull((value) => isTime(value) && Number(value) >= 0),
  label: orNull(isText),
  isStaffed: oneOf(true, false),
};

function wrongRows({ order, messages }: ConversationState): string[] {
  if (!Array.isArray(order)) return ["order is no list"];
  const keys = order as ConversationState["order"];
  return [
    ...(new Set(keys).size === keys.length ? [] : ["a row is there twice"]),
    ...(messages.size === keys.length ? [] : [`${messages.size} rows, ${keys.length} in order`]),
    ...keys.flatMap((key) => {
      const found = messages.get(key);
      return found?.key === key
        ? [...wrongIn("a row", found, row), ...wrongKind("a delivery", found.delivery, deliveries)]
        : [`the row ${key} is missing`];
    }),
  ];
}

/** Everything that is wrong with a state. */
export function wrongWith(state: ConversationState): string[] {
  const members = [...state.members].flatMap(([id, one]) => [
    ...wrongIn("a member", one, member),
    ...(one.id === id ? [] : ["a member stands under another's id"]),
  ]);
  return [
    ...wrongIn("the state", state, {
      conversationId: orNull(isText),
      ownId: orNull(isText),
      hasOlder: oneOf(true, false),
      isResumed: oneOf(true, false),
      typing: (value) => Array.isArray(value) && value.every(isText),
    }),
    ...wrongKind("the phase", state.phase, phases),
    ...wrongKind("the stream", state.stream, streams),
    ...wrongRows(state),
    ...members,
    ...state.mediaRequests.flatMap((one) => wrongIn("a media request", one, media)),
    ...(state.queue === null ? [] : wrongIn("the queue", state.queue, place)),
  ];
}
