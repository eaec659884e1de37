import { keyOf } from "../domain/tenant.ts";
import { idOf, type ActiveConversation } from "./active-conversation.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { QueueOf, WaitingQueue } from "./waiting-queue.ts";

/** The positions in a queue are published at most this often (extension `queue`). */
const PUBLISH_INTERVAL_MS = 5_000;

/** Estimates are published again at least this often while they stand. */
const REFRESH_MS = 30_000;

export interface QueuePositionsDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly waitingQueue: Pick<WaitingQueue, "place" | "places">;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

/** One queue, as its guests were told of it last. */
interface Told {
  /** Each guest's place as JSON, by conversation id. */
  places: Map<string, string>;
  publishedAt: number;
  /** When the line was last read, whether or not a place had changed. */
  readAt: number;
  nextAt: number;
  cancelTimer: () => void;
}

/** Publishes to waiting guests their positions in the queue. */
export class QueuePositions {
  readonly #deps: QueuePositionsDeps;
  readonly #told = new Map<string, Told>();
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(deps: QueuePositionsDeps) {
    this.#deps = deps;
  }

  /**
   * Publishes the positions of a queue that have changed, now or once the interval allows.
   * @param newcomer - a guest who joins the line or is back in it, and is told its place at once
   */
  publish(of: QueueOf, newcomer: ActiveConversation | null = null): void {
    const now = this.#deps.clock.now();
    const at = Math.max(now, this.#toldOf(of).publishedAt + PUBLISH_INTERVAL_MS);
    this.#schedule(of, at);
    if (newcomer !== null && at > now) this.#inTurn(() => this.#tell(of, newcomer));
  }

  /**
   * Publishes the changes that the work of agents has made for the guests of a queue. There are
   * mostly none, and a line is read in its whole length: once in the interval for all such events.
   */
  refresh(of: QueueOf): void {
    const { publishedAt, readAt } = this.#toldOf(of);
    const at = Math.max(publishedAt, readAt) + PUBLISH_INTERVAL_MS;
    this.#schedule(of, Math.max(this.#deps.clock.now(), at));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { cancelTimer } of this.#told.values()) cancelTimer();
    await this.#work;
  }

  #toldOf({ organization, queue }: QueueOf): Told {
    const key = keyOf(organization.id, queue.id);
    const never = Number.NEGATIVE_INFINITY;
    const told = this.#told.get(key) ?? {
      places: new Map(),
      publishedAt: never,
      readAt: never,
      nextAt: Number.POSITIVE_INFINITY,
      cancelTimer: () => undefined,
    };
    this.#told.set(key, told);
    return told;
  }

  #schedule(of: QueueOf, at: number): void {
    const told = this.#toldOf(of);
    if (this.#isClosed || told.nextAt <= at) return;
    told.cancelTimer();
    told.nextAt = at;
    const { clock } = this.#deps;
    if (at <= clock.now()) this.#run(of);
    else told.cancelTimer = clock.at(at, () => this.#run(of));
  }

  #run(of: QueueOf): void {
    this.#inTurn(() => this.#publishNow(of));
  }

  #inTurn(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch(this.#deps.report);
  }

  async #tell(of: QueueOf, newcomer: ActiveConversation): Promise<void> {
    const place = await this.#deps.waitingQueue.place(newcomer);
    if (place === null || this.#isClosed) return;
    const conversationId = idOf(newcomer);
    this.#toldOf(of).places.set(conversationId, JSON.stringify(place));
    this.#deps.bus.publish({ kind: "queue", conversationId, place });
  }

  async #publishNow(of: QueueOf): Promise<void> {
    if (this.#isClosed) return;
    const { bus, clock, waitingQueue } = this.#deps;
    const told = this.#toldOf(of);
    // Changes from now on ask for another time.
    told.nextAt = Number.POSITIVE_INFINITY;
    told.readAt = clock.now();
    const places = await waitingQueue.places(of);
    const earlier = told.places;
    told.places = new Map(
      places.map(({ conversationId, place }) => [conversationId, JSON.stringify(place)]),
    );
    for (const { conversationId, place } of places) {
      if (earlier.get(conversationId) === told.places.get(conversationId)) continue;
      told.publishedAt = clock.now();
      bus.publish({ kind: "queue", conversationId, place });
    }
    // Time alone makes an estimate untrue: nobody has answered meanwhile.
    const isMoving = places.some(({ place }) => place.estimatedWaitSeconds !== null);
    if (isMoving) this.#schedule(of, clock.now() + REFRESH_MS);
  }
}
