import type { ConversationChange } from "./conversation-change.ts";
import type { MediaRequest } from "./model.ts";
import type { DeploymentRules } from "./tenant.ts";

/** Time-dependent state that is not part of the conversation record. */
export interface Presence {
  /** When the last event stream was lost; null while one is attached. */
  readonly detachedAt: number | null;
  /** When the guest last wrote, or typed where that counts. */
  readonly lastGuestAt: number;
}

/** The next moment at which {@link expire} would change something; null when nothing runs. */
export function nextDeadline(
  change: ConversationChange,
  presence: Presence,
  rules: DeploymentRules,
  requests: readonly MediaRequest[],
): number | null {
  if (change.conversation.state === "ended") return null;
  const moments: number[] = [];
  for (const agent of change.present("agent")) {
    if (agent.state === "alerting")
      moments.push((agent.alertingAt ?? 0) + rules.alertingSeconds * 1000);
    else moments.push(presence.lastGuestAt + rules.idleSeconds * 1000);
  }
  for (const request of requests) if (request.state === "PENDING") moments.push(request.expiresAt);
  if (presence.detachedAt !== null)
    moments.push(presence.detachedAt + rules.lostStreamGraceSeconds * 1000);
  return moments.length === 0 ? null : Math.min(...moments);
}

/**
 * Applies the rules that depend on time: unanswered offers and media requests, idle guests and lost
 * streams.
 */
export function expire(
  change: ConversationChange,
  presence: Presence,
  rules: DeploymentRules,
  requests: readonly MediaRequest[],
): void {
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
}
