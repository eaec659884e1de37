import { isAnswerContent, type AnswerContent, type RichContent } from "./rich-content.ts";
import type { MemberId, MessageId, MessageKey } from "./ids.ts";
import type { ParlorErrorCode } from "../errors.ts";

export type { MemberId, MessageId, MessageKey };

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
 * A kind of content that this version cannot present, with the server's name for it; the text of
 * its message stands for it.
 * @public
 */
export interface UnsupportedContent {
  readonly kind: "unsupported";
  readonly type: string;
}

/**
 * A file of a message. `GuestChat.fileUrl()` gives an address that it can be read from.
 * @public
 */
export interface FileContent {
  readonly kind: "file";
  readonly id: string;
  /** Its extension is kept; at most 255 bytes. */
  readonly name: string;
  /** The media type that the server has found, in lower case. */
  readonly mediaType: string;
  /** Bytes; null when the server does not say. */
  readonly size: number | null;
  /** Pixels of a picture, else null. */
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbnail: boolean;
  /** It cannot be read any more: its time has passed, or it was taken back. */
  readonly isGone: boolean;
}

/** A part of a message besides its text. @public */
export type MessageContent = FileContent | RichContent | AnswerContent | UnsupportedContent;

/** A part of a message of the guest. */
export type SentContent = FileContent | AnswerContent;

/** Whether stored or foreign data describes a part of a message of the guest. */
export const isSentContent = (value: unknown): value is SentContent =>
  isFileContent(value) || isAnswerContent(value);

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
  /**
   * For an own message that was sent and is not confirmed: the server's time of the newest message
   * that was known then. No message up to this time is its echo. Absent when unknown.
   */
  readonly after?: number | undefined;
  /** For `media`: the request that it announces, once known. */
  readonly mediaRequestId?: string;
}

/** A message as a backend reports it. */
export interface IncomingMessage
  extends Pick<Message, "kind" | "body" | "content" | "language" | "at"> {
  readonly id: MessageId;
  readonly senderId: MemberId;
}

/** Whether two messages have the same text, but for what servers trim, and the same files. */
export const isSameContent = (
  a: Pick<Message, "body" | "content">,
  b: Pick<Message, "body" | "content">,
): boolean =>
  a.body.trim() === b.body.trim() && fileIds(a.content).join() === fileIds(b.content).join();

/** Whether stored or foreign data describes a file. */
export const isFileContent = (value: unknown): value is FileContent => {
  const { kind, id, name, mediaType }: Partial<Record<keyof FileContent, unknown>> = Object(value);
  return kind === "file" && [id, name, mediaType].every((one) => typeof one === "string");
};

/** The ids of the files of a message, in their order. */
export const fileIds = (content: readonly MessageContent[]): readonly string[] =>
  content.flatMap((one) => (one.kind === "file" ? one.id : []));
