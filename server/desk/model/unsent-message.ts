import type { DeskFile } from "../api/views.ts";
import type { OutboxEntry } from "../../../src/transport/outbox/outbox-entry.ts";

/** Why a message is not sent. */
export type NotSent =
  /** The server was not reached, or did not answer. */
  | "connection"
  | "busy"
  /** The server has a problem. */
  | "server"
  | "refused"
  /** A file of it is not there any more, or was sent already. */
  | "files"
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
  /** The ids of its files. */
  readonly files: readonly string[];
}

export type UnsentFile = Pick<DeskFile, "id" | "name" | "size" | "type">;

/** A message that the server does not have, or may not have. */
export interface UnsentMessage extends Readonly<Pick<OutboxEntry, "body" | "at" | "isInDoubt">> {
  /** The idempotency key: the same through every retry and reload. */
  readonly key: string;
  readonly files: readonly UnsentFile[];
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

/** The part of a message that its guest gets. */
export type UnsentText = Pick<UnsentMessage, "key" | "body" | "files">;

/** A refusal that says nothing about an earlier attempt: the server did not look. */
export const isUnrelated = (reason: NotSent): boolean =>
  ["connection", "busy", "server", "signed-out"].includes(reason);

/**
 * Whether the history has this message; null when that cannot be told.
 * @param unsent - the conversation's messages that are not sent
 */
export function isThere(
  { key, after, body, files }: UnsentMessage,
  unsent: readonly UnsentMessage[],
  history: readonly Heard[],
): boolean | null {
  const [file] = files;
  const isThis = (one: Heard): boolean =>
    one.isOwn &&
    (file === undefined
      ? one.body === body && one.files.length === 0
      : one.files.includes(file.id));
  const isLikeAnother = unsent.some(
    (one) => one.isInDoubt && one.body === body && one.key !== key && one.files.length === 0,
  );
  // A file is in one message and no other.
  if (file !== undefined && history.some(isThis)) return true;
  const from = after === "" ? 0 : history.findIndex((one) => one.id === after) + 1;
  const isAmbiguous = file === undefined && isLikeAnother;
  if (isAmbiguous || after === null || (after !== "" && from === 0)) return null;
  return history.slice(from).some(isThis);
}
