import type { createAnswer } from "../../transport/answer-parts.ts";
import type { Message } from "../../transport/index.ts";
import type { Translator } from "../i18n/translator.ts";
import type { Chunk, Component } from "./chunk.ts";

/** Choices, cards, times and lists: loaded with the first message that has some. */
export interface RichChunk extends Chunk {
  readonly createAnswer: typeof createAnswer;
  /** The announcer adds it to the text of a message; empty without content. */
  readonly spokenContent: (translator: Translator, row: Message) => string;
  /** The content of a message as text, for the transcript; empty without content. */
  readonly writtenContent: (translator: Translator, row: Message) => string;
  /** The content of a message, below its text. */
  readonly RowContent: Component<{ row: Message }>;
  /** The short sentence about the content of a message without a text, for the news. */
  readonly ContentPreview: Component<{ row: Message }>;
}
