import type {
  WebChatGuestMediaRequest,
  WebChatMemberInfo,
  WebChatMessage,
} from "./guest-chat.generated.ts";
import type {
  Attachment,
  AttachmentState,
  QueuePlace,
  Rating,
  RichAnswer,
  RichContent,
} from "./parlor.generated.ts";

/*
 * The data that a server has of a conversation, as far as its replies and frames show it. Times are
 * in milliseconds since 1970. A server's own model has more fields.
 */

export type { Attachment, AttachmentState, QueuePlace, Rating, RichAnswer, RichContent };
export type MemberRole = WebChatMemberInfo["role"];
export type MemberState = WebChatMemberInfo["state"];
export type BodyType = WebChatMessage["bodyType"];
export type GuestBodyType = Extract<BodyType, "standard" | "notice">;
export type MediaType = WebChatGuestMediaRequest["types"][number];
export type MediaRequestState = WebChatGuestMediaRequest["state"];
/** A state that a guest may set. */
export type MediaAnswer = Extract<MediaRequestState, "ACCEPTED" | "DECLINED" | "ERRORED">;

export interface MemberRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly role: MemberRole;
  readonly state: MemberState;
  readonly displayName: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phoneNumber: string | null;
  readonly avatarImageUrl: string | null;
  readonly authenticatedGuest: boolean;
  readonly customFields: Readonly<Record<string, string>>;
  readonly joinedAt: number;
  readonly leftAt: number | null;
  /** `transfer` and `gone` are told to the guest; other reasons are not. */
  readonly leaveReason: string | null;
  /** An agent's, once its connection is lost and the guest knows; null or absent otherwise. */
  readonly goneAt?: number | null;
}

export interface MessageRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly body: string;
  readonly bodyType: BodyType;
  /** The language of the body, as a BCP 47 tag; absent where the sender does not say it. */
  readonly language?: string;
  readonly at: number;
  /** The files of the message (extension `attachments`); absent without any. */
  readonly attachments?: readonly Attachment[];
  /** Set when the message has no text, and `body` has the names of its files instead. */
  readonly bodyIsFallback?: boolean;
  /** Content that the guest may answer (extension `rich`), with the message's own words. */
  readonly rich?: Rich;
  /** The content that the message answers (extension `rich`). */
  readonly answer?: RichAnswer;
}

/** The content of a message, and its words without those that `body` adds for the content. */
export interface Rich {
  readonly text: string;
  readonly content: readonly RichContent[];
}

export interface TypingRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly at: number;
}

export interface MediaRequestRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly types: readonly MediaType[];
  readonly state: MediaRequestState;
  readonly communicationId: string;
  readonly securityKey: string;
  readonly expiresAt: number;
}
