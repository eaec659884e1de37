import type { ChatEvent } from "./chat-event.ts";
import type { Conversation, ConversationRecord, MediaRequest, Member, Message } from "./model.ts";

/** The state of an active conversation that a decision is based on. */
export interface LoadedConversation {
  readonly record: ConversationRecord;
  readonly requests: readonly MediaRequest[];
  /** The newest timestamp given out in this conversation. Every change moves it. */
  readonly lastAt: number;
  /** Counts the stored changes, from 1; 0 for a conversation that is not stored yet. */
  readonly version: number;
}

/** The result of a decision: written in one transaction, then published. */
export interface ChangeResult extends Omit<LoadedConversation, "version"> {
  /** The conversation that the decision was based on. */
  readonly before: Conversation;
  /** Its members then; none for a new conversation. */
  readonly membersBefore: readonly Member[];
  readonly messages: readonly Message[];
  readonly changedMembers: readonly Member[];
  readonly changedRequests: readonly MediaRequest[];
  readonly events: readonly ChatEvent[];
}
