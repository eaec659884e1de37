import type { Chunk, Component } from "./chunk.ts";
import type { FormattedBlock } from "./message-blocks.ts";

/** How the text of a message is shown and spoken. */
export interface TextFormat {
  readonly Body: Component<{ body: string; newTab: string; code: string }>;
  /** The text without its marks, as a screen reader should say it. */
  readonly spoken: (body: string) => string;
}

/** Formatted text of agents and bots: loaded when a message has a mark. */
export interface FormattedTextChunk extends Chunk, TextFormat {
  readonly readFormatted: (body: string) => readonly FormattedBlock[];
  /** Plain text, with the addresses of links. */
  readonly writtenFormatted: (body: string) => string;
}
