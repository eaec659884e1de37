import type { MessageParts } from "../domain/message-parts.ts";

/** Files of a message, the language of its body, its content or its answer. */
export interface MessageExtras extends MessageParts {
  /** The ids of its files, in their order. */
  readonly attachmentIds?: readonly string[];
}
