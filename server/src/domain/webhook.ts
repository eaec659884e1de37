/** The events that an organization's own systems can be told of. */
export const publicEventTypes = [
  "conversation.created",
  "conversation.waiting",
  "conversation.accepted",
  "conversation.transferred",
  "conversation.ended",
  "conversation.missed",
  "conversation.rated",
  "message.created",
  "member.joined",
  "member.left",
] as const;

export type PublicEventType = (typeof publicEventTypes)[number];

/** An address of an organization that is told of events. */
export interface Webhook {
  readonly url: string;
  /** The keys of the signature, the newest first; two while one replaces the other. */
  readonly secrets: readonly string[];
  readonly events: readonly PublicEventType[];
  /** Whether its host may have an address of a private network. */
  readonly allowPrivateAddresses: boolean;
}
