import type { ConversationEvent } from "../conversation/event.ts";
import type { MessageKey } from "../conversation/message.ts";
import type { ParlorErrorCode } from "../errors.ts";
import type { StartOptions } from "../options.ts";
import { spellEvent } from "./event-spelling.ts";

/** The commands that a following tab sends to the leading tab, with their arguments. */
export interface Arguments {
  readonly start: [start?: StartOptions];
  readonly end: [];
  readonly loadOlder: [];
  readonly retry: [key: MessageKey];
  readonly discard: [key: MessageKey];
  readonly reconnectNow: [];
  readonly clear: [];
}
export type Command = keyof Arguments;
/** The functions that run the commands in the leading tab. */
export type Commands = {
  readonly [Name in Command]: (...args: Arguments[Name]) => Promise<void>;
};
export type Call<Names extends Command = Command> = {
  readonly [Name in Names]: {
    readonly id: string;
    readonly command: Name;
    readonly args: Arguments[Name];
  };
}[Names];

/**
 * A message between the tabs of one deployment, sent with `v: 1`.
 * Version 0.1.0 sent no `v` and had no `reset`; the rest was the same.
 */
export type TabMessage =
  | { readonly event: ConversationEvent }
  | { readonly hello: true }
  | Call
  | { readonly done: string; readonly code: ParlorErrorCode | null; readonly message: string }
  /** All data about the current person must be forgotten. */
  | { readonly reset: true };

/** Converts a message to the form that tabs of every version understand. */
export const writeTabMessage = (message: TabMessage): object => ({
  v: 1,
  ...("event" in message ? { event: spellEvent(message.event) } : message),
});
