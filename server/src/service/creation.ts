import type { ConversationRecord } from "../domain/model.ts";
import type { NewConversation } from "./new-conversation.ts";

/** Conversations that no guest has begun. */
export interface Creation {
  /**
   * Creates a conversation whose guest has no stream, and routes it. Agents alone end it.
   * @param id - the conversation's, for records that are made before it is there
   */
  createWithoutGuest(
    id: string,
    input: Omit<NewConversation, "deploymentId">,
  ): Promise<ConversationRecord>;
}
