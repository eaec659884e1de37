import type { Message } from "./message.ts";
import type { ConversationState } from "./state.ts";

/** The newest row for which this is true. */
export function findLast(
  { order, messages }: ConversationState,
  isIt: (row: Message) => boolean,
): Message | undefined {
  const found = order.findLast((key) => {
    const row = messages.get(key);
    return row !== undefined && isIt(row);
  });
  return found && messages.get(found);
}

/** The server's time of the newest message; 0 for none. */
export const newestAt = (state: ConversationState): number =>
  findLast(state, ({ delivery }) => delivery.kind === "sent")?.at ?? 0;
