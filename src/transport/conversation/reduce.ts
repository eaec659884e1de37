import type { ConversationEvent } from "./event.ts";
import { findLast } from "./find-row.ts";
import { isSameContent, type IncomingMessage, type Message, type MessageKey } from "./message.ts";
import { Rows, withRows } from "./message-map.ts";
import { applyMembers, changeMember } from "./reduce-members.ts";
import type { ConversationState } from "./state.ts";
import type { UploadKey } from "./upload.ts";

export const emptyConversation: ConversationState = {
  conversationId: null,
  phase: { kind: "none" },
  stream: { kind: "idle" },
  capabilities: { queue: false, rating: false, mediaRequests: false, formatting: false },
  ownId: null,
  order: [],
  messages: new Rows(new Map()),
  hasOlder: false,
  members: new Map(),
  typing: [],
  mediaRequests: [],
  queue: null,
  uploads: [],
  fileLimits: null,
  missed: null,
  isResumed: false,
  clockOffsetMs: null,
};

/** (state, event) → state. Order, duplicates and echoes are settled in this function only. */
export function reduce(state: ConversationState, event: ConversationEvent): ConversationState {
  switch (event.type) {
    case "phase":
      return { ...state, phase: event.phase };
    case "session": {
      const { conversationId, ownId, isResumed, capabilities = state.capabilities } = event;
      const { fileLimits = state.fileLimits } = event;
      return { ...state, conversationId, ownId, isResumed, capabilities, fileLimits };
    }
    case "stream":
      return { ...state, stream: event.status };
    case "composed":
      if (state.messages.has(event.key)) return state;
      return withRows(withoutUploads(state, event.uploads ?? []), [
        {
          key: event.key,
          kind: "text",
          senderId: state.ownId,
          isOwn: true,
          body: event.body,
          content: event.content ?? [],
          at: event.at,
          delivery: { kind: "queued" },
        },
      ]);
    case "upload": {
      const { key, upload } = event;
      if (upload === null) return withoutUploads(state, [key]);
      const isKnown = state.uploads.some((one) => one.key === key);
      const uploads = isKnown
        ? state.uploads.map((one) => (one.key === key ? upload : one))
        : [...state.uploads, upload];
      return { ...state, uploads };
    }
    case "delivery": {
      const row = state.messages.get(event.key);
      // A message that the server has stays sent, whatever a late event says about an attempt.
      if (row === undefined || row.delivery.kind === "sent") return state;
      const { delivery, body = row.body, after = row.after } = event;
      return withRows(state, [{ ...row, delivery, body, after }]);
    }
    case "accepted":
      return accept(state, event.key, event.message);
    case "discarded": {
      if (!state.messages.has(event.key)) return state;
      const messages = new Map(state.messages);
      messages.delete(event.key);
      const order = state.order.filter((key) => key !== event.key);
      return { ...state, messages: new Rows(messages), order };
    }
    case "received": {
      const { messages, hasOlder = state.hasOlder } = event;
      const next = hasOlder === state.hasOlder ? state : { ...state, hasOlder };
      const after = receive(next, messages);
      return messages.some(({ kind }) => kind === "media") ? linkMedia(after) : after;
    }
    case "members":
      return applyMembers(state, event.members, event.at);
    case "member-state":
      return changeMember(state, event);
    case "typing": {
      const others = state.typing.filter((id) => id !== event.id);
      if (!event.isTyping && others.length === state.typing.length) return state;
      if (event.isTyping && others.length < state.typing.length) return state;
      return { ...state, typing: event.isTyping ? [...others, event.id] : others };
    }
    case "media":
      return linkMedia({ ...state, mediaRequests: event.requests });
    case "queue":
      return { ...state, queue: event.place };
    case "missed":
      return { ...state, missed: event.missed };
    case "clock":
      return { ...state, clockOffsetMs: event.offsetMs };
    case "cleared":
      return emptyConversation;
    case "snapshot":
      return event.state;
  }
}

const withoutUploads = (state: ConversationState, keys: readonly UploadKey[]): ConversationState =>
  keys.length === 0
    ? state
    : { ...state, uploads: state.uploads.filter(({ key }) => !keys.includes(key)) };

const keyOf = (id: string): MessageKey => id as MessageKey;
const rowOf = (
  state: ConversationState,
  { id, ...message }: IncomingMessage,
  key: MessageKey,
): Message => ({
  ...message,
  key,
  isOwn: message.senderId === state.ownId,
  delivery: { kind: "sent", id, at: message.at },
});

/**
 * The row that already shows this message, or undefined.
 * Only the guest's own rows can have a key that is not the message id.
 */
function rowOfMessage(
  state: ConversationState,
  { id, senderId }: IncomingMessage,
): Message | undefined {
  const direct = state.messages.get(keyOf(id));
  if (direct !== undefined || senderId !== state.ownId) return direct;
  return findLast(state, ({ delivery }) => delivery.kind === "sent" && delivery.id === id);
}

/** Applies the answer to an own send: the row gets its id. Its echo may have arrived before. */
function accept(
  state: ConversationState,
  key: MessageKey,
  message: IncomingMessage,
): ConversationState {
  const row = state.messages.get(key);
  if (row === undefined || row.delivery.kind === "sent") return state;
  const { content } = message.content.length > 0 ? message : row;
  const sent = { ...rowOf(state, message, key), body: row.body, content };
  const echo = rowOfMessage(state, message);
  return withRows(
    echo === undefined ? state : reduce(state, { type: "discarded", key: echo.key }),
    [sent],
  );
}

function receive(
  state: ConversationState,
  messages: readonly IncomingMessage[],
): ConversationState {
  const rows: Message[] = [];
  const seen = new Set<string>();
  const adopted = new Set<MessageKey>();
  const presence = new Map<string, Message["kind"]>();
  for (const message of [...messages].sort((a, b) => a.at - b.at)) {
    if (seen.has(message.id) || rowOfMessage(state, message) !== undefined) continue;
    seen.add(message.id);
    const { kind } = message;
    if (kind === "joined" || kind === "left") {
      // A join or leave that is announced more than once is shown once.
      const before =
        presence.get(message.senderId) ?? lastPresence(state, message.senderId, message.at);
      if (before === kind) continue;
      presence.set(message.senderId, kind);
    }
    const waiting =
      message.senderId === state.ownId && kind === "text"
        ? inFlight(state, message, adopted)
        : undefined;
    if (waiting !== undefined) adopted.add(waiting.key);
    rows.push(
      waiting === undefined
        ? rowOf(state, message, keyOf(message.id))
        : { ...rowOf(state, message, waiting.key), body: waiting.body },
    );
  }
  if (rows.length === 0) return state;
  const heard = new Set(rows.map((row) => row.senderId));
  const typing = state.typing.filter((id) => !heard.has(id));
  const next = typing.length === state.typing.length ? state : { ...state, typing };
  return withRows(next, rows);
}

/**
 * The own row whose send is under way or in doubt and whose text (servers trim) and files this echo
 * has. An older message with the same text is no echo.
 */
function inFlight(
  state: ConversationState,
  message: IncomingMessage,
  taken: ReadonlySet<MessageKey>,
): Message | undefined {
  for (const key of state.order) {
    const row = state.messages.get(key);
    if (row === undefined || taken.has(key)) continue;
    const isOpen = row.delivery.kind === "sending" || row.delivery.kind === "unconfirmed";
    if (isOpen && message.at > (row.after ?? 0) && isSameContent(row, message)) return row;
  }
  return undefined;
}

const lastPresence = (
  state: ConversationState,
  senderId: string,
  at: number,
): Message["kind"] | undefined =>
  findLast(
    state,
    (row) =>
      row.senderId === senderId && row.at <= at && (row.kind === "joined" || row.kind === "left"),
  )?.kind;

/**
 * Links rows to media requests. Announcements do not carry the id of their request, so both are
 * matched from the end; the oldest announcements may not be loaded.
 */
function linkMedia(state: ConversationState): ConversationState {
  const rows: Message[] = [];
  const announced = state.order
    .flatMap((key) => state.messages.get(key) ?? [])
    .filter((row) => row.kind === "media");
  let index = Math.max(0, state.mediaRequests.length - announced.length);
  for (const row of announced) {
    const request = state.mediaRequests[index++];
    if (request !== undefined && row.mediaRequestId !== request.id)
      rows.push({ ...row, mediaRequestId: request.id });
  }
  return rows.length === 0 ? state : withRows(state, rows);
}
