import type { ConversationChange } from "./conversation-change.ts";
import { joinQueue } from "./decide.ts";
import type { Member } from "./model.ts";
import type { AgentGoneRule, Queue } from "./tenant.ts";

/* Decisions about guests and agents who are no longer there. Pure, like those in `decide.ts`. */

/**
 * The waiting guest has been gone for too long: nobody is offered it, and it counts in no line.
 * Its queue leg stays, so that a return finds the old place.
 */
export function leaveLine(change: ConversationChange): void {
  withdrawOffers(change);
  change.set({ leftLineAt: change.now });
}

/**
 * The guest is back: it waits again, at its old place, unless an agent has taken it as missed. Once
 * that is closed, or has expired, only a new word of the guest brings it back; one that an agent
 * had taken begins a new wait with it, behind those who are in line.
 */
export function returnToLine(change: ConversationChange): void {
  const { leftLineAt, missed, hasGuestText } = change.conversation;
  if (leftLineAt === null || missed?.state === "taken") return;
  const isSettled = missed?.state === "closed" || missed?.state === "expired";
  if (isSettled && !hasGuestText) return;
  change.set({ leftLineAt: null });
  if (!isSettled) return;
  if (missed.takenBy !== null)
    for (const leg of change.present("queue"))
      change.update(leg.id, { placeAt: change.now, transferredBy: null });
  change.setMissed(null);
}

/** Ends what rings for a guest who is away. It is no refusal by the agent. */
export function withdrawOffers(change: ConversationChange): void {
  for (const agent of change.present("agent"))
    if (agent.state === "alerting") change.disconnect(agent, "guest-away");
}

/**
 * An agent who talks has been gone for too long. The guest is told in any case.
 * @param queue - that of the agent's leg
 */
export function agentGone(
  change: ConversationChange,
  agent: Member,
  rule: AgentGoneRule,
  queue: Queue,
): void {
  if (rule === "keep") {
    change.announce(change.update(agent.id, { goneAt: change.now }));
    return;
  }
  change.settleRequests("CANCELLED", agent.id);
  change.disconnect(agent, "gone");
  if (change.present("agent").some(({ state }) => state === "connected")) return;
  if (rule === "end") {
    change.set({ hasAgentText: false });
    return change.end("system");
  }
  if (change.present("queue").length > 0) return;
  const earlier = change.members.findLast(({ role }) => role === "queue");
  const placeAt = earlier?.placeAt ?? earlier?.joinedAt;
  joinQueue(change, queue, null, placeAt === undefined ? {} : { placeAt });
}

/** An agent whose chats were kept is back, which the guest is told. */
export function agentBack(change: ConversationChange, agent: Member): void {
  if (agent.goneAt == null || agent.state === "disconnected") return;
  const wasGone = { at: agent.goneAt, backAt: change.now };
  change.announce(change.update(agent.id, { goneAt: null, wasGone }));
}
