import type { QueuePlace } from "../domain/model.ts";
import { queueOf, waitingLeg, type ActiveConversation } from "./active-conversation.ts";
import { keyOf } from "../domain/tenant.ts";

/** The number of past waits that an estimate uses, and the fewest that it needs. */
const REMEMBERED_WAITS = 20;
const FEWEST_WAITS = 3;

/** The waiting guests in their order, with an estimate of how long they will wait. */
export class WaitingQueue {
  readonly #active: ReadonlyMap<string, ActiveConversation>;
  readonly #waitsMs = new Map<string, number[]>();

  constructor(active: ReadonlyMap<string, ActiveConversation>) {
    this.#active = active;
  }

  /** Higher priority first, then the longest waiting. */
  inOrder(): ActiveConversation[] {
    const rank = (active: ActiveConversation): [number, number] => [
      -active.loaded.record.conversation.priority,
      waitingLeg(active)?.joinedAt ?? 0,
    ];
    return [...this.#active.values()]
      .filter((active) => waitingLeg(active) !== null)
      .sort((a, b) => {
        const [[p, at], [q, bt]] = [rank(a), rank(b)];
        return p - q || at - bt;
      });
  }

  place(active: ActiveConversation): QueuePlace | null {
    const leg = waitingLeg(active);
    if (leg === null) return null;
    const queue = queueOf(active);
    const { organization } = active;
    const line = this.inOrder().filter(
      (other) => other.organization.id === organization.id && queueOf(other).id === queue.id,
    );
    const ahead = line.indexOf(active);
    return {
      name: queue.name,
      position: ahead + 1,
      ahead,
      estimatedWaitSeconds: this.#estimate(
        keyOf(organization.id, queue.id),
        ahead + 1,
        line.length,
      ),
    };
  }

  /** Records how long a guest has waited, for later estimates. */
  answered(organizationId: string, queueId: string, waitedMs: number): void {
    const key = keyOf(organizationId, queueId);
    const waits = this.#waitsMs.get(key) ?? [];
    this.#waitsMs.set(key, [...waits, waitedMs].slice(-REMEMBERED_WAITS));
  }

  #estimate(key: string, position: number, length: number): number | null {
    const waits = this.#waitsMs.get(key) ?? [];
    if (waits.length < FEWEST_WAITS) return null;
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    return Math.ceil(((mean / 1000) * position) / Math.max(1, length));
  }
}
