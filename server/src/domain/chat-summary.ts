import type { ConversationRecord, Member } from "./model.ts";

/** The guest's own member; undefined only in a record that is damaged. */
export const guestOf = (chat: ConversationRecord): Member | undefined =>
  chat.members.find((member) => member.id === chat.conversation.guestMemberId);

export interface ChatSummary {
  readonly id: string;
  readonly guest: {
    readonly memberId: string;
    readonly name: string;
    readonly isNameVerified: boolean;
  };
  readonly queue: { readonly id: string; readonly name: string };
  readonly subject: string | null;
}

/** A conversation in the desk's lists: guest, queue and subject. */
export function chatSummary(chat: ConversationRecord): ChatSummary {
  const guest = guestOf(chat);
  const queue = chat.members.findLast((member) => member.role === "queue");
  return {
    id: chat.conversation.id,
    guest: {
      memberId: guest?.id ?? "",
      name: guest?.displayName ?? "",
      isNameVerified: guest?.verifiedFields.includes("displayName") ?? false,
    },
    queue: { id: chat.conversation.queueId, name: queue?.displayName ?? "" },
    subject: guest?.customFields["subject"] ?? null,
  };
}

/** The facts of a waiting guest that its row in the list shows, beside its place and last words. */
export interface WaitingSummary extends ChatSummary {
  readonly lostAgent: string | null;
  readonly transfer: { readonly from: string; readonly note: string | null } | null;
}

export function waitingSummary(chat: ConversationRecord): WaitingSummary {
  return { ...chatSummary(chat), lostAgent: lostAgentOf(chat), transfer: transferOf(chat) };
}

/**
 * The agent whose transfer brought the guest into this line, and the note; null for other guests.
 * The note is for the next agent only: the list has none while the chat rings with one.
 */
export function transferOf({ members }: ConversationRecord): WaitingSummary["transfer"] {
  const queue = members.findLast(({ role, state }) => role === "queue" && state === "connected");
  if (queue?.transferredBy == null) return null;
  const isRinging = members.some(({ role, state }) => role === "agent" && state === "alerting");
  return { from: queue.transferredBy.name, note: isRinging ? null : queue.transferNote };
}

/**
 * The agent whose lost connection brought the chat back to the line, or with whom the chat stays
 * though the connection is lost; null for other chats.
 */
export function lostAgentOf({ members }: ConversationRecord): string | null {
  const isGone = ({ state, goneAt }: Member): boolean => state === "connected" && goneAt != null;
  const gone = members.find(isGone);
  if (gone !== undefined) return gone.displayName;
  const queue = members.findLast(({ role }) => role === "queue");
  // A place later than its leg is that of a guest who is back after it was answered as missed.
  if (queue?.placeAt === undefined || queue.placeAt > queue.joinedAt) return null;
  if (queue.state === "disconnected") return null;
  const agent = members.findLast(({ leaveReason }) => leaveReason === "gone");
  return agent?.displayName ?? null;
}
