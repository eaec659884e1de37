import type { RecentTransfer } from "parlor-contract/parlor.generated";
import { iso } from "parlor-contract/views";
import type { ConversationRecord, Member } from "../../../domain/model.ts";

/** The transfers of a conversation, oldest first (`recentTransfers`). */
export function transfersView({ members }: ConversationRecord): RecentTransfer[] {
  return members.flatMap((leg) => {
    const from = members.find(({ id }) => id === leg.transferOf);
    if (from === undefined) return [];
    const isAttended = from.leftAt === null || from.leftAt > leg.joinedAt;
    // A transfer to an agent who is there has a leg for its queue as well.
    const isOfAgent = ({ role, transferOf, joinedAt }: Member): boolean =>
      role === "agent" && transferOf === from.id && joinedAt > leg.joinedAt;
    if (leg.role === "queue" && !isAttended && members.some(isOfAgent)) return [];
    return {
      id: leg.id,
      state: isAttended ? stateOf(leg) : "Complete",
      dateIssued: iso(leg.joinedAt),
      initiator: { userId: from.userId ?? "" },
      destination: leg.userId === null ? { queueId: leg.queueId ?? "" } : { userId: leg.userId },
      transferType: isAttended ? "Attended" : "Unattended",
    };
  });
}

function stateOf({ role, state, connectedAt, leaveReason }: Member): RecentTransfer["state"] {
  const isAccepted = role === "agent" ? connectedAt !== null : leaveReason === "answered";
  if (isAccepted) return "Complete";
  if (state !== "disconnected") return "Active";
  if (leaveReason === "no-answer") return "Timeout";
  return leaveReason === "declined" ? "Failed" : "Canceled";
}
