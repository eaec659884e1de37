import type { ConversationEvent } from "./conversation/event.ts";
import type { IncomingMessage } from "./conversation/message.ts";
import type { ConversationState } from "./conversation/state.ts";
import { codeOf } from "./errors.ts";
import type { ChatHooks } from "./options.ts";
import type { Logger } from "./ports/log.ts";
import type { Store } from "./store.ts";

/* Runs the host's `beforeDisplay` hook; loaded on demand with chat-parts.ts. */

type Received = Extract<ConversationEvent, { type: "received" }>;
type BeforeDisplay = NonNullable<ChatHooks["beforeDisplay"]>;

export interface HookDeps {
  readonly log: Logger;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly dispatch: (event: ConversationEvent) => void;
}

/** Runs the hook on one message. Returns an empty list when the hook leaves it out. */
async function runHook(
  message: IncomingMessage,
  { ownId, members }: ConversationState,
  beforeDisplay: BeforeDisplay,
  log: Logger,
): Promise<readonly IncomingMessage[]> {
  // Joins, leaves and media requests hold no text of a person, so a hook cannot leave them out.
  if (message.senderId === ownId || !["text", "notice"].includes(message.kind)) return [message];
  const { role = "agent" } = members.get(message.senderId) ?? {};
  try {
    const passed = await beforeDisplay({ text: message.body, role });
    if (passed === null) return [];
    return typeof passed.text === "string" ? [{ ...message, body: passed.text }] : [message];
  } catch (error) {
    log.warn(`beforeDisplay failed, the message is shown as it is: ${codeOf(error)}`);
    return [message];
  }
}

/**
 * Returns a function that runs the hook on all messages of a batch at once, and then dispatches
 * them in their order, after those of earlier batches. A message that the hook stops is left out; a
 * message whose hook fails stays unchanged. Nothing is dispatched to another conversation.
 */
export function createDisplayHook({
  log,
  store,
  dispatch,
}: HookDeps): (event: Received, beforeDisplay: BeforeDisplay) => Promise<void> {
  /** Settles when all earlier messages have been dispatched. */
  let shown: Promise<void> = Promise.resolve();

  async function show(event: Received, hook: BeforeDisplay, before: Promise<void>): Promise<void> {
    const state = store.get();
    const passed = await Promise.all(
      event.messages.map((message) => runHook(message, state, hook, log)),
    );
    await before;
    if (store.get().conversationId !== state.conversationId) return;
    try {
      dispatch({ ...event, messages: passed.flat() });
    } catch (error) {
      // A listener's error is reported to the page, and must not lose later messages.
      globalThis.reportError?.(error);
    }
  }
  return (event, beforeDisplay) => (shown = show(event, beforeDisplay, shown));
}
