import type { GuestProfile, Routing } from "../transport/index.ts";
import { createAgentSide, type AgentSide } from "./agent-side.ts";
import type { Conversation } from "./conversation.ts";
import type { EndReason, Message, Rating } from "./model.ts";

/** Something that a visitor wrote. @public */
export interface VisitorMessage {
  /** The message's own. */
  readonly id: string;
  /** Which of the server's `conversations` it stands in. */
  readonly conversationId: string;
  /** As it was sent. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** One chat as the server sees it; the verbs are those of its other side. @public */
export interface FakeConversation extends AgentSide {
  /** As the visitor's page knows it, too. */
  readonly id: string;
  /** `starting`: created, and no stream attached yet. */
  readonly state: "starting" | "waiting" | "talking" | "ended";
  /** Null while it runs. */
  readonly endReason: EndReason | null;
  /** Who the visitor said to be. */
  readonly profile: GuestProfile;
  /** Where the visitor wanted to go. */
  readonly routing: Routing;
  /** What the visitor wrote, oldest first. */
  readonly messages: readonly VisitorMessage[];
  /** Whether the visitor is writing now. */
  readonly isTyping: boolean;
  /** What the visitor thought of it; null until told. */
  readonly rating: Rating | null;
}

export const visitorMessage = ({ id, conversationId, body, at }: Message): VisitorMessage => ({
  id,
  conversationId,
  text: body,
  at,
});

export function createFakeConversation(conversation: Conversation): FakeConversation {
  const { id, guestId, wish } = conversation;
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
    profile: { ...wish.person, customFields: wish.customFields },
    routing: {
      queue: wish.queue,
      skills: wish.skills,
      ...(wish.language !== null && { language: wish.language }),
      priority: wish.priority,
    },
    get messages() {
      return conversation.messages
        .filter((message) => message.senderId === guestId)
        .map(visitorMessage);
    },
    get isTyping() {
      return conversation.typing.includes(guestId);
    },
    get rating() {
      return conversation.rating;
    },
  };
}
