import type { ConversationChange } from "./conversation-change.ts";
import { owesWrapup } from "./decide.ts";
import { DomainError } from "./errors.ts";
import type { Conversation, Member, Missed, Wrapup } from "./model.ts";
import type { User } from "./tenant.ts";

/*
 * Missed conversations: those that ended, or left the line, with text of the guest that no agent
 * has answered. An agent who writes has answered what came before, and whatever comes until the
 * guest is in line again. The entry is a part of the conversation, so it is written with what
 * caused it, and a conversation is in one list at most.
 */

/** Whether a conversation is in the list of missed ones. */
export function isListed({ missed }: Conversation): boolean {
  return missed?.state === "open" || missed?.state === "taken";
}

/**
 * Lists the conversation as missed, or takes it off the list: called at the end of each unit of
 * work. One that an agent has taken stays with that agent.
 */
export function updateMissed(change: ConversationChange): void {
  const { conversation } = change;
  const { missed } = conversation;
  const isMissed = isUnanswered(change) && !isHeld(change) && !isWrappedUp(change);
  if (isMissed && !isListed(conversation)) {
    change.setMissed({
      state: "open",
      queueId: conversation.queueId,
      since: change.now,
      textAt: null,
      takenBy: null,
      wrapup: null,
    });
  } else if (!isMissed && missed?.state === "open") change.setMissed(null);
}

/**
 * An agent takes a missed conversation. Repeating it changes nothing.
 * @param from - the user id of the colleague from whom the agent takes it over; null for none
 * @throws DomainError `not-missed`, `conversation-taken` when another colleague has it
 */
export function takeMissed(change: ConversationChange, user: User, from: string | null): void {
  const missed = listedMissed(change);
  if (missed.takenBy?.userId === user.id) return;
  if (missed.takenBy !== null && missed.takenBy.userId !== from)
    throw new DomainError("conversation-taken", "A colleague has taken the conversation.");
  const takenBy = { userId: user.id, name: user.name, at: change.now };
  change.setMissed({ ...missed, state: "taken", textAt: null, takenBy });
}

/** A missed conversation that this user took is open again: nobody answers it. */
export function releaseMissed(change: ConversationChange, userId: string): void {
  const { missed } = change.conversation;
  if (missed?.state !== "taken" || missed.takenBy?.userId !== userId) return;
  change.setMissed({ ...missed, state: "open", textAt: null, takenBy: null });
}

/** Notes that the guest has written in a listed conversation, which its queue is told of. */
export function noteMissedText(change: ConversationChange, at: number): void {
  const { missed } = change.conversation;
  if (missed !== null && isListed(change.conversation))
    change.set({ missed: { ...missed, textAt: at } });
}

/**
 * The agent who took a missed conversation closes it. Text that the guest writes from now on is
 * unanswered anew.
 * @param readUntilAt - the time of the last message that the agent has read; null for those that
 *   were there when it took the conversation
 * @throws DomainError `not-missed`; `missed-text-unread` when the guest has written since
 */
export function closeMissed(
  change: ConversationChange,
  wrapup: Wrapup,
  readUntilAt: number | null,
): void {
  const missed = listedMissed(change);
  if (missed.textAt !== null && missed.textAt > (readUntilAt ?? 0))
    throw new DomainError("missed-text-unread", "The guest has written again.");
  change.setMissed({ ...missed, state: "closed", wrapup });
  change.set({ hasGuestText: false });
}

/** A missed conversation has been in the list for too long. */
export function expireMissed(change: ConversationChange, beforeAt: number): void {
  const { missed } = change.conversation;
  if (missed === null || !isListed(change.conversation) || missed.since >= beforeAt) return;
  change.setMissed({ ...missed, state: "expired" });
  change.set({ hasGuestText: false });
}

/** @throws DomainError `not-missed` */
function listedMissed({ conversation }: ConversationChange): Missed {
  const { missed } = conversation;
  if (missed === null || !isListed(conversation))
    throw new DomainError("not-missed", "The conversation is not in the list of missed ones.");
  return missed;
}

function isUnanswered({ conversation }: ConversationChange): boolean {
  const { state, hasGuestText, hasAgentText } = conversation;
  return state !== "created" && hasGuestText && !hasAgentText;
}

/** Whether the guest waits in line or is with an agent. */
function isHeld(change: ConversationChange): boolean {
  const { state, leftLineAt } = change.conversation;
  if (state !== "active" || leftLineAt !== null) return false;
  return change.present("queue").length > 0 || change.present("agent").length > 0;
}

/** Whether an agent ended it, and has wrapped it up since. */
function isWrappedUp({ conversation, members }: ConversationChange): boolean {
  const { endReason } = conversation;
  if (endReason !== "agent" && endReason !== "system") return false;
  const hasTalked = (leg: Member): boolean =>
    leg.role === "agent" && leg.connectedAt !== null && leg.leaveReason === "ended";
  const legs = members.filter(hasTalked);
  return legs.length > 0 && !legs.some(owesWrapup);
}
