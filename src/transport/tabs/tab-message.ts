import type { ConversationEvent } from "../conversation/event.ts";
import type { ParlorErrorCode } from "../errors.ts";
import { spellEvent } from "./event-spelling.ts";

/** A command that a following tab sends to the leading tab. */
export type Command =
  | "start"
  | "end"
  | "loadOlder"
  | "retry"
  | "discard"
  | "reconnectNow"
  | "clear";

/**
 * A message between the tabs of one deployment, sent with `v: 1`.
 * Version 0.1.0 sent no `v` and had no `reset`; the rest was the same.
 */
export type TabMessage =
  | { readonly event: ConversationEvent }
  | { readonly hello: true }
  | { readonly id: string; readonly command: Command; readonly args: readonly unknown[] }
  | { readonly done: string; readonly code: ParlorErrorCode | null; readonly message: string }
  /** All data about the current person must be forgotten. */
  | { readonly reset: true };

/** Converts a message to the form that tabs of every version understand. */
export const writeTabMessage = (message: TabMessage): object => ({
  v: 1,
  ...("event" in message ? { event: spellEvent(message.event) } : message),
});
