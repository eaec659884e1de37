import type { Message } from "../../transport/index.ts";
import type { Chunk, Component } from "./chunk.ts";
import type { WidgetContext } from "./widget-context.ts";

/** Choices, cards, times and lists: loaded with the first message that has some. */
export interface RichChunk extends Chunk {
  /** The sentence about the content of a message, for the announcer; empty without content. */
  readonly spokenContent: (context: WidgetContext, row: Message) => string;
  /** The content of a message, below its text. */
  readonly RowContent: Component<{ row: Message }>;
}
