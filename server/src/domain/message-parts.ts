import type { Rich, RichAnswer } from "./rich-parts.ts";

/** A message's parts besides its text and its files. */
export interface MessageParts {
  /** The language of the body, as a BCP 47 tag; absent where the sender does not say it. */
  readonly language?: string;
  /** The content that the guest may answer; absent for a plain message. */
  readonly rich?: Rich;
  /** The guest's answer to content; absent for a message that answers nothing. */
  readonly answer?: RichAnswer;
}
