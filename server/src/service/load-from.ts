import type { LoadedConversation } from "../domain/conversation-change.ts";
import { DomainError } from "../domain/errors.ts";
import type { Store } from "./store.ts";

/** Loads a conversation, even an ended one. @throws DomainError `conversation-not-found` */
export async function loadFrom(store: Store, conversationId: string): Promise<LoadedConversation> {
  const loaded = await store.load(conversationId);
  if (loaded === null) throw new DomainError("conversation-not-found", "Conversation not found");
  return loaded;
}
