import type { WaitingChats } from "parlor-contract/parlor.generated";
import type { ConversationRecord } from "../../../domain/model.ts";
import { linePlace, waitingMember } from "../../../domain/waiting.ts";
import type { WaitingConversation } from "../../../service/conversations.ts";
import { iso } from "../guest/views.ts";
import { chatSummary, lostAgentOf } from "./chat-summary.ts";

type WaitingChat = WaitingChats["entities"][number];

/** A guest who waits, in the list of those and in the frames that tell its changes. */
export function waitingView(waiting: WaitingConversation): WaitingChat {
  const { chat, waitingSince, awaySince, lastText } = waiting;
  return {
    ...chatSummary(chat),
    waitingSince: iso(waitingSince),
    guestAwaySince: awaySince === null ? null : iso(awaySince),
    lastText,
    lostAgent: lostAgentOf(chat),
    transfer: transferOf(chat),
    place: linePlace(chat),
  };
}

/** The colleague whose transfer brought the guest into this line, and the note; null for others. */
function transferOf(chat: ConversationRecord): WaitingChat["transfer"] {
  const queue = waitingMember(chat);
  if (queue === null) return null;
  const before = chat.members
    .filter(({ role, leftAt }) => role === "agent" && leftAt !== null && leftAt <= queue.joinedAt)
    .toSorted((a, b) => (a.leftAt ?? 0) - (b.leftAt ?? 0))
    .at(-1);
  if (before?.leaveReason !== "transfer") return null;
  return { from: before.displayName, note: queue.transferNote };
}
