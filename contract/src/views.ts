import { guestBase } from "./addresses.ts";
import type {
  WebChatConversation,
  WebChatGuestMediaRequest,
  WebChatMemberInfo,
  WebChatMessage,
  WebChatTyping,
} from "./guest-chat.generated.ts";
import type { MediaRequestRecord, MemberRecord, MessageRecord, TypingRecord } from "./records.ts";

/*
 * The bodies of the guest contract's replies. References to other objects carry their ids only, and
 * unknown values are left out.
 */

export const iso = (at: number): string => new Date(at).toISOString();

type NullableIn<Shape> = {
  [Name in keyof Shape]: null extends Shape[Name] ? Name : never;
}[keyof Shape];

/** A type without null: the fields that may be null are optional. */
export type Compact<Shape> = Omit<Shape, NullableIn<Shape>> & {
  [Name in NullableIn<Shape>]?: NonNullable<Shape[Name]>;
};

/** Leaves out every field that is null. */
export function compact<Shape extends object>(shape: Shape): Compact<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== null),
  ) as Compact<Shape>;
}

/** @param isSelf - other members do not get a member's e-mail address and phone number */
export function memberView(member: MemberRecord, isSelf: boolean): WebChatMemberInfo {
  const { displayName, firstName, lastName, avatarImageUrl } = member;
  return {
    id: member.id,
    ...compact({
      displayName,
      firstName,
      lastName,
      email: isSelf ? member.email : null,
      phoneNumber: isSelf ? member.phoneNumber : null,
      avatarImageUrl,
    }),
    role: member.role,
    joinDate: iso(member.joinedAt),
    leaveDate: member.leftAt === null ? null : iso(member.leftAt),
    authenticatedGuest: member.authenticatedGuest,
    customFields: member.customFields,
    state: member.state,
  };
}

/** The references that this server's replies always have, though the guest contract allows less. */
type WithConversation = {
  readonly conversation: Required<Pick<WebChatConversation, "id" | "selfUri">>;
};

const conversationView = (id: string): WithConversation["conversation"] => ({
  id,
  selfUri: `/api/v2/conversations/${id}`,
});

/**
 * The fields of the extension `attachments`: none for a message without files, so that it looks as
 * it does without the extension.
 */
export function fileFields({
  attachments = [],
  bodyIsFallback = false,
}: Pick<MessageRecord, "attachments" | "bodyIsFallback">): Pick<
  WebChatMessage,
  "attachments" | "bodyIsFallback"
> {
  if (attachments.length === 0) return {};
  return { attachments, ...(bodyIsFallback && { bodyIsFallback }) };
}

/** The fields of the extension `rich`: none for a message without content and answer. */
export function richFields({
  rich,
  answer,
}: Pick<MessageRecord, "rich" | "answer">): Pick<WebChatMessage, "content" | "text" | "answer"> {
  return {
    ...(rich !== undefined && { content: rich.content, text: rich.text }),
    ...(answer !== undefined && { answer }),
  };
}

export function messageView(message: MessageRecord): WebChatMessage {
  const { id, conversationId, senderId, body, bodyType, language, at } = message;
  return {
    id,
    conversation: conversationView(conversationId),
    sender: { id: senderId },
    body,
    bodyType,
    timestamp: iso(at),
    ...fileFields(message),
    ...(language !== undefined && { language }),
    ...richFields(message),
    selfUri: `${guestBase}/${conversationId}/messages/${id}`,
  };
}

export function typingView({
  id,
  conversationId,
  senderId,
  at,
}: TypingRecord): WebChatTyping & WithConversation {
  return {
    id,
    conversation: conversationView(conversationId),
    sender: { id: senderId },
    timestamp: iso(at),
  };
}

/** The two secrets of a media request are included once the guest has accepted it. */
export function mediaRequestView(
  request: MediaRequestRecord,
): WebChatGuestMediaRequest & { readonly selfUri: string } {
  const { id, conversationId, types, state, communicationId, securityKey } = request;
  return {
    id,
    types,
    state,
    expiresAt: iso(request.expiresAt),
    ...(state === "ACCEPTED" && { communicationId, securityKey }),
    selfUri: `${guestBase}/${conversationId}/mediarequests/${id}`,
  };
}
