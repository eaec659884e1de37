import type { ChatEvent } from "../../../service/bus.ts";
import type { ConversationRecord } from "../../../domain/model.ts";
import type { FileLinks } from "../file-views.ts";
import { agentMemberText, messageText, typingText } from "../frame-texts.ts";
import type { AgentIdentity } from "../../../plugins/agent-token.ts";
import { detailOf } from "./detail-events.ts";

/* The topics of a notification channel (genesys-agent-chat §7), and the frames on them. */

const CHAT_TOPIC = /^v2\.conversations\.chats\.([\w-]{1,100})\.(?:messages|members)$/;
const DETAIL_TOPIC =
  /^v2\.detail\.events\.conversation\.([\w-]{1,100})\.(?:(?:user|acd|customer)\.(?:start|end)|wrapup)$/;

/** The waiting lists of the agent's organization, and its agents' availability. */
export const QUEUES_TOPIC = "v2.parlor.queues";

/** The topics of an agent's own conversations. */
export interface UserTopics {
  /** In the generic view. */
  readonly generic: string;
  /** In the views of the media families. */
  readonly chats: string;
  readonly messages: string;
  /** That a guest is writing. */
  readonly typing: string;
}

export function userTopics({ user }: AgentIdentity): UserTopics {
  const generic = `v2.users.${user.id}.conversations`;
  return {
    generic,
    chats: `${generic}.chats`,
    messages: `${generic}.messages`,
    typing: `${generic}.inbound.typing.event`,
  };
}

/** The conversation that a topic is about; null when it is no conversation's topic. */
export function conversationIdOf(topic: string): string | null {
  return CHAT_TOPIC.exec(topic)?.[1] ?? DETAIL_TOPIC.exec(topic)?.[1] ?? null;
}

export function envelope(topicName: string, eventBody: object, type?: string): object {
  return {
    topicName,
    version: "2",
    eventBody,
    metadata: { CorrelationId: crypto.randomUUID(), ...(type !== undefined && { type }) },
  };
}

/** A frame on a topic. */
export interface TopicText {
  readonly topic: string;
  /** @param linksOf - signs the addresses of files for the listener */
  readonly textFor: (linksOf: () => FileLinks) => string;
}

/** The texts of the event on the conversation's own topics; it may be sent on none. */
export function textsOf(event: ChatEvent, chat: ConversationRecord): readonly TopicText[] {
  const text = chatTextOf(event);
  const detail = detailOf(event, chat);
  if (detail === null) return text === null ? [] : [text];
  const topic = `v2.detail.events.conversation.${event.conversationId}.${detail.name}`;
  const frame = JSON.stringify(envelope(topic, detail.body));
  const told = { topic, textFor: () => frame };
  return text === null ? [told] : [text, told];
}

function chatTextOf(event: ChatEvent): TopicText | null {
  const base = `v2.conversations.chats.${event.conversationId}`;
  const topic = `${base}.messages`;
  switch (event.kind) {
    case "message":
      return { topic, textFor: (linksOf) => messageText(event, linksOf) };
    case "typing":
      return { topic, textFor: () => typingText(event) };
    case "member":
      return { topic: `${base}.members`, textFor: () => agentMemberText(event) };
    case "media-request": {
      const { id, state, types } = event.request;
      const frame = JSON.stringify(envelope(topic, { id, state, types }, "parlor.media-request"));
      return { topic, textFor: () => frame };
    }
    case "attachment":
    case "changed":
    case "ended":
    case "missed":
    case "queue":
      return null;
  }
}
