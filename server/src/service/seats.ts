import type { ActiveConversation } from "./active-conversation.ts";
import type { UserKey } from "../domain/tenant.ts";

/** A conversation that a change under way is about to give to an agent. */
interface Hold extends UserKey {
  readonly conversationId: string;
}

/**
 * Counts each agent's conversations: those that are alerting or connected, and those that are being
 * written.
 * Changes of one conversation run one at a time, but several conversations may change at once: an
 * agent who accepts two of them would be counted before either is committed. A hold therefore
 * counts from the decision on.
 */
export class Seats {
  readonly #active: ReadonlyMap<string, ActiveConversation>;
  readonly #holds = new Set<Hold>();

  constructor(active: ReadonlyMap<string, ActiveConversation>) {
    this.#active = active;
  }

  /**
   * Counts by user id, for the agents of one organization. Agents without a conversation are left
   * out.
   */
  ofAll(organizationId: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const count = (userId: string): void => {
      counts.set(userId, (counts.get(userId) ?? 0) + 1);
    };
    for (const { loaded, organization } of this.#active.values()) {
      if (organization.id !== organizationId) continue;
      for (const { userId, state } of loaded.record.members)
        if (userId !== null && state !== "disconnected") count(userId);
    }
    for (const hold of this.#holds)
      if (hold.organizationId === organizationId && !this.#isOnRecord(hold)) count(hold.userId);
    return counts;
  }

  of({ organizationId, userId }: UserKey): number {
    return this.ofAll(organizationId).get(userId) ?? 0;
  }

  /**
   * Counts a conversation as this agent's until the undo is called, at the earliest after its
   * commit.
   */
  hold({ organizationId, userId }: UserKey, conversationId: string): () => void {
    const hold: Hold = { organizationId, userId, conversationId };
    this.#holds.add(hold);
    return () => this.#holds.delete(hold);
  }

  #isOnRecord({ conversationId, userId }: Hold): boolean {
    const members = this.#active.get(conversationId)?.loaded.record.members ?? [];
    return members.some((member) => member.userId === userId && member.state !== "disconnected");
  }
}
