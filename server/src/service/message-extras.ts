import type { MessageParts } from "../domain/message-parts.ts";

/** Files of a message, and the language of its body. */
export interface MessageExtras extends MessageParts {
  /** The ids of its files, in their order. */
  readonly attachmentIds?: readonly string[];
}
