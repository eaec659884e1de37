import type { ConversationRecord, Member } from "../../../domain/model.ts";
import { conversationNotActive, memberNotConnected } from "../../../domain/errors.ts";
import type { Permit } from "../../../service/conversations.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { findQueue } from "../../../domain/tenant.ts";
import {
  hasTakenMissed,
  isAtHome,
  isMachine,
  isOwn,
  isPresent,
  legsOf,
  readingOf,
  waitsFor,
  wasConnected,
  type Asker,
  type Reading,
} from "./rights.ts";

/* The refusals of requests that an agent has no right to, by the rules in `rights.ts`. Pure. */

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

/**
 * Checks that a whole conversation may be changed: by an agent who may act, or by a machine.
 * @throws ApiError as {@link checkAct}; for a machine 404, and 400 for one that has ended
 */
export function checkChange(chat: ConversationRecord, caller: Asker): void {
  if (!isMachine(caller)) {
    checkAct(chat, caller);
    return;
  }
  checkHome(chat, caller);
  if (chat.conversation.state === "ended") throw conversationNotActive();
}

/** {@link checkChange} as a permit, checked again within the conversation's unit of work. */
export function actsAs(agent: Asker): Permit {
  return (chat) => {
    checkChange(chat, agent);
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
 * A missed conversation that an agent takes: one of its queues', or one that a colleague of the
 * queue has taken, which the command itself refuses unless the agent means to take it over.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`
 */
export function takesMissedAs(agent: Asker): Permit {
  return (chat) => {
    checkHome(chat, agent);
    const queue = findQueue(
      agent.organization,
      chat.conversation.missed?.queueId ?? chat.conversation.queueId,
    );
    if (queue?.memberUserIds.includes(agent.user.id) !== true) throw notAuthorized();
  };
}

/**
 * A missed conversation that an agent closes.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`
 */
export function closesMissedAs(agent: Asker): Permit {
  return (chat) => {
    checkHome(chat, agent);
    if (chat.conversation.missed?.takenBy?.userId !== agent.user.id) throw notAuthorized();
  };
}

/**
 * Checks that an agent takes or took part, or has taken what was missed, which lets it look up its
 * wrap-up codes.
 * @throws ApiError as {@link checkRead}
 */
export function checkTookPart(chat: ConversationRecord, agent: Asker): void {
  checkHome(chat, agent);
  const hasLeg = legsOf(chat, agent).some((leg) => isPresent(leg) || wasConnected(leg));
  if (!hasLeg && !hasTakenMissed(chat, agent)) throw notAuthorized();
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
