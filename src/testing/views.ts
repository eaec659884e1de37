import { newId, type MediaRequest, type Member, type Message, type QueuePlace } from "./model.ts";

/*
 * The contract's wire shapes (§2, §3, §6): nested references carry only ids, and unknown values are
 * left out.
 */

export const guestBase = "/api/v2/webchat/guest/conversations";
export const parlorBase = "/api/v2/parlor/guest/conversations";

const iso = (at: number): string => new Date(at).toISOString();
const conversationView = (id: string): object => ({ id, selfUri: `/api/v2/conversations/${id}` });

/** @param isSelf - the e-mail address and phone number are sent to the member itself only */
export function memberView(member: Member, isSelf: boolean): object {
  const { email, phoneNumber, ...person } = member.person;
  return {
    id: member.id,
    ...person,
    ...(isSelf && email !== undefined && { email }),
    ...(isSelf && phoneNumber !== undefined && { phoneNumber }),
    role: member.role,
    joinDate: iso(member.joinedAt),
    leaveDate: member.leftAt === null ? null : iso(member.leftAt),
    authenticatedGuest: member.isAuthenticated,
    customFields: member.customFields,
    state: member.state,
  };
}

export function messageView(message: Message): object {
  const { id, conversationId, senderId, body, bodyType, at } = message;
  return {
    id,
    conversation: conversationView(conversationId),
    sender: { id: senderId },
    body,
    bodyType,
    timestamp: iso(at),
    selfUri: `${guestBase}/${conversationId}/messages/${id}`,
  };
}

export function typingView(conversationId: string, senderId: string, at: number): object {
  return {
    id: newId(),
    conversation: conversationView(conversationId),
    sender: { id: senderId },
    timestamp: iso(at),
  };
}

/** The two secrets of a media request are sent only once the guest has accepted it. */
export function mediaRequestView(request: MediaRequest): object {
  const { id, conversationId, types, state, expiresAt, communicationId, securityKey } = request;
  return {
    id,
    types,
    state,
    expiresAt: iso(expiresAt),
    ...(state === "ACCEPTED" && { communicationId, securityKey }),
    selfUri: `${guestBase}/${conversationId}/mediarequests/${id}`,
  };
}

/* The frames of the event stream. */

export const heartbeatFrame = (): object => ({
  topicName: "channel.metadata",
  eventBody: { message: "WebSocket Heartbeat" },
});

function frame(
  conversationId: string,
  topic: "members" | "messages" | "queue",
  type: string,
  eventBody: object,
): object {
  return {
    topicName: `v2.conversations.chats.${conversationId}.${topic}`,
    version: "2",
    eventBody: { conversation: { id: conversationId }, ...eventBody },
    metadata: { CorrelationId: newId(), type },
  };
}

/** `endReason` and `reason` are extensions. */
export function memberFrame(member: Member, at: number, endReason?: string): object {
  const { id, state, leftForTransfer } = member;
  return frame(member.conversationId, "members", "member-change", {
    member: {
      id,
      state,
      ...(endReason !== undefined && { endReason }),
      ...(leftForTransfer && { reason: "transfer" }),
    },
    timestamp: iso(at),
  });
}

export function messageFrame({ conversationId, id, senderId, ...message }: Message): object {
  const { body, bodyType, at } = message;
  return frame(conversationId, "messages", "message", {
    id,
    sender: { id: senderId },
    body,
    bodyType,
    timestamp: iso(at),
  });
}

export function typingFrame(conversationId: string, senderId: string, at: number): object {
  return frame(conversationId, "messages", "typing-indicator", {
    id: newId(),
    sender: { id: senderId },
    timestamp: iso(at),
  });
}

/** A frame of the extension `queue`. */
export const queueFrame = (conversationId: string, place: QueuePlace): object =>
  frame(conversationId, "queue", "parlor.queue", { ...place });
