import type { ParlorErrorCode } from "../errors.ts";

/**
 * Parlor's key of a row: made in the client and never changed, so that the row
 * keeps its place on the page.
 * @public
 */
export type MessageKey = string & { readonly __brand: "MessageKey" };
/** The server's id of a message. @public */
export type MessageId = string & { readonly __brand: "MessageId" };
/** The server's id of a member: the guest, an agent's leg, a queue or a flow. @public */
export type MemberId = string & { readonly __brand: "MemberId" };

/**
 * How far a message of the guest has come.
 * - `queued`: stored in the browser, not yet tried (offline, or behind another message)
 * - `sending`: the request is under way
 * - `unconfirmed`: it may or may not have arrived; looked up before it is repeated
 * - `sent`: the server has it
 * - `failed`: refused, or given up; waits for Retry or Delete
 * @public
 */
export type Delivery =
  | { readonly kind: "queued" }
  | { readonly kind: "sending"; readonly since: number }
  | { readonly kind: "unconfirmed" }
  | { readonly kind: "sent"; readonly id: MessageId; readonly at: number }
  | { readonly kind: "failed"; readonly code: ParlorErrorCode };

/**
 * A part of a message besides its text. A kind that this version cannot present is `unsupported`,
 * with the server's name for it; its text stands for it.
 * @public
 */
export interface MessageContent {
  readonly kind: "unsupported";
  readonly type: string;
}

/**
 * One row of the transcript, in the order of the server's time.
 * - `text`: somebody said something; `body` is plain text and never HTML
 * - `notice`: a message of the system, worded by the server
 * - `joined`, `left`: an agent came or went (shown on transitions only)
 * - `media`: a media request was made; its state is in `ConversationState.mediaRequests`
 * @public
 */
export interface Message {
  readonly key: MessageKey;
  readonly kind: "text" | "notice" | "joined" | "left" | "media";
  /** Null only for the guest's messages before the guest's member id is known. */
  readonly senderId: MemberId | null;
  /** True for the guest's own messages. */
  readonly isOwn: boolean;
  readonly body: string;
  /** Empty for plain text. */
  readonly content: readonly MessageContent[];
  /** The language of the body, as a BCP 47 tag; absent where the sender does not say it. */
  readonly language?: string | undefined;
  /** Server time when known, else the client's clock at composition. Milliseconds since 1970. */
  readonly at: number;
  /** `sent` for everything that came from the server. */
  readonly delivery: Delivery;
  /** For `media`: the request that it announces, once known. */
  readonly mediaRequestId?: string;
}

/** A message as a backend reports it. */
export interface IncomingMessage
  extends Pick<Message, "kind" | "body" | "content" | "language" | "at"> {
  readonly id: MessageId;
  readonly senderId: MemberId;
}
