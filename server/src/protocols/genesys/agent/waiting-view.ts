import type { WaitingChats } from "parlor-contract/parlor.generated";
import { linePlace } from "../../../domain/waiting.ts";
import type { WaitingConversation } from "../../../service/conversations.ts";
import { iso } from "../guest/views.ts";

type WaitingChat = WaitingChats["entities"][number];

/** A guest who waits, in the list of those and in the frames that tell its changes. */
export function waitingView(waiting: WaitingConversation): WaitingChat {
  const { summary, place, seq, awaySince, lastText } = waiting;
  return {
    ...summary,
    waitingSince: iso(place.waitsSince),
    guestAwaySince: awaySince === null ? null : iso(awaySince),
    lastText,
    place: linePlace(place, seq),
  };
}
