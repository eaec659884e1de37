import type { EndReason, Member, Message, QueuePlace } from "../../../domain/model.ts";
import { wireMember, wireMessage } from "../wire-words.ts";
import { iso } from "./views.ts";

/* The frames of the event stream (contract §6, parlor-extensions): one JSON object each. */

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
    eventBody: { ...eventBody },
    metadata: { CorrelationId: crypto.randomUUID(), type },
  };
}

/** `endReason` and `reason` are extensions; other clients ignore them. */
export function memberFrame(member: Member, at: number, endReason?: EndReason): object {
  return frame(member.conversationId, "members", "member-change", {
    conversation: { id: member.conversationId },
    member: {
      id: member.id,
      state: wireMember(member).state,
      ...(endReason !== undefined && { endReason }),
      ...(member.state === "disconnected" &&
        member.leaveReason === "transfer" && { reason: "transfer" }),
    },
    timestamp: iso(at),
  });
}

export function messageFrame(message: Message): object {
  return frame(message.conversationId, "messages", "message", {
    id: message.id,
    conversation: { id: message.conversationId },
    sender: { id: message.senderId },
    body: message.body,
    bodyType: wireMessage(message).bodyType,
    timestamp: iso(message.at),
  });
}

export function typingFrame(
  conversationId: string,
  senderId: string,
  id: string,
  at: number,
): object {
  return frame(conversationId, "messages", "typing-indicator", {
    id,
    conversation: { id: conversationId },
    sender: { id: senderId },
    timestamp: iso(at),
  });
}

/** Extension `queue`. */
export function queueFrame(conversationId: string, place: QueuePlace): object {
  return frame(conversationId, "queue", "parlor.queue", {
    conversation: { id: conversationId },
    ...place,
  });
}
