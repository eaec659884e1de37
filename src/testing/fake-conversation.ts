import type { GuestProfile, Routing } from "../transport/index.ts";
import { payloadsOf } from "parlor-contract/rich-content";
import { createAgentSide, type AgentSide } from "./agent-side.ts";
import type { Conversation } from "./conversation.ts";
import type { VisitorFile } from "./file-types.ts";
import type { EndReason, Rating } from "./model.ts";
import type { Message } from "./records.ts";

/** A message that a visitor wrote. @public */
export interface VisitorMessage {
  /** The message's id. */
  readonly id: string;
  /** The id of the conversation, as in the server's `conversations`. */
  readonly conversationId: string;
  /** The text as it was sent; empty for files alone. */
  readonly text: string;
  readonly files: readonly VisitorFile[];
  /** The payloads that were chosen, if the message answers content; several only of a list. */
  readonly chosen: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A conversation as the server sees it; the methods are those of the agent's side. @public */
export interface FakeConversation extends AgentSide {
  /** The id that the visitor's page knows as well. */
  readonly id: string;
  /** `starting`: created, but no stream is attached yet. */
  readonly state: "starting" | "waiting" | "talking" | "ended";
  /** Null until the conversation has ended. */
  readonly endReason: EndReason | null;
  /** The profile that the visitor gave. */
  readonly profile: GuestProfile;
  /** The routing that the visitor asked for. */
  readonly routing: Routing;
  /** The messages that the visitor wrote, oldest first. */
  readonly messages: readonly VisitorMessage[];
  /** Whether the visitor is typing now. */
  readonly isTyping: boolean;
  /** Whether it has ended with words of the visitor and none of an agent. */
  readonly isMissed: boolean;
  /** The visitor's rating; null until it was submitted. */
  readonly rating: Rating | null;
}

/** @internal */
export const visitorMessage = ({
  id,
  conversationId,
  body,
  at,
  answer,
  attachments = [],
  bodyIsFallback = false,
}: Message): VisitorMessage => ({
  id,
  conversationId,
  text: bodyIsFallback ? "" : body,
  files: attachments.map(({ name, type, size }) => ({ name, type, size })),
  chosen: answer === undefined ? [] : payloadsOf(answer),
  at,
});

/** @internal */
export function createFakeConversation(conversation: Conversation): FakeConversation {
  const { id, guestId, request, transcript } = conversation;
  return {
    ...createAgentSide(() => conversation),
    id,
    get state() {
      if (conversation.state === "created") return "starting";
      if (conversation.state === "ended") return "ended";
      return conversation.place === null ? "talking" : "waiting";
    },
    get endReason() {
      return conversation.endReason;
    },
    profile: { ...request.person, customFields: request.customFields },
    routing: {
      queue: request.queue,
      skills: request.skills,
      ...(request.language !== null && { language: request.language }),
      priority: request.priority,
    },
    get messages() {
      return transcript.messages
        .filter((message) => message.senderId === guestId)
        .map(visitorMessage);
    },
    get isTyping() {
      return transcript.typing.includes(guestId);
    },
    get isMissed() {
      const senders = transcript.messages
        .filter(({ bodyType }) => bodyType === "standard")
        .map(({ senderId }) => senderId);
      const agents = conversation.members.filter(({ role }) => role === "AGENT");
      return (
        conversation.state === "ended" &&
        senders.includes(guestId) &&
        !agents.some((agent) => senders.includes(agent.id))
      );
    },
    get rating() {
      return conversation.rating;
    },
  };
}
