import type {
  HeartbeatEvent,
  MemberChangeEvent,
  MessageEvent,
  TypingIndicatorEvent,
} from "./guest-chat.generated.ts";
import { newId } from "./new-id.ts";
import type { AttachmentFrame, GuestMissed, MissedFrame, QueueFrame } from "./parlor.generated.ts";
import type {
  AttachmentState,
  MemberRecord,
  MessageRecord,
  QueuePlace,
  TypingRecord,
} from "./records.ts";
import { fileFields, iso, richFields } from "./views.ts";

/* The frames of the event stream: one JSON object each. */

/** Why a conversation is over, in the extension `end-reason`. */
export type EndReason = NonNullable<MemberChangeEvent["eventBody"]["member"]["endReason"]>;

/** @param at - the server's time */
export const heartbeatFrame = (at: number): HeartbeatEvent => ({
  topicName: "channel.metadata",
  eventBody: { message: "WebSocket Heartbeat", time: iso(at) },
});

const topicOf = (
  conversationId: string,
  topic: "attachments" | "members" | "messages" | "missed" | "queue",
): string => `v2.conversations.chats.${conversationId}.${topic}`;

const metadata = <Type extends string>(type: Type): { CorrelationId: string; type: Type } => ({
  CorrelationId: newId(),
  type,
});

/**
 * `endReason` and `reason` belong to extensions; other clients ignore them.
 * @param endReason - why the conversation is over; only in the guest's own last frame
 */
export function memberFrame(
  member: MemberRecord,
  at: number,
  endReason?: EndReason,
): MemberChangeEvent {
  const { id, conversationId, state } = member;
  const reason = reasonOf(member);
  return {
    topicName: topicOf(conversationId, "members"),
    version: "2",
    eventBody: {
      conversation: { id: conversationId },
      member: {
        id,
        state,
        ...(endReason !== undefined && { endReason }),
        ...(reason !== undefined && { reason }),
      },
      timestamp: iso(at),
    },
    metadata: metadata("member-change"),
  };
}

/** Why the state of a member has changed, as far as guests are told. */
export function reasonOf({
  state,
  leaveReason,
  goneAt,
}: MemberRecord): "transfer" | "gone" | undefined {
  if (state === "CONNECTED") return goneAt == null ? undefined : "gone";
  if (state !== "DISCONNECTED") return undefined;
  return leaveReason === "transfer" || leaveReason === "gone" ? leaveReason : undefined;
}

export function messageFrame(message: MessageRecord): MessageEvent {
  const { id, conversationId, senderId, body, bodyType, language, at } = message;
  return {
    topicName: topicOf(conversationId, "messages"),
    version: "2",
    eventBody: {
      id,
      conversation: { id: conversationId },
      sender: { id: senderId },
      body,
      bodyType,
      timestamp: iso(at),
      ...fileFields(message),
      ...(language !== undefined && { language }),
      ...richFields(message),
    },
    metadata: metadata("message"),
  };
}

export function typingFrame(typing: TypingRecord): TypingIndicatorEvent {
  const { id, conversationId, senderId, at } = typing;
  return {
    topicName: topicOf(conversationId, "messages"),
    version: "2",
    eventBody: {
      id,
      conversation: { id: conversationId },
      sender: { id: senderId },
      timestamp: iso(at),
    },
    metadata: metadata("typing-indicator"),
  };
}

/** A frame of the extension `queue`. */
export function queueFrame(conversationId: string, place: QueuePlace): QueueFrame {
  return {
    topicName: topicOf(conversationId, "queue"),
    version: "2",
    eventBody: { conversation: { id: conversationId }, ...place },
    metadata: metadata("parlor.queue"),
  };
}

/**
 * A frame of the extension `missed`.
 * @param missed - null when the conversation is back in line
 */
export function missedFrame(conversationId: string, missed: GuestMissed | null): MissedFrame {
  return {
    topicName: topicOf(conversationId, "missed"),
    version: "2",
    eventBody: { conversation: { id: conversationId }, missed },
    metadata: metadata("parlor.missed"),
  };
}

/** A frame of the extension `attachments`: the state of a file that this member uploads. */
export function attachmentFrame(conversationId: string, file: AttachmentState): AttachmentFrame {
  return {
    topicName: topicOf(conversationId, "attachments"),
    version: "2",
    eventBody: { conversation: { id: conversationId }, ...file },
    metadata: metadata("parlor.attachment"),
  };
}
