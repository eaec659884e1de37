import type { MessageParts } from "../domain/rich-parts.ts";

/** Files, content and the answer of a message. */
export interface MessageExtras extends MessageParts {
  /** The ids of its files, in their order. */
  readonly attachmentIds?: readonly string[];
}
