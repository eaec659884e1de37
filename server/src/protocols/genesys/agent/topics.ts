import type { ChatEvent } from "../../../service/bus.ts";
import type { FileLinks } from "../file-views.ts";
import { agentMemberText, messageText, typingText } from "../frame-texts.ts";
import type { AgentIdentity } from "../../../plugins/agent-token.ts";

/* The topics of a notification channel (genesys-agent-chat §7), and the frames on them. */

const CHAT_TOPIC = /^v2\.conversations\.chats\.([\w-]{1,100})\.(?:messages|members)$/;

/** The waiting lists of the agent's organization, and its agents' availability. */
export const QUEUES_TOPIC = "v2.parlor.queues";

/** An agent's own conversations in the generic view. */
export const usersTopic = ({ user }: AgentIdentity): string => `v2.users.${user.id}.conversations`;

/** An agent's own conversations in the media view. */
export const usersChatsTopic = (agent: AgentIdentity): string => `${usersTopic(agent)}.chats`;

/** The conversation that a topic is about; null when it is no conversation's topic. */
export function conversationIdOf(topic: string): string | null {
  return CHAT_TOPIC.exec(topic)?.[1] ?? null;
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

/** The text of the event on the conversation's own topics; null when it is sent on neither. */
export function textOf(event: ChatEvent): TopicText | null {
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
