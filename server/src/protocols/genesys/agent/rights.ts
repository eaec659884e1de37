import type { ChatEvent } from "../../../service/bus.ts";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import { isListed } from "../../../domain/missed.ts";
import { findQueue } from "../../../domain/tenant.ts";
import { waitingMember } from "../../../domain/waiting.ts";
import type { AgentIdentity } from "../../../plugins/agent-token.ts";

/*
 * The agents' rights to a conversation. REST, the notification channel, media requests, attributes,
 * wrap-up and the audit log all take their answer from this module and nowhere else; the refusals
 * that follow from it are in `check-rights.ts`. Pure.
 *
 *   act      an own leg is alerting or connected now
 *   read     an own leg is connected: everything
 *            an own leg was connected: the conversation as it stood when that leg ended; all of
 *            it, if the conversation ended at that moment
 *            the guest waits, in a queue of the agent's or offered to the agent: everything,
 *            and the read access is recorded in the audit log
 *            it was missed, in a queue of the agent's, and is not closed: everything, and
 *            recorded as well
 *   take     the guest waits, or was missed, in a queue of the agent's
 *   close    the agent has taken what was missed
 *   wrap up  an own leg is or was connected
 *
 * A machine, which is no agent, reads and ends every conversation of its organization as far as
 * its scopes go; each first read and each change is recorded in the audit log.
 *
 * A conversation of another organization does not exist. A leg that ended without having been
 * connected grants nothing.
 */

/** The agent or the machine whose rights are checked. */
export type Asker = Pick<AgentIdentity, "user" | "organization" | "scopes">;

/** How much of a conversation an agent may read. */
export type Reading =
  | { readonly kind: "nothing" }
  | { readonly kind: "everything" }
  /** Everything, because the guest waits: the first access is recorded before anything is sent. */
  | { readonly kind: "waiting" }
  /** Everything, because nobody has answered it; recorded in the same way. */
  | { readonly kind: "missed" }
  /** Everything, by a machine; recorded in the same way. */
  | { readonly kind: "machine" }
  /** As it stood when this leg ended. */
  | { readonly kind: "until"; readonly leg: Member; readonly at: number };

export const isPresent = (member: Member): boolean => member.state !== "disconnected";
const isConnected = (member: Member): boolean => member.state === "connected";
export const wasConnected = (member: Member): boolean => member.connectedAt !== null;

export const isOwn = (member: Member, agent: Asker): boolean => member.userId === agent.user.id;

/** The agent's own legs, of any state. */
export function legsOf(chat: ConversationRecord, agent: Asker): readonly Member[] {
  if (!isAtHome(chat, agent)) return [];
  return chat.members.filter((member) => member.role === "agent" && isOwn(member, agent));
}

export function isAtHome({ conversation }: ConversationRecord, { organization }: Asker): boolean {
  return conversation.organizationId === organization.id;
}

/** Whether the agent serves this queue of its organization. */
export function servesQueue({ organization, user }: Asker, queueId: string): boolean {
  return findQueue(organization, queueId)?.memberUserIds.includes(user.id) ?? false;
}

/** Whether the guest waits in a queue that this agent serves. */
export function waitsFor(chat: ConversationRecord, agent: Asker): boolean {
  if (!isAtHome(chat, agent) || waitingMember(chat) === null) return false;
  return servesQueue(agent, chat.conversation.queueId);
}

/** Whether the conversation is missed in a queue that this agent serves. */
export function missedFor(chat: ConversationRecord, agent: Asker): boolean {
  const { missed } = chat.conversation;
  if (!isAtHome(chat, agent) || missed === null || !isListed(chat.conversation)) return false;
  return servesQueue(agent, missed.queueId);
}

/** Whether the agent has taken the missed conversation and has not closed it yet. */
export function hasTakenMissed(chat: ConversationRecord, agent: Asker): boolean {
  const { missed } = chat.conversation;
  return (
    isAtHome(chat, agent) && missed?.state === "taken" && missed.takenBy?.userId === agent.user.id
  );
}

/** Whether the first access of this reading is recorded before anything is sent. */
export function isAudited({ kind }: Reading): boolean {
  return kind === "waiting" || kind === "missed" || kind === "machine";
}

export const isMachine = ({ scopes }: Asker): boolean => scopes !== undefined;

export function readingOf(chat: ConversationRecord, agent: Asker): Reading {
  if (isMachine(agent)) return { kind: isAtHome(chat, agent) ? "machine" : "nothing" };
  const own = ownReadingOf(chat, agent);
  if (own.kind === "everything") return own;
  if (waitsFor(chat, agent)) return { kind: "waiting" };
  return missedFor(chat, agent) ? { kind: "missed" } : own;
}

/** The reading that the agent's own legs give it, whether or not the guest waits. */
export function ownReadingOf(chat: ConversationRecord, agent: Asker): Reading {
  const legs = legsOf(chat, agent);
  const connected = legs.filter(wasConnected);
  if (legs.some(isConnected) || connected.some((leg) => leg.leaveReason === "ended"))
    return { kind: "everything" };
  // A ringing offer is no conversation yet: the guest still waits.
  if (legs.some(isPresent)) return { kind: "waiting" };
  const last = connected.toSorted((a, b) => (a.leftAt ?? 0) - (b.leftAt ?? 0)).at(-1);
  return last === undefined ? { kind: "nothing" } : untilEndOf(last);
}

function untilEndOf(leg: Member): Reading {
  return { kind: "until", leg, at: leg.leftAt ?? leg.joinedAt };
}

/** The conversation as this reading shows it. @throws TypeError for a reading of nothing */
export function asRead(chat: ConversationRecord, reading: Reading): ConversationRecord {
  switch (reading.kind) {
    case "nothing":
      throw new TypeError("Nothing may be read.");
    case "everything":
    case "waiting":
    case "missed":
    case "machine":
      return chat;
    case "until":
      return asItWas(chat, reading.leg, reading.at);
  }
}

/** Reverts all changes after a leg's end, except that agent's own wrap-up. */
function asItWas(
  { conversation, members }: ConversationRecord,
  leg: Member,
  at: number,
): ConversationRecord {
  const isLater = (moment: number | null): boolean => moment !== null && moment > at;
  return {
    conversation: {
      ...conversation,
      state: "active",
      queueId: leg.queueId ?? conversation.queueId,
      attributes: leg.attributesAtEnd ?? {},
      endedAt: null,
      endReason: null,
      missed: null,
    },
    members: members
      .filter((member) => !isLater(member.joinedAt))
      .map((member) => ({
        ...member,
        ...(isLater(member.connectedAt) && { connectedAt: null }),
        ...(isLater(member.leftAt) && {
          state: isLater(member.connectedAt) ? ("alerting" as const) : ("connected" as const),
          leftAt: null,
          leaveReason: null,
        }),
        ...(member.userId !== leg.userId &&
          isLater(member.wrapup?.endAt ?? null) && { wrapup: null }),
      })),
  };
}

/** Whether something that happened at a moment is within a reading. */
export function covers(reading: Reading, at: number): boolean {
  if (reading.kind === "until") return at <= reading.at;
  return reading.kind !== "nothing";
}

/**
 * The reading under which an agent who listens to a conversation gets an event. `chat` is the
 * conversation after the event.
 */
export function readingForEvent(chat: ConversationRecord, agent: Asker, event: ChatEvent): Reading {
  const own = ownReadingOf(chat, agent);
  if (own.kind === "everything" || own.kind === "waiting") return own;
  const at = momentOf(event);
  if (at !== null && covers(own, at)) return own;
  if (waitsFor(chat, agent)) return { kind: "waiting" };
  return { kind: missedFor(chat, agent) ? "missed" : "nothing" };
}

function momentOf(event: ChatEvent): number | null {
  switch (event.kind) {
    case "message":
      return event.message.at;
    case "member":
    case "media-request":
      return event.at;
    // Typing goes only to agents with a right to read now: it carries the clock's time, which may
    // lie before a leg's end.
    default:
      return null;
  }
}

/**
 * The part of the conversation that an agent's own topics show after an event. An agent whose leg
 * has just ended is notified of that once, and later only of its own wrap-up. An offer is shown
 * without a record in the audit log, because it holds no messages and the agent did not request it.
 */
export function viewAfter(chat: ConversationRecord, agent: Asker, event: ChatEvent): Reading {
  const legs = legsOf(chat, agent);
  const { kind } = ownReadingOf(chat, agent);
  if (kind === "everything" || kind === "waiting") return { kind: "everything" };
  const changedId =
    event.kind === "member" ? event.member.id : event.kind === "changed" ? event.memberId : null;
  const changed = legs.find((leg) => leg.id === changedId);
  return changed === undefined ? { kind: "nothing" } : untilEndOf(changed);
}
