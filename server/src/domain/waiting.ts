import type { ConversationRecord, Member } from "./model.ts";

/** Since when the guest of a queue's leg waits: later than the leg began when it came back anew. */
export const waitsSince = ({ joinedAt, placeAt = joinedAt }: Member): number =>
  Math.max(joinedAt, placeAt);

/** The queue's member that holds the guest now; null when the guest is not in line. */
export function waitingMember({ conversation, members }: ConversationRecord): Member | null {
  if (conversation.state !== "active" || conversation.leftLineAt !== null) return null;
  if (members.some((member) => member.role === "agent" && member.state === "connected"))
    return null;
  return members.find((member) => member.role === "queue" && member.state === "connected") ?? null;
}
