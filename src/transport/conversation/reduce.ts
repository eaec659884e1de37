import type { WireMember, WireMessage } from "../backend/guest-chat/decode.ts";
import type { ConversationState, Member, MemberRole, Phase } from "./state.ts";
import type { ConversationEvent } from "./event.ts";
import type { MemberId, Message, MessageId, MessageKey } from "./message.ts";
import { asRows, Rows } from "./message-map.ts";

export const emptyConversation: ConversationState = {
  conversationId: null,
  phase: { kind: "none" },
  stream: { kind: "idle" },
  ownId: null,
  order: [],
  messages: new Rows(new Map()),
  hasOlder: false,
  members: new Map(),
  typing: [],
  mediaRequests: [],
  queue: null,
  isResumed: false,
};

/** (state, event) → state. Order, duplicates and echoes are settled in this function only. */
export function reduce(state: ConversationState, event: ConversationEvent): ConversationState {
  switch (event.type) {
    case "phase":
      return { ...state, phase: event.phase };
    case "session":
      return {
        ...state,
        conversationId: event.conversationId,
        ownId: event.ownId,
        isResumed: event.isResumed,
      };
    case "stream":
      return { ...state, stream: event.status };
    case "composed":
      if (state.messages.has(event.key)) return state;
      return withRows(state, [
        {
          key: event.key,
          kind: "text",
          senderId: state.ownId,
          isOwn: true,
          body: event.body,
          at: event.at,
          delivery: { kind: "queued" },
        },
      ]);
    case "delivery": {
      const row = state.messages.get(event.key);
      // A message that the server has stays sent, whatever a late event says about an attempt.
      if (row === undefined || row.delivery.kind === "sent") return state;
      return withRows(state, [{ ...row, delivery: event.delivery, body: event.body ?? row.body }]);
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
      return messages.some(({ bodyType }) => kinds[bodyType] === "media")
        ? linkMedia(after)
        : after;
    }
    case "members":
      return withPhase(withMembers(state, event.members), event.at);
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
    case "cleared":
      return emptyConversation;
    case "snapshot":
      return event.state;
  }
}

/** Unsent rows come last, in the order of writing; sent rows by the server's time, then by id. */
function isBefore(a: Message, b: Message): boolean {
  const [isSentA, isSentB] = [a.delivery.kind === "sent", b.delivery.kind === "sent"];
  if (isSentA !== isSentB) return isSentA;
  if (a.at !== b.at) return a.at < b.at;
  if (a.delivery.kind === "sent" && b.delivery.kind === "sent")
    return a.delivery.id < b.delivery.id;
  return false;
}

/** Inserts new and changed rows at their place in the order. */
function withRows(state: ConversationState, rows: readonly Message[]): ConversationState {
  const messages = asRows(state.messages).with(rows);
  const moved = new Set<MessageKey>();
  let isNew = true;
  for (const row of rows) {
    const before = state.messages.get(row.key);
    const stays =
      before !== undefined &&
      before.at === row.at &&
      (before.delivery.kind === "sent") === (row.delivery.kind === "sent");
    if (!stays) moved.add(row.key);
    isNew &&= before === undefined;
  }
  if (moved.size === 0) return { ...state, messages };
  const order = isNew ? [...state.order] : state.order.filter((key) => !moved.has(key));
  for (const key of moved) {
    const row = messages.get(key);
    if (row === undefined) continue;
    let at = order.length;
    for (; at > 0; at--) {
      const before = messages.get(order[at - 1] as MessageKey);
      if (before === undefined || !isBefore(row, before)) break;
    }
    order.splice(at, 0, key);
  }
  return { ...state, messages, order };
}

const kinds: Readonly<Record<string, Message["kind"]>> = {
  notice: "notice",
  "member-join": "joined",
  "member-leave": "left",
  "media-request": "media",
};

const keyOf = (id: string): MessageKey => id as MessageKey;

function rowOf(state: ConversationState, message: WireMessage, key: MessageKey): Message {
  return {
    key,
    kind: kinds[message.bodyType] ?? "text",
    senderId: message.senderId as MemberId,
    isOwn: message.senderId === state.ownId,
    body: message.body,
    at: message.at,
    delivery: { kind: "sent", id: message.id as MessageId, at: message.at },
  };
}

/**
 * The row that already shows this message, or undefined.
 * Only the guest's own rows can have a key that is not the message id.
 */
function rowOfMessage(
  state: ConversationState,
  { id, senderId }: WireMessage,
): Message | undefined {
  const direct = state.messages.get(keyOf(id));
  if (direct !== undefined || senderId !== state.ownId) return direct;
  for (let at = state.order.length - 1; at >= 0; at--) {
    const row = state.messages.get(state.order[at] as MessageKey);
    if (row?.delivery.kind === "sent" && row.delivery.id === id) return row;
  }
  return undefined;
}

/** Applies the answer to an own send: the row gets its id. Its echo may have arrived before. */
function accept(
  state: ConversationState,
  key: MessageKey,
  message: WireMessage,
): ConversationState {
  const row = state.messages.get(key);
  if (row === undefined || row.delivery.kind === "sent") return state;
  const sent = { ...rowOf(state, message, key), body: row.body };
  const echo = rowOfMessage(state, message);
  return withRows(
    echo === undefined ? state : reduce(state, { type: "discarded", key: echo.key }),
    [sent],
  );
}

function receive(state: ConversationState, messages: readonly WireMessage[]): ConversationState {
  const rows: Message[] = [];
  const seen = new Set<string>();
  const adopted = new Set<MessageKey>();
  const presence = new Map<string, Message["kind"]>();
  for (const message of [...messages].sort((a, b) => a.at - b.at)) {
    if (seen.has(message.id) || rowOfMessage(state, message) !== undefined) continue;
    seen.add(message.id);
    const kind = kinds[message.bodyType] ?? "text";
    if (kind === "joined" || kind === "left") {
      // A join or leave that is announced more than once is shown once.
      const before =
        presence.get(message.senderId) ?? lastPresence(state, message.senderId, message.at);
      if (before === kind) continue;
      presence.set(message.senderId, kind);
    }
    const waiting =
      message.senderId === state.ownId && kind === "text"
        ? inFlight(state, message.body, adopted)
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

/** The own row whose send is under way or in doubt and whose text this echo has (servers trim). */
function inFlight(
  state: ConversationState,
  body: string,
  taken: ReadonlySet<MessageKey>,
): Message | undefined {
  for (const key of state.order) {
    const row = state.messages.get(key);
    if (row === undefined || taken.has(key)) continue;
    const isOpen = row.delivery.kind === "sending" || row.delivery.kind === "unconfirmed";
    if (isOpen && row.body.trim() === body.trim()) return row;
  }
  return undefined;
}

function lastPresence(
  state: ConversationState,
  senderId: string,
  at: number,
): Message["kind"] | undefined {
  for (let index = state.order.length - 1; index >= 0; index--) {
    const row = state.messages.get(state.order[index] as MessageKey);
    if (
      row !== undefined &&
      row.senderId === senderId &&
      row.at <= at &&
      (row.kind === "joined" || row.kind === "left")
    ) {
      return row.kind;
    }
  }
  return undefined;
}

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

const roles: Readonly<Record<string, MemberRole>> = {
  CUSTOMER: "guest",
  ACD: "queue",
  WORKFLOW: "bot",
};

function stateOf(word: string): Member["state"] {
  return word === "DISCONNECTED" ? "disconnected" : word === "ALERTING" ? "alerting" : "connected";
}

function withMembers(state: ConversationState, known: readonly WireMember[]): ConversationState {
  const members = new Map(state.members);
  for (const member of known) {
    const id = member.id as MemberId;
    members.set(id, {
      id,
      role: roles[member.role] ?? "agent",
      state: stateOf(member.state),
      name: member.name,
      avatarUrl: member.avatarUrl,
      queueName: member.queueName,
      leftForTransfer: members.get(id)?.leftForTransfer ?? false,
    });
  }
  return { ...state, members };
}

function changeMember(
  state: ConversationState,
  event: Extract<ConversationEvent, { type: "member-state" }>,
): ConversationState {
  const before = state.members.get(event.id);
  const next = stateOf(event.state);
  if (event.id === state.ownId && next === "disconnected") {
    const isOver = state.phase.kind === "ended" || state.phase.kind === "expired";
    return isOver
      ? state
      : {
          ...state,
          typing: [],
          queue: null,
          phase: { kind: "ended", reason: event.endReason ?? "system", at: event.at },
        };
  }
  // The role is unknown until the member is fetched; until then it cannot affect the phase.
  if (before === undefined) return state;
  const leftForTransfer = before.leftForTransfer || event.isTransfer;
  if (before.state === next && before.leftForTransfer === leftForTransfer) return state;
  const members = new Map(state.members).set(event.id, { ...before, state: next, leftForTransfer });
  const typing =
    next === "disconnected" ? state.typing.filter((id) => id !== event.id) : state.typing;
  return withPhase({ ...state, members, typing }, event.at);
}

/** Derives `waiting` or `talking` from the members; every other phase has a cause of its own. */
function withPhase(state: ConversationState, at: number): ConversationState {
  const { phase } = state;
  if (phase.kind !== "waiting" && phase.kind !== "talking") return state;
  const isTalking = [...state.members.values()].some(
    (one) => one.role === "agent" && one.state === "connected",
  );
  if (isTalking === (phase.kind === "talking")) return state;
  const next: Phase = isTalking ? { kind: "talking" } : { kind: "waiting", since: at };
  return { ...state, phase: next, queue: isTalking ? null : state.queue };
}
