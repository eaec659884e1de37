/** A message's parts besides its text and its files. */
export interface MessageParts {
  /** The language of the body, as a BCP 47 tag; absent where the sender does not say it. */
  readonly language?: string;
}
