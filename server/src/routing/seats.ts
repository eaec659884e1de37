import type { ActiveConversation } from "../conversation/active-conversation.ts";
import type { UserKey } from "../tenant.ts";

/** A conversation that a change under way is about to give to an agent. */
interface Hold extends UserKey {
  readonly conversationId: string;
}

/**
 * How many conversations each agent has: those that ring or run, and those that are being written.
 * Each conversation changes one step at a time, but several may change at once: an agent who takes two of them
 * would be counted before either is on record. A hold counts from the decision on.
 */
export class Seats {
  readonly #open: ReadonlyMap<string, ActiveConversation>;
  readonly #holds = new Set<Hold>();

  constructor(open: ReadonlyMap<string, ActiveConversation>) {
    this.#open = open;
  }

  /** By user id, for the agents of one organization. Agents who have no conversation are left out. */
  ofAll(organizationId: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const count = (userId: string): void => {
      counts.set(userId, (counts.get(userId) ?? 0) + 1);
    };
    for (const { known, organization } of this.#open.values()) {
      if (organization.id !== organizationId) continue;
      for (const { userId, state } of known.chat.members)
        if (userId !== null && state !== "DISCONNECTED") count(userId);
    }
    for (const hold of this.#holds)
      if (hold.organizationId === organizationId && !this.#isOnRecord(hold)) count(hold.userId);
    return counts;
  }

  of({ organizationId, userId }: UserKey): number {
    return this.ofAll(organizationId).get(userId) ?? 0;
  }

  /** Counts a conversation as this agent's until the undo is called, which may be called once it is on record. */
  hold({ organizationId, userId }: UserKey, conversationId: string): () => void {
    const hold: Hold = { organizationId, userId, conversationId };
    this.#holds.add(hold);
    return () => this.#holds.delete(hold);
  }

  #isOnRecord({ conversationId, userId }: Hold): boolean {
    const members = this.#open.get(conversationId)?.known.chat.members ?? [];
    return members.some((one) => one.userId === userId && one.state !== "DISCONNECTED");
  }
}
