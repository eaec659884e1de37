import type {
  WebChatGuestMediaRequest,
  WebChatMessage,
  WebChatTyping,
} from "parlor-contract/guest-chat.generated";
import type { MediaRequest, Member, Message } from "../../../domain/model.ts";
import { wireMember, wireMessage } from "../wire-words.ts";

/*
 * The contract's wire shapes (genesys-guest-chat §2, §3): nested references carry ids only, and
 * unknown values are left out.
 */

export const guestBase = "/api/v2/webchat/guest/conversations";

export const iso = (at: number): string => new Date(at).toISOString();

/** Leaves out every field that is null. */
export function compact<Shape extends object>(shape: Shape): Partial<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== null),
  ) as Partial<Shape>;
}

/** @param isSelf - other members do not get a member's e-mail address and phone number */
export function memberView(member: Member, isSelf: boolean): Record<string, unknown> {
  const { role, state } = wireMember(member);
  return {
    ...compact({
      id: member.id,
      displayName: member.displayName,
      firstName: member.firstName,
      lastName: member.lastName,
      email: isSelf ? member.email : null,
      phoneNumber: isSelf ? member.phoneNumber : null,
      avatarImageUrl: member.avatarImageUrl,
    }),
    role,
    joinDate: iso(member.joinedAt),
    leaveDate: member.leftAt === null ? null : iso(member.leftAt),
    authenticatedGuest: member.authenticatedGuest,
    customFields: member.customFields,
    state,
  };
}

const conversationView = (id: string): Record<string, unknown> => ({
  id,
  selfUri: `/api/v2/conversations/${id}`,
});

export function messageView(message: Message): WebChatMessage {
  return {
    id: message.id,
    conversation: conversationView(message.conversationId),
    sender: { id: message.senderId },
    body: message.body,
    bodyType: wireMessage(message).bodyType,
    timestamp: iso(message.at),
    selfUri: `${guestBase}/${message.conversationId}/messages/${message.id}`,
  };
}

export function typingView(
  conversationId: string,
  senderId: string,
  typing: { readonly id: string; readonly at: number },
): WebChatTyping {
  return {
    id: typing.id,
    conversation: conversationView(conversationId),
    sender: { id: senderId },
    timestamp: iso(typing.at),
  };
}

/** The two secrets of a media request are included once the guest has accepted it. */
export function mediaRequestView(request: MediaRequest): WebChatGuestMediaRequest {
  const isAccepted = request.state === "ACCEPTED";
  return {
    id: request.id,
    types: request.types,
    state: request.state,
    // A field of ours: how long the invitation is open. Other clients ignore it.
    expiresAt: iso(request.expiresAt),
    ...(isAccepted && {
      communicationId: request.communicationId,
      securityKey: request.securityKey,
    }),
    selfUri: `${guestBase}/${request.conversationId}/mediarequests/${request.id}`,
  };
}
