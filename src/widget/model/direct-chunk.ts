import type { askStatus } from "../../transport/ask-status.ts";
import type { createChatParts } from "../../transport/chat-parts.ts";
import type { GuestProfile } from "../../transport/index.ts";
import type { WordKey } from "../i18n/translator.ts";
import type { Chunk, Component } from "./chunk.ts";
import type { WidgetContext } from "./widget-context.ts";

/** The name of the option's value for which the chunk is loaded. */
export const DIRECT = "web-messaging";

/** A conversation straight with a service: loaded where the option `backend` says so. */
export interface DirectChunk extends Chunk {
  readonly createChatParts: typeof createChatParts;
  /** Nobody can be asked before there is a conversation. */
  readonly askStatus: typeof askStatus;
  /** @throws ParlorError `invalid-options` for facts that are too large for the service */
  readonly checkAttributes: (profile: GuestProfile) => void;
  /** The item of the menu that stands for the end where the guest can only leave. */
  readonly forget: {
    readonly label: WordKey;
    /** Asks the visitor. */
    readonly ask: (context: WidgetContext) => void;
  };
  /** The chat is open in another window. */
  readonly Elsewhere: Component;
}
