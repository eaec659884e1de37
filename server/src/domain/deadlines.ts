import type { ConversationChange } from "./conversation-change.ts";
import { agentGone, leaveLine, withdrawOffers } from "./decide-absence.ts";
import type { MediaRequest, Member } from "./model.ts";
import type { DeploymentRules, Queue } from "./tenant.ts";
import { waitingMember, waitsSince } from "./waiting.ts";

/** A guest without a stream is away after this time: no offer rings for it. */
export const AWAY_MS = 30_000;

/** Time-dependent state that is not part of the conversation record. */
export interface Presence {
  /** When the last event stream was lost; null while one is attached. */
  readonly detachedAt: number | null;
  /** When the guest last wrote, or typed where that counts. */
  readonly lastGuestAt: number;
}

/** The facts besides the conversation that the time-dependent rules use. */
export interface Surroundings {
  readonly presence: Presence;
  readonly rules: DeploymentRules;
  readonly requests: readonly MediaRequest[];
  /** Since when an agent has been gone; null while it is there. */
  readonly goneSince: (userId: string) => number | null;
  /** The queue of a leg. */
  readonly queueOf: (queueId: string) => Queue;
}

/** Since when the guest is away; null while a stream is attached or was so a moment ago. */
export function awaySince(
  { detachedAt }: Pick<Presence, "detachedAt">,
  now: number,
): number | null {
  return detachedAt !== null && now >= detachedAt + AWAY_MS ? detachedAt : null;
}

/** The next moment at which {@link expire} would change something; null when nothing runs. */
export function nextDeadline(
  change: ConversationChange,
  surroundings: Surroundings,
): number | null {
  const { presence, rules, requests } = surroundings;
  if (change.conversation.state === "ended") return null;
  const moments: number[] = [];
  for (const agent of change.present("agent")) {
    if (agent.state === "alerting")
      moments.push((agent.alertingAt ?? 0) + rules.alertingSeconds * 1000);
    else moments.push(presence.lastGuestAt + rules.idleSeconds * 1000);
    const goneAt = agentGoneAt(agent, surroundings);
    if (goneAt !== null) moments.push(goneAt);
  }
  for (const request of requests) if (request.state === "PENDING") moments.push(request.expiresAt);
  if (presence.detachedAt !== null) {
    moments.push(presence.detachedAt + rules.lostStreamGraceSeconds * 1000);
    const awayAt = presence.detachedAt + AWAY_MS;
    const isRinging = change.present("agent").some(({ state }) => state === "alerting");
    if (awayAt > change.now || isRinging) moments.push(awayAt);
  }
  const leavesAt = leavesLineAt(change, presence, rules);
  if (leavesAt !== null) moments.push(leavesAt);
  // A rule may never apply.
  const next = Math.min(...moments);
  return Number.isFinite(next) ? next : null;
}

/**
 * Applies the rules that depend on time: unanswered offers and media requests, idle guests, lost
 * streams, guests who left while they waited, and agents who are gone.
 */
export function expire(change: ConversationChange, surroundings: Surroundings): void {
  const { presence, rules, requests } = surroundings;
  const { now } = change;
  if (change.conversation.state === "ended") return;
  const { detachedAt } = presence;
  if (detachedAt !== null && now >= detachedAt + rules.lostStreamGraceSeconds * 1000)
    return change.end("lost");
  const isTalking = change.present("agent").some((agent) => agent.state === "connected");
  if (isTalking && now >= presence.lastGuestAt + rules.idleSeconds * 1000)
    return change.end("idle");
  for (const request of requests) {
    if (request.state === "PENDING" && now >= request.expiresAt)
      change.request({ ...request, state: "TIMEDOUT" });
  }
  for (const agent of change.present("agent")) {
    const rangOut =
      agent.state === "alerting" && now >= (agent.alertingAt ?? 0) + rules.alertingSeconds * 1000;
    if (rangOut) change.disconnect(agent, "no-answer");
  }
  if (endedByAbsence(change, surroundings)) return;
  if (awaySince(presence, now) !== null) withdrawOffers(change);
  const leavesAt = leavesLineAt(change, presence, rules);
  if (leavesAt !== null && now >= leavesAt) leaveLine(change);
}

/** Applies the rule for agents who are gone. @returns whether that has ended the conversation */
function endedByAbsence(change: ConversationChange, surroundings: Surroundings): boolean {
  const { rules, queueOf } = surroundings;
  for (const agent of change.present("agent")) {
    const goneAt = agentGoneAt(agent, surroundings);
    if (goneAt === null || change.now < goneAt) continue;
    const queue = queueOf(agent.queueId ?? change.conversation.queueId);
    agentGone(change, agent, rules.onAgentGone, queue);
    if (change.conversation.state === "ended") return true;
  }
  return false;
}

/** When the rule for agents who are gone applies to this one; null when it does not. */
function agentGoneAt(agent: Member, { rules, goneSince }: Surroundings): number | null {
  if (agent.state !== "connected" || agent.userId === null || agent.goneAt != null) return null;
  const since = goneSince(agent.userId);
  return since === null ? null : since + rules.agentGoneSeconds * 1000;
}

/**
 * When a guest without a stream leaves the line; null when it is not in line or not gone. A guest
 * who was gone before its present wait began, as at a transfer, has the whole time from then on.
 */
function leavesLineAt(
  change: ConversationChange,
  { detachedAt }: Presence,
  rules: DeploymentRules,
): number | null {
  const leg = waitingMember(change);
  const isTalking = change.present("agent").some(({ state }) => state === "connected");
  if (leg === null || isTalking || detachedAt === null) return null;
  return Math.max(detachedAt, waitsSince(leg)) + rules.waitingGraceSeconds * 1000;
}
