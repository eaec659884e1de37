import type { JSX } from "preact";
import type { GuestProfile } from "../../transport/index.ts";
import type { askStatus } from "../../transport/ask-status.ts";
import type { PreChatField } from "../options/pre-chat-options.ts";
import type { Chunk, Component } from "./chunk.ts";
import type { WidgetContext } from "./widget-context.ts";

/* The chunks of the panel before a conversation, as the rest of the widget sees them. */

/** The panel before a conversation: loaded when it is opened and there is none. */
export interface HelloChunk extends Chunk {
  readonly askStatus: typeof askStatus;
  /** Asks the server whether somebody is there, and shows its greeting or the way to leave word. */
  readonly prepare: (context: WidgetContext) => Promise<void>;
  /** The line above the composer: what begins a conversation. */
  readonly BeginHint: Component;
  /** The greeting that will be the first rows of the conversation. */
  readonly GreetingRows: Component;
  /** The artwork with the words of welcome, in place of the header. */
  readonly Hall: Component<{ isSlim: boolean; tools: JSX.Element; text?: string }>;
}

/** Leaving a message while nobody is there: loaded then, with the pre-chat chunk. */
export interface LeaveMessageChunk extends Chunk {
  readonly LeaveMessage: Component;
}

/** The greeting, the pre-chat form and its screens: loaded when a site asks for them. */
export interface PreChatChunk extends Chunk {
  readonly ClosedDoor: Component;
  readonly Greeting: Component;
  readonly PreChatScreen: Component;
  /** The value of a field as it is validated and sent. */
  readonly normalizeValue: (field: Pick<PreChatField, "type">, written: string) => string;
  /** The guest's profile with the answers to the form. */
  readonly profileFrom: (
    profile: GuestProfile,
    fields: readonly PreChatField[],
    values: Readonly<Record<string, string>>,
  ) => GuestProfile;
}
