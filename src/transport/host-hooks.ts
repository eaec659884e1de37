import type { ConversationState } from "./conversation/conversation.ts";
import type { ConversationEvent } from "./conversation/event.ts";
import type { MemberId } from "./conversation/message.ts";
import type { ChatHooks } from "./options.ts";
import type { Store } from "./store.ts";
import type { WireMessage } from "./wire/decode.ts";

/* Fetched when a page has a hook for what others say. */

/** What is no text of anybody, no page can leave out: who comes and goes, and invitations. */
const ANNOUNCEMENT = /^me(mber|dia)-/;

export interface DisplayDeps {
  /** As it was when the messages came. */
  readonly state: ConversationState;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly dispatch: (event: ConversationEvent) => void;
  /** All that came before has been told. */
  readonly before: Promise<unknown>;
}

/**
 * Asks the page about each text of others, all at once, and tells the messages in their order, after those of before: without what the page
 * has stopped, and unchanged where its hook fails. Another conversation is told nothing.
 */
export async function askDisplay(
  event: Extract<ConversationEvent, { type: "received" }>,
  beforeDisplay: NonNullable<ChatHooks["beforeDisplay"]>,
  { state, store, dispatch, before }: DisplayDeps,
): Promise<void> {
  const { ownId, members, conversationId } = state;
  const asked = event.messages.map(async (one): Promise<readonly WireMessage[]> => {
    if (one.senderId === ownId || ANNOUNCEMENT.test(one.bodyType)) return [one];
    const { role = "agent" } = members.get(one.senderId as MemberId) ?? {};
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
    // A listener's mistake is the page's to see, and loses nothing of what comes after.
    globalThis.reportError?.(error);
  }
}
