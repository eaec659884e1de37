/** One text for all guests, or one for each language by its BCP 47 tag. */
type Words = string | { readonly [tag: string]: string };

/** An answer that the automated greeting offers. @public */
export interface FlowChoice {
  /** The label of the choice. */
  readonly text: Words;
  /** The message that it sends; null for its label. */
  readonly payload: string | null;
  /** The queue that the choice leads to; null for the queue of the options. */
  readonly queue: string | null;
}

/** A message of the automated greeting. @public */
export interface FlowGreeting {
  readonly text: Words;
  readonly choices: readonly FlowChoice[];
}

/**
 * The state of the service before there is a conversation.
 * @public
 */
export interface ServiceStatus {
  /** Whether an agent of the queue is present. */
  readonly isStaffed: boolean;
  /** Whether the queue is open, as far as the server knows. */
  readonly isOpen: boolean;
  /** Number of guests in line. */
  readonly waiting: number;
  /** Name of the automated sender of the greeting; empty when the server does not say. */
  readonly senderName: string;
  /** The messages with which a conversation will begin; empty without a greeting. */
  readonly greeting: readonly FlowGreeting[];
  /** Whether the greeting is formatted text. */
  readonly formatting: boolean;
}
