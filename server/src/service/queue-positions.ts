import { idOf, type ActiveConversation } from "./active-conversation.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/** A guest's position is published at most this often (extension `queue`). */
const PUBLISH_INTERVAL_MS = 5_000;

export interface QueuePositionsDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly waitingQueue: WaitingQueue;
}

/** Publishes to waiting guests their positions in the queue. */
export class QueuePositions {
  readonly #deps: QueuePositionsDeps;
  /** The undo of each conversation's timer, by conversation id. */
  readonly #timers = new Map<string, () => void>();
  #isClosed = false;

  constructor(deps: QueuePositionsDeps) {
    this.#deps = deps;
  }

  /** Publishes every position that has changed, now or as soon as the interval allows. */
  publish(): void {
    if (this.#isClosed) return;
    for (const active of this.#deps.waitingQueue.inOrder()) this.#publishOf(active);
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#timers.values()) cancel();
  }

  #publishOf(active: ActiveConversation): void {
    const { bus, clock, waitingQueue } = this.#deps;
    const place = waitingQueue.place(active);
    if (place === null || JSON.stringify(place) === active.publishedPlace) return;
    const id = idOf(active);
    const now = clock.now();
    const nextAt = active.publishedPlaceAt + PUBLISH_INTERVAL_MS;
    if (now < nextAt && active.publishedPlace !== "") {
      if (this.#timers.has(id)) return;
      const cancel = clock.at(nextAt, () => {
        this.#timers.delete(id);
        this.publish();
      });
      this.#timers.set(id, cancel);
      return;
    }
    active.publishedPlace = JSON.stringify(place);
    active.publishedPlaceAt = now;
    bus.publish({ kind: "queue", conversationId: id, place });
  }
}
