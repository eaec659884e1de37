import type { ConversationEvent } from "../conversation/event.ts";
import {
  isSentContent,
  type IncomingMessage,
  type Message,
  type MessageContent,
} from "../conversation/message.ts";
import { richPart } from "./rich-checks.ts";
import { emptyConversation } from "../conversation/reduce.ts";
import type {
  Capabilities,
  ConversationState,
  IncomingMember,
  Member,
  Missed,
  QueuePlace,
} from "../conversation/state.ts";
import type { FileLimits, Upload } from "../conversation/upload.ts";

/*
 * Events between tabs are spelled as in version 0.1.0, because tabs of it may be open beside this
 * one: messages and members in the words of the guest chat protocol. Later fields are additions
 * that it ignores, and that are missing in its events.
 */

interface SpelledMessage extends Omit<IncomingMessage, "kind" | "content"> {
  readonly bodyType: string;
  readonly content?: readonly unknown[];
}
interface SpelledMember extends Omit<IncomingMember, "role" | "state"> {
  readonly role: string;
  readonly state: string;
}
type SpelledPlace = Omit<QueuePlace, "label" | "isStaffed"> & Partial<QueuePlace>;
interface SpelledState
  extends Omit<
    ConversationState,
    | "messages"
    | "members"
    | "queue"
    | "capabilities"
    | "clockOffsetMs"
    | "missed"
    | "uploads"
    | "fileLimits"
  > {
  readonly messages: ReadonlyMap<
    Message["key"],
    Omit<Message, "content"> & { readonly content?: readonly unknown[] }
  >;
  readonly members: ReadonlyMap<Member["id"], Omit<Member, "isGone"> & Partial<Member>>;
  readonly queue: SpelledPlace | null;
  readonly capabilities?: Capabilities;
  readonly clockOffsetMs?: number | null;
  readonly missed?: Missed | null;
  readonly uploads?: readonly Upload[];
  readonly fileLimits?: FileLimits | null;
}
type EventOf<Type extends ConversationEvent["type"]> = Extract<ConversationEvent, { type: Type }>;
type Respelled = "received" | "accepted" | "members" | "member-state" | "queue" | "snapshot";

/** An event as it is on the channel. */
export type SpelledEvent =
  | Exclude<ConversationEvent, { type: Respelled }>
  | (Omit<EventOf<"received">, "messages"> & { readonly messages: readonly SpelledMessage[] })
  | (Omit<EventOf<"accepted">, "message"> & { readonly message: SpelledMessage })
  | (Omit<EventOf<"members">, "members"> & { readonly members: readonly SpelledMember[] })
  | (Omit<EventOf<"member-state">, "state"> & { readonly state: string })
  | { readonly type: "queue"; readonly place: SpelledPlace | null }
  | { readonly type: "snapshot"; readonly state: SpelledState };

const bodyTypes = {
  text: "standard",
  notice: "notice",
  joined: "member-join",
  left: "member-leave",
  media: "media-request",
} as const satisfies Readonly<Record<Message["kind"], string>>;
const roles = {
  guest: "CUSTOMER",
  agent: "AGENT",
  queue: "ACD",
  bot: "WORKFLOW",
} as const satisfies Readonly<Record<IncomingMember["role"], string>>;
const states = {
  alerting: "ALERTING",
  connected: "CONNECTED",
  disconnected: "DISCONNECTED",
} as const satisfies Readonly<Record<IncomingMember["state"], string>>;

/** The word that is spelled so; `otherwise` when there is none. */
function wordOf<Word extends string>(
  spellings: Readonly<Record<Word, string>>,
  spelled: string,
  otherwise: Word,
): Word {
  const words = Object.keys(spellings) as Word[];
  return words.find((word) => spellings[word] === spelled) ?? otherwise;
}

/** Leaves out kinds of a later version, and parts that cannot be drawn. */
const contentOf = (content: readonly unknown[] = []): readonly MessageContent[] =>
  content.filter((one): one is MessageContent => isSentContent(one) || richPart(one));

const spellMessage = ({ kind, ...message }: IncomingMessage): SpelledMessage => ({
  ...message,
  bodyType: bodyTypes[kind],
});
const readMessage = ({ bodyType, content, ...message }: SpelledMessage): IncomingMessage => ({
  ...message,
  kind: wordOf(bodyTypes, bodyType, "text"),
  content: contentOf(content),
});

export function spellEvent(event: ConversationEvent): SpelledEvent {
  switch (event.type) {
    case "received":
      return { ...event, messages: event.messages.map(spellMessage) };
    case "accepted":
      return { ...event, message: spellMessage(event.message) };
    case "members": {
      const members = event.members.map((member) => ({
        ...member,
        role: roles[member.role],
        state: states[member.state],
      }));
      return { ...event, members };
    }
    case "member-state":
      return { ...event, state: states[event.state] };
    case "snapshot": {
      // Only a plain map can be copied to another tab.
      const messages = new Map(event.state.messages);
      return { ...event, state: { ...event.state, messages } };
    }
    default:
      return event;
  }
}

const readPlace = (place: SpelledPlace | null): QueuePlace | null =>
  place && { label: null, isStaffed: true, ...place };

export function readEvent(event: SpelledEvent): ConversationEvent {
  switch (event.type) {
    case "received":
      return { ...event, messages: event.messages.map(readMessage) };
    case "accepted":
      return { ...event, message: readMessage(event.message) };
    case "members": {
      const members = event.members.map((member) => ({
        ...member,
        role: wordOf(roles, member.role, "agent"),
        state: wordOf(states, member.state, "connected"),
      }));
      return { ...event, members };
    }
    case "member-state":
      return { ...event, state: wordOf(states, event.state, "connected") };
    case "queue":
      return { ...event, place: readPlace(event.place) };
    case "snapshot": {
      const { messages: rows, clockOffsetMs = null, missed = null } = event.state;
      const { uploads = [], fileLimits = null } = event.state;
      const { capabilities = emptyConversation.capabilities } = event.state;
      const messages = new Map(
        [...rows].map(([key, row]) => [key, { ...row, content: contentOf(row.content) }]),
      );
      const members = new Map(
        [...event.state.members].map(([id, member]) => [id, { isGone: false, ...member }]),
      );
      const queue = readPlace(event.state.queue);
      const files = { uploads, fileLimits };
      const added = { messages, members, queue, capabilities, clockOffsetMs, missed, ...files };
      return { ...event, state: { ...event.state, ...added } };
    }
    default:
      return event;
  }
}
