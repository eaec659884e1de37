import type { ConversationChange } from "./conversation-change.ts";
import { joinQueue, offer } from "./decide.ts";
import { conversationNotActive, memberNotConnected } from "./errors.ts";
import type { Member } from "./model.ts";
import type { Queue, User } from "./tenant.ts";
import { pendingLegs } from "./transfer-legs.ts";

/* Decisions about transfers. Pure, like those in `decide.ts`. */

export interface TransferTarget {
  readonly queue: Queue;
  /** The agent who is offered the guest; null for the agents of the queue. */
  readonly user: User | null;
}

/** How the guest is transferred. */
export interface TransferTerms {
  readonly note: string | null;
  /**
   * Whether the agent stays until another one accepts. Nothing else changes until then, and nothing
   * at all if a chosen agent declines or does not answer.
   */
  readonly isAttended: boolean;
}

/** Transfers the guest to a queue or to an agent. A later transfer replaces an earlier one. */
export function transfer(
  change: ConversationChange,
  agent: Member,
  { queue, user }: TransferTarget,
  { note, isAttended }: TransferTerms,
): void {
  if (change.conversation.state !== "active") throw conversationNotActive();
  if (agent.role !== "agent" || agent.state !== "connected") throw memberNotConnected();
  for (const leg of pendingLegs(change, agent)) change.disconnect(leg, "transfer");
  const transferOf = agent.id;
  if (isAttended && user !== null) {
    offer(change, user, queue, { transferOf, transferNote: note });
    return;
  }
  const { hasAgentText } = change.conversation;
  if (!isAttended) {
    change.settleRequests("CANCELLED", agent.id);
    change.disconnect(agent, "transfer");
  }
  const transferredBy = { userId: agent.userId ?? "", name: agent.displayName };
  joinQueue(change, queue, note, { transferredBy, transferOf });
  // The guest has an answer as long as the agent stays.
  if (isAttended) change.set({ hasAgentText });
  if (user !== null) offer(change, user, queue, { transferOf });
}
