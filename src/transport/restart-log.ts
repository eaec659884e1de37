import type { Chat } from "./chat.ts";
import { emptyConversation } from "./conversation/reduce.ts";

/** Empties the log of a conversation that goes on; unsent messages stay. */
export function restartLog({ store, dispatch, outbox }: Chat): void {
  const { order, messages, hasOlder } = emptyConversation;
  dispatch({ type: "snapshot", state: { ...store.get(), order, messages, hasOlder } });
  outbox.restore();
}
