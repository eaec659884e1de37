import { DomainError } from "../domain/errors.ts";
import type { MessageQueries } from "./message-queries.ts";
import type { MessageStore } from "./store.ts";

/** A conversation names at most so many of its messages. */
const MAX_HEADS = 1_000;

export function createMessageQueries(
  store: Pick<MessageStore, "messageHeads" | "messagesById" | "conversationOf">,
): MessageQueries {
  return {
    messageHeads: (conversationId) => store.messageHeads(conversationId, MAX_HEADS),
    messagesById: (conversationId, ids) => store.messagesById(conversationId, ids),
    async conversationOf(messageId) {
      const found = await store.conversationOf(messageId);
      if (found === null) throw new DomainError("message-not-found", "Message not found");
      return found;
    },
  };
}
