import type { DeskFile } from "../api/views.ts";
import type { DraftChoice } from "./draft-choices.ts";
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
  /** The texts of its choices; null when it has other content, which the desk does not write. */
  readonly choices: readonly string[] | null;
}

export type UnsentFile = Pick<DeskFile, "id" | "name" | "size" | "type">;

/** A message that the server does not have, or may not have. */
export interface UnsentMessage extends Readonly<Pick<OutboxEntry, "body" | "at" | "isInDoubt">> {
  /** The idempotency key: the same through every retry and reload. */
  readonly key: string;
  readonly files: readonly UnsentFile[];
  /** Offered to the guest below the text. */
  readonly choices: readonly DraftChoice[];
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
export type UnsentText = Pick<UnsentMessage, "key" | "body" | "files" | "choices">;

/** A refusal that says nothing about an earlier attempt: the server did not look. */
export const isUnrelated = (reason: NotSent): boolean =>
  ["connection", "busy", "server", "signed-out"].includes(reason);

const textsOf = (choices: readonly DraftChoice[]): readonly string[] =>
  choices.map(({ text }) => text);

/** Whether two messages say the same, without a file that could tell them apart. */
const isSame = (
  body: string,
  choices: readonly string[],
  other: { readonly body: string; readonly choices: readonly string[] | null },
): boolean => other.body === body && JSON.stringify(other.choices) === JSON.stringify(choices);

/** Whether two unsent messages could be taken for each other in the history. */
export const isAlike = (a: UnsentMessage, b: UnsentMessage): boolean =>
  a.files.length + b.files.length === 0 &&
  isSame(a.body, textsOf(a.choices), { body: b.body, choices: textsOf(b.choices) });

/**
 * Whether the history has this message; null when that cannot be told.
 * @param unsent - the conversation's messages that are not sent
 */
export function isThere(
  message: UnsentMessage,
  unsent: readonly UnsentMessage[],
  history: readonly Heard[],
): boolean | null {
  const { key, after, body, files, choices } = message;
  const [file] = files;
  const isThis = (one: Heard): boolean =>
    one.isOwn &&
    (file === undefined
      ? one.files.length === 0 && isSame(body, textsOf(choices), one)
      : one.files.includes(file.id));
  const isLikeAnother = unsent.some(
    (one) => one.isInDoubt && one.key !== key && isAlike(one, message),
  );
  // A file is in one message and no other.
  if (file !== undefined && history.some(isThis)) return true;
  const from = after === "" ? 0 : history.findIndex((one) => one.id === after) + 1;
  if (isLikeAnother || after === null || (after !== "" && from === 0)) return null;
  return history.slice(from).some(isThis);
}

/**
 * Whether the history has a message whose reply is still on its way: its event was faster. The log
 * shows it once.
 */
export const hasArrived = (
  message: UnsentMessage,
  unsent: readonly UnsentMessage[],
  history: readonly Heard[],
): boolean => message.delivery.kind === "sending" && isThere(message, unsent, history) === true;
