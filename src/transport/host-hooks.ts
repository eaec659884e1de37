import type { ConversationState } from "./conversation/state.ts";
import type { ConversationEvent } from "./conversation/event.ts";
import type { IncomingMessage } from "./conversation/message.ts";
import type { ChatHooks } from "./options.ts";
import type { Store } from "./store.ts";

/* Runs the host's `beforeDisplay` hook; loaded on demand with chat-parts.ts. */

export interface DisplayDeps {
  /** The state when the messages arrived. */
  readonly state: ConversationState;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly dispatch: (event: ConversationEvent) => void;
  /** Settles when all earlier messages have been dispatched. */
  readonly before: Promise<unknown>;
}

/**
 * Runs the hook on all texts of others at once, then dispatches the messages in their order and
 * after all earlier ones. A message that the hook stops is left out; where the hook fails, the
 * message stays unchanged. Nothing is dispatched to another conversation.
 */
export async function askDisplay(
  event: Extract<ConversationEvent, { type: "received" }>,
  beforeDisplay: NonNullable<ChatHooks["beforeDisplay"]>,
  { state, store, dispatch, before }: DisplayDeps,
): Promise<void> {
  const { ownId, members, conversationId } = state;
  const asked = event.messages.map(async (one): Promise<readonly IncomingMessage[]> => {
    // Joins, leaves and media requests hold no text of a person, so a hook cannot leave them out.
    if (one.senderId === ownId || !["text", "notice"].includes(one.kind)) return [one];
    const { role = "agent" } = members.get(one.senderId) ?? {};
    try {
      const passed = await beforeDisplay({ text: one.body, role });
      if (passed === null) return [];
      return typeof passed.text === "string" ? [{ ...one, body: passed.text }] : [one];
    } catch {
      return [one];
    }
  });
  const messages = (await Promise.all(asked)).flat();
  await before;
  if (store.get().conversationId !== conversationId) return;
  try {
    dispatch({ ...event, messages });
  } catch (error) {
    // A listener's error is reported to the page, and must not lose later messages.
    globalThis.reportError?.(error);
  }
}
