import type { ConversationRecord, Member } from "./model.ts";

/** The queue's member that holds the guest now; null when the guest is not in line. */
export function waitingMember({ conversation, members }: ConversationRecord): Member | null {
  if (conversation.state !== "active" || conversation.leftLineAt !== null) return null;
  if (members.some((member) => member.role === "agent" && member.state === "connected"))
    return null;
  return members.find((member) => member.role === "queue" && member.state === "connected") ?? null;
}
