import type { ChatEvent } from "../../../service/bus.ts";
import { conversationNotActive, memberNotConnected } from "../../../domain/errors.ts";
import type { Permit } from "../../../service/conversations.ts";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import { waitingMember } from "../../../service/active-conversation.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { findQueue } from "../../../domain/tenant.ts";
import type { AgentIdentity } from "./agent-token.ts";

/*
 * The agents' rights to a conversation. REST, the notification channel, media requests, attributes,
 * wrap-up and the audit log all take their answer from this module and nowhere else. Pure.
 *
 *   act      an own leg is alerting or connected now
 *   read     an own leg is connected: everything
 *            an own leg was connected: the conversation as it stood when that leg ended; all of
 *            it, if the conversation ended at that moment
 *            the guest waits, in a queue of the agent's or offered to the agent: everything,
 *            and the read access is recorded in the audit log
 *   wrap up  an own leg is or was connected
 *
 * A conversation of another organization does not exist. A leg that ended without having been
 * connected grants nothing.
 */

/** The agent whose rights are checked. */
export type Asker = Pick<AgentIdentity, "user" | "organization">;

/** How much of a conversation an agent may read. */
export type Reading =
  | { readonly kind: "nothing" }
  | { readonly kind: "everything" }
  /** Everything, because the guest waits: the first access is recorded before anything is sent. */
  | { readonly kind: "waiting" }
  /** As it stood when this leg ended. */
  | { readonly kind: "until"; readonly leg: Member; readonly at: number };

const isPresent = (member: Member): boolean => member.state !== "disconnected";
const isConnected = (member: Member): boolean => member.state === "connected";
const wasConnected = (member: Member): boolean => member.connectedAt !== null;

const isOwn = (member: Member, agent: Asker): boolean => member.userId === agent.user.id;

function legsOf(chat: ConversationRecord, agent: Asker): readonly Member[] {
  if (!isAtHome(chat, agent)) return [];
  return chat.members.filter((member) => member.role === "agent" && isOwn(member, agent));
}

export function isAtHome({ conversation }: ConversationRecord, { organization }: Asker): boolean {
  return conversation.organizationId === organization.id;
}

/** Whether the guest waits in a queue that this agent serves. */
export function waitsFor(chat: ConversationRecord, agent: Asker): boolean {
  if (!isAtHome(chat, agent) || waitingMember(chat) === null) return false;
  const queue = findQueue(agent.organization, chat.conversation.queueId);
  return queue?.memberUserIds.includes(agent.user.id) ?? false;
}

export function readingOf(chat: ConversationRecord, agent: Asker): Reading {
  const own = ownReadingOf(chat, agent);
  return own.kind !== "everything" && waitsFor(chat, agent) ? { kind: "waiting" } : own;
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
  return waitsFor(chat, agent) ? { kind: "waiting" } : { kind: "nothing" };
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

/* ---- refusals ---- */

export function notAuthorized(): ApiError {
  return new ApiError("not.authorized", "You are not authorized to act on this conversation.");
}

/** @throws ApiError 404 `not.found` for a conversation of another organization */
export function checkHome(chat: ConversationRecord, agent: Asker): void {
  if (!isAtHome(chat, agent)) throw new ApiError("not.found", "Conversation not found");
}

/** @throws ApiError 404 `not.found`, 403 `not.authorized` */
export function checkRead(chat: ConversationRecord, agent: Asker): Reading {
  checkHome(chat, agent);
  const reading = readingOf(chat, agent);
  if (reading.kind === "nothing") throw notAuthorized();
  return reading;
}

/**
 * The present leg that lets an agent act.
 * @throws ApiError 404 `not.found`; 400 `chat.error.conversation.state` for an own conversation
 * that has ended; 403 `not.authorized`
 */
export function checkAct(chat: ConversationRecord, agent: Asker): Member {
  checkHome(chat, agent);
  const leg = legsOf(chat, agent).find(isPresent);
  if (leg !== undefined) return leg;
  const isOver = chat.conversation.state === "ended";
  if (isOver && readingOf(chat, agent).kind === "everything") throw conversationNotActive();
  throw notAuthorized();
}

/** {@link checkAct} as a permit, which is checked again within the conversation's unit of work. */
export function actsAs(agent: Asker): Permit {
  return (chat) => {
    checkAct(chat, agent);
  };
}

/** A waiting chat that an agent takes. @throws ApiError 404 `not.found`, 403 `not.authorized` */
export function takesAs(agent: Asker): Permit {
  return (chat) => {
    checkHome(chat, agent);
    if (!waitsFor(chat, agent) && !legsOf(chat, agent).some(isPresent)) throw notAuthorized();
  };
}

/**
 * Checks that an agent takes or took part, which lets it look up its wrap-up codes.
 * @throws ApiError as {@link checkRead}
 */
export function checkTookPart(chat: ConversationRecord, agent: Asker): void {
  checkHome(chat, agent);
  if (!legsOf(chat, agent).some((leg) => isPresent(leg) || wasConnected(leg)))
    throw notAuthorized();
}

/**
 * An own leg. The command itself refuses a leg that is in the wrong state. A leg that has ended
 * without having been connected grants no right at all.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`
 */
export function checkOwnLeg(
  chat: ConversationRecord,
  agent: Asker,
  by: (member: Member) => boolean,
): Member {
  checkTookPart(chat, agent);
  const leg = chat.members.find(by);
  if (leg === undefined) throw new ApiError("not.found", "Participant not found");
  if (!isOwn(leg, agent) || !(isPresent(leg) || wasConnected(leg))) throw notAuthorized();
  return leg;
}

/**
 * An own leg that an agent answers, whatever the state of the offer.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`
 */
export function checkOffer(chat: ConversationRecord, agent: Asker, participantId: string): Member {
  checkHome(chat, agent);
  const leg = legsOf(chat, agent).find((one) => one.participantId === participantId);
  if (leg === undefined) throw notAuthorized();
  return leg;
}

/**
 * An own leg that is or was connected.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`, 400 `chat.error.member.state`
 */
export function checkWrapUp(
  chat: ConversationRecord,
  agent: Asker,
  by: (member: Member) => boolean,
): Member {
  const leg = checkOwnLeg(chat, agent, by);
  if (!wasConnected(leg)) throw memberNotConnected();
  return leg;
}
