import type { Message } from "../domain/model.ts";

/** A message without its text. */
export type MessageHead = Pick<Message, "id" | "senderId" | "at">;

/** Messages that are looked up by their ids. */
export interface MessageQueries {
  /** The newest 1,000 messages of people and flows, oldest first. */
  messageHeads(conversationId: string): Promise<readonly MessageHead[]>;
  /** Those of these messages that the conversation has, oldest first. */
  messagesById(conversationId: string, ids: readonly string[]): Promise<readonly Message[]>;
  /**
   * The id of a message's conversation.
   * @throws DomainError `message-not-found`
   */
  conversationOf(messageId: string): Promise<string>;
}
