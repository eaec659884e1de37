import type { QueuePlace } from "../domain/model.ts";
import { idOf, type ActiveConversation } from "./active-conversation.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/** A guest's position is published at most this often (extension `queue`). */
const PUBLISH_INTERVAL_MS = 5_000;

/** Estimates are published again at least this often while they stand. */
const REFRESH_MS = 30_000;

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
  #cancelRefresh = (): void => undefined;
  #isClosed = false;

  constructor(deps: QueuePositionsDeps) {
    this.#deps = deps;
  }

  /** Publishes every position that has changed, now or as soon as the interval allows. */
  publish(): void {
    if (this.#isClosed) return;
    const { waitingQueue, clock } = this.#deps;
    const places = waitingQueue.places();
    for (const { active, place } of places) this.#publishOf(active, place);
    this.#cancelRefresh();
    // Time alone makes an estimate untrue: nobody has answered meanwhile.
    const isMoving = places.some(({ place }) => place.estimatedWaitSeconds !== null);
    if (isMoving) this.#cancelRefresh = clock.at(clock.now() + REFRESH_MS, () => this.publish());
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRefresh();
    for (const cancel of this.#timers.values()) cancel();
  }

  #publishOf(active: ActiveConversation, place: QueuePlace): void {
    const { bus, clock } = this.#deps;
    if (JSON.stringify(place) === active.publishedPlace) return;
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
