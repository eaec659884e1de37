import type { ClaimedDelivery } from "./delivery-store.ts";

/** The result of one attempt. Its text is for operators, and holds no secret. */
export type AttemptResult =
  | { readonly kind: "delivered" }
  /** It is tried again. `afterMs`: not before the receiver wants it. */
  | { readonly kind: "failed"; readonly because: string; readonly afterMs?: number }
  /** To try again has no use. */
  | { readonly kind: "refused"; readonly because: string };

/** A receiver of deliveries: an organization's webhook, or a provider of another channel. */
export interface Endpoint {
  /** Names it in the store, in metrics and in logs, so it holds no secret. */
  readonly name: string;
  /**
   * Makes one attempt, which ends within {@link ATTEMPT_MS}.
   * @throws what the signal says, or anything else for a failed attempt
   */
  send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptResult>;
}

/** The longest time of an attempt. */
export const ATTEMPT_MS = 10_000;
