import type { OutboxEntry } from "../../../src/transport/outbox/outbox-entry.ts";

/** Why a message is not sent. */
export type NotSent =
  /** The server was not reached, or did not answer. */
  | "connection"
  | "busy"
  /** The server has a problem. */
  | "server"
  | "refused"
  | "too-long"
  /** The conversation is over. */
  | "ended"
  /** The agent's own leg is over, or there was none. */
  | "left"
  | "signed-out"
  /** One that was written before it was not sent. */
  | "held"
  /** The page was away for too long. */
  | "interrupted";

/** How one attempt to post went. */
export type Posted =
  | { readonly kind: "sent"; readonly id: string }
  /** The server did not take it. */
  | { readonly kind: "refused"; readonly reason: NotSent }
  /** Nobody knows whether the server has it. */
  | { readonly kind: "lost"; readonly reason: NotSent };

/** A message of the history. `isOwn`: this agent wrote it, with any of its legs. */
export interface Heard {
  readonly id: string;
  readonly body: string;
  readonly isOwn: boolean;
}

/** A message that the server does not have, or may not have. */
export interface UnsentMessage extends Readonly<Pick<OutboxEntry, "body" | "at" | "isInDoubt">> {
  /** The idempotency key: the same through every retry and reload. */
  readonly key: string;
  /** The leg with which it was posted last; null when it never left. */
  readonly legId: string | null;
  /** The leg that the agent had at Enter, or at the last Retry. */
  readonly nextLegId: string | null;
  /**
   * The newest known message when this one was posted; null when unknown. Only a later message can
   * be this one.
   */
  readonly after: string | null;
  readonly delivery:
    | { readonly kind: "queued" }
    | { readonly kind: "sending" }
    | { readonly kind: "failed"; readonly reason: NotSent };
}

/** A refusal that says nothing about an earlier attempt: the server did not look. */
export const isUnrelated = (reason: NotSent): boolean =>
  ["connection", "busy", "server", "signed-out"].includes(reason);

/**
 * Whether the history has this message; null when that cannot be told.
 * @param unsent - the conversation's messages that are not sent
 */
export function isThere(
  { key, after, body }: UnsentMessage,
  unsent: readonly UnsentMessage[],
  history: readonly Heard[],
): boolean | null {
  const isLikeAnother = unsent.some((one) => one.isInDoubt && one.body === body && one.key !== key);
  const from = after === "" ? 0 : history.findIndex((one) => one.id === after) + 1;
  if (isLikeAnother || after === null || (after !== "" && from === 0)) return null;
  return history.slice(from).some((one) => one.isOwn && one.body === body);
}
