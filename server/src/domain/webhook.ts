import type { PublicEventType } from "./public-event.ts";

/** An address of an organization that is told of events. */
export interface Webhook {
  readonly url: string;
  /** The keys of the signature, the newest first; two while one replaces the other. */
  readonly secrets: readonly string[];
  readonly events: readonly PublicEventType[];
  /** Whether its host may have an address of a private network. */
  readonly allowPrivateAddresses: boolean;
}
