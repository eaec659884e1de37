import type { ChatEvent } from "../domain/chat-event.ts";

export type { ChatEvent } from "../domain/chat-event.ts";

/** A change of the desk's lists or of an agent's availability. */
export type DeskEvent =
  /** A conversation came into a queue's line, left it, or has changed in it. */
  | {
      readonly kind: "waiting";
      readonly organizationId: string;
      readonly queueId: string;
      readonly conversationId: string;
    }
  /** `isNew`: a conversation has been missed, and was not in the list before. */
  | {
      readonly kind: "missed-list";
      readonly organizationId: string;
      readonly queueId: string;
      readonly conversationId: string;
      readonly isNew: boolean;
    }
  /** A conversation has ended, or has changed since. */
  | {
      readonly kind: "ended-list";
      readonly organizationId: string;
      readonly conversationId: string;
    }
  | { readonly kind: "agent"; readonly organizationId: string; readonly userId: string };

/** Publish and subscribe. In-process today; another implementation may reach other processes. */
export interface Bus {
  publish(event: ChatEvent | DeskEvent): void;
  /** Events of one conversation, in commit order. Returns the undo. */
  onConversation(conversationId: string, listener: (event: ChatEvent) => void): () => void;
  /** Events of all conversations, in commit order. Returns the undo. */
  onChats(listener: (event: ChatEvent) => void): () => void;
  onDesk(listener: (event: DeskEvent) => void): () => void;
}
