import type { EndedChats } from "parlor-contract/parlor.generated";
import { chatSummary } from "../../../domain/chat-summary.ts";
import type { ConversationRecord, Rating } from "../../../domain/model.ts";
import { iso } from "../guest/views.ts";
import { wrapupView } from "./participant-view.ts";
import { asRead, isOwn, ownReadingOf, wasConnected, type Asker } from "./rights.ts";

export type EndedChat = EndedChats["entities"][number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** The start of the day in UTC, from which on an agent's ended chats are those of today. */
export const startOfDay = (now: number): number => now - (now % DAY_MS);

/** A conversation that has ended, in the list of those and in the frames that tell its changes. */
export function endedView(
  ended: ConversationRecord,
  agent: Asker,
  rating: Rating | null,
): EndedChat {
  const reading = ownReadingOf(ended, agent);
  // The list of a guest's conversations includes those of colleagues, but only their summaries.
  const chat = reading.kind === "until" ? asRead(ended, reading) : ended;
  const mine = ended.members.findLast((member) => isOwn(member, agent) && wasConnected(member));
  return {
    ...chatSummary(chat),
    // An agent who transferred the guest gets the end of its own part, not how the conversation
    // went on.
    endedAt: iso((reading.kind === "until" ? reading.at : ended.conversation.endedAt) ?? 0),
    endReason: chat.conversation.endReason,
    wrapup: mine?.wrapup == null ? null : wrapupView(mine.wrapup),
    rating: reading.kind === "everything" ? rating : null,
  };
}

/** Whether the conversation is one of this agent's that have ended today. */
export function hasEndedToday(chat: ConversationRecord, agent: Asker, now: number): boolean {
  const { state, endedAt, organizationId } = chat.conversation;
  return (
    state === "ended" &&
    (endedAt ?? 0) >= startOfDay(now) &&
    organizationId === agent.organization.id &&
    chat.members.some((member) => isOwn(member, agent) && wasConnected(member))
  );
}
