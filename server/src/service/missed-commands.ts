import type { ConversationRecord, Wrapup } from "../domain/model.ts";
import type { User } from "../domain/tenant.ts";

/** The commands on missed conversations, active or ended. */
export interface MissedCommands {
  /**
   * Takes a missed conversation, to answer it in another way; repeating it changes nothing.
   * @throws DomainError `not-missed`; `conversation-taken` when a colleague has it other than the
   *   user `from`
   */
  takeMissed(
    conversationId: string,
    user: User,
    by?: { from?: string | null; permit?: (chat: ConversationRecord) => void },
  ): Promise<void>;
  /** Takes a missed conversation from the user who has it, so that others may take it. */
  releaseMissed(conversationId: string, userId: string): Promise<void>;
  /**
   * Closes a missed conversation.
   * @throws DomainError `not-missed`, `message-not-found`; `missed-text-unread` when the guest has
   *   written since it was taken, and later than the message `readUntil`
   */
  closeMissed(
    conversationId: string,
    wrapup: Wrapup,
    by?: { readUntil?: string | null; permit?: (chat: ConversationRecord) => void },
  ): Promise<void>;
  /** Takes a conversation off the list that was missed before a moment. */
  expireMissed(conversationId: string, beforeAt: number): Promise<void>;
}
