import type { ChatEvent } from "../../../service/bus.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import type { MessageHead } from "../../../service/message-queries.ts";
import type { ConversationRecord } from "../../../domain/model.ts";
import { homeOf } from "../../../domain/home-of.ts";
import { defaultRules, type Organization } from "../../../domain/tenant.ts";
import type { FileAddresses } from "../../../plugins/file-addresses.ts";
import type { FileLinks } from "../file-views.ts";
import type { AgentChannel } from "./agent-channel.ts";
import { genericView, mediaView } from "./media-view.ts";
import { knownHeads, messageConversation } from "./message-view.ts";
import {
  asRead,
  isAtHome,
  isAudited,
  ownReadingOf,
  readingForEvent,
  viewAfter,
  type Reading,
} from "./rights.ts";
import { envelope, textsOf, userTopics, type UserTopics } from "./topics.ts";
import { inboundTyping } from "./typing-event.ts";

export interface ChatFramesDeps {
  readonly chats: Pick<ConversationService, "messageHeads">;
  readonly tenants: readonly Organization[];
  readonly fileAddresses: FileAddresses;
}

/** An event with what all listeners share. */
interface Told {
  readonly chat: ConversationRecord;
  readonly event: ChatEvent;
  readonly alertingSeconds: number;
  /** Looked up once, for the first listener who needs them. */
  readonly heads: () => Promise<readonly MessageHead[]>;
}

/**
 * Sends each listener the part of an event that it may read now. The rights that it had when it
 * subscribed do not count.
 */
export function announceChat(
  channels: Iterable<AgentChannel>,
  { chats, tenants, fileAddresses: addresses }: ChatFramesDeps,
  chat: ConversationRecord,
  event: ChatEvent,
): void {
  const { id } = chat.conversation;
  const rules = homeOf(tenants, chat.conversation)?.deployment.rules;
  const { alertingSeconds, attachments } = rules ?? defaultRules;
  const texts = textsOf(event, chat);
  let found: Promise<readonly MessageHead[]> | null = null;
  const heads = (): Promise<readonly MessageHead[]> => (found ??= chats.messageHeads(id));
  const told = { chat, event, alertingSeconds, heads };
  for (const channel of channels) {
    const { agent, base, topics } = channel;
    if (event.kind === "ended") channel.forget(id);
    if (!channel.isHeard || !isAtHome(chat, agent)) continue;
    const linksOf = (): FileLinks => ({
      addresses,
      terms: { base, urlSeconds: attachments.urlSeconds },
    });
    for (const { topic, textFor } of texts)
      if (topics.has(topic)) deliver(channel, readingOf(told, channel), id, textFor(linksOf));
    tellUser(channel, told, userTopics(agent));
  }
}

/** A wrap-up is told to the agent whose own it is, like its own views. */
function readingOf({ chat, event }: Told, { agent }: AgentChannel): Reading {
  return event.kind === "changed"
    ? viewAfter(chat, agent, event)
    : readingForEvent(chat, agent, event);
}

/** Sends an event on the topics of the agent's own conversations. */
function tellUser(channel: AgentChannel, told: Told, names: UserTopics): void {
  const { agent, topics } = channel;
  const { chat, event, alertingSeconds } = told;
  if (event.kind === "message" || event.kind === "typing") {
    // An offer tells no messages, so that nothing is read along.
    if (ownReadingOf(chat, agent).kind !== "everything") return;
    if (event.kind === "message") {
      const isWritten = ["standard", "notice"].includes(event.message.bodyType);
      if (isWritten && topics.has(names.messages))
        tellMessages(channel, told, { kind: "everything" }, names.messages);
    } else if (topics.has(names.typing) && event.senderId === chat.conversation.guestMemberId)
      channel.tell(JSON.stringify(envelope(names.typing, inboundTyping(event))));
    return;
  }
  if (!["member", "changed", "ended"].includes(event.kind)) return;
  const wanted = [names.chats, names.generic, names.messages].some((name) => topics.has(name));
  const reading: Reading = wanted ? viewAfter(chat, agent, event) : { kind: "nothing" };
  if (reading.kind === "nothing") return;
  const seen = asRead(chat, reading);
  const view = (name: string, make: () => object): void => {
    if (topics.has(name)) channel.tell(JSON.stringify(envelope(name, make())));
  };
  view(names.chats, () => mediaView(seen, alertingSeconds));
  view(names.generic, () => genericView(seen));
  if (topics.has(names.messages)) tellMessages(channel, told, reading, names.messages);
}

/** Sends the view of the messages family, with the ids of the messages that the agent may know. */
function tellMessages(
  channel: AgentChannel,
  { chat, alertingSeconds, heads }: Told,
  reading: Reading,
  topic: string,
): void {
  const isOffer = ownReadingOf(chat, channel.agent).kind === "waiting";
  const frames = (known: readonly MessageHead[]) => {
    const shown = knownHeads(known, reading);
    const view = messageConversation(asRead(chat, reading), alertingSeconds, shown);
    return [() => [{ text: JSON.stringify(envelope(topic, view)) }]];
  };
  channel.tellWhenMade(isOffer ? Promise.resolve(frames([])) : heads().then(frames));
}

function deliver(channel: AgentChannel, reading: Reading, id: string, text: string): void {
  if (reading.kind === "nothing") return;
  if (isAudited(reading)) channel.tellAudited(id, text);
  else channel.tell(text);
}
