import type { WaitingChats } from "parlor-contract/parlor.generated";
import { linePlace } from "../../../domain/waiting.ts";
import type { WaitingConversation } from "../../../service/conversations.ts";
import { iso } from "../guest/views.ts";
import { chatSummary, lostAgentOf, transferOf } from "./chat-summary.ts";

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
