import type { ConversationState, MessageKey } from "../../transport/index.ts";

type Rows = ConversationState["messages"];
let found: { readonly next: Rows; readonly before: Rows; readonly keys: MessageKey[] } | null;

/** The rows that are new, other or gone in the next state. Several ask this of the same two states, one after another: the first one looks. */
export function changedRows(
  { messages: next }: ConversationState,
  { messages: before }: ConversationState,
): readonly MessageKey[] {
  if (next === before) return [];
  if (found?.next === next && found.before === before) return found.keys;
  const keys: MessageKey[] = [];
  for (const [key, row] of next) if (row !== before.get(key)) keys.push(key);
  for (const key of before.keys()) if (!next.has(key)) keys.push(key);
  found = { next, before, keys };
  queueMicrotask(() => (found = null));
  return keys;
}
