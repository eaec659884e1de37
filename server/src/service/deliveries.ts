import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";
import type {
  ClaimedDelivery,
  DeliveryOutcome,
  DeliveryStore,
  DeliverySummary,
  RetryQuery,
} from "./delivery-store.ts";
import { ATTEMPT_MS, type AttemptResult, type Endpoint } from "./endpoint.ts";
import { WRITE_RETRY_MS } from "./due-loop.ts";

/** A delivery that is not made after this time is parked. */
const KEPT_UP_MS = 24 * 60 * 60 * 1000;
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 15 * 60 * 1000;
/** The share of a wait that is left to chance, so that lines do not come back all at once. */
const JITTER = 0.2;
/** An attempt, and the time to write its outcome. */
const CLAIM_MS = ATTEMPT_MS + 20_000;
/** Attempts at once to one endpoint, each of another conversation. */
const MAX_AT_ONCE = 8;
/** How long attempts under way may take when the server stops. */
const STOP_MS = 3_000;

/** Told of what an operator should know of deliveries. */
export interface DeliveryWatch {
  attempted(endpoint: string, result: AttemptResult, ms: number): void;
  parked(endpoint: string, failure: string): void;
}

export interface DeliveriesDeps {
  readonly store: DeliveryStore;
  readonly clock: Clock;
  readonly endpoints: readonly Endpoint[];
  readonly watch: DeliveryWatch;
  /** From 0 to 1. Default: `Math.random` */
  readonly random?: () => number;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

/** The deliveries, for commands of the operator. */
export interface DeliveryAdmin {
  list(most: number): Promise<readonly DeliverySummary[]>;
  /** Sends parked deliveries again. @returns how many */
  retry(query: RetryQuery): Promise<number>;
}

/**
 * Makes the deliveries that are due, with one timer for all of them. What is written twice of one
 * conversation is sent in its order; conversations and endpoints do not wait for each other.
 */
export class Deliveries implements DeliveryAdmin {
  readonly #deps: DeliveriesDeps;
  readonly #stopping = new AbortController();
  readonly #attempts = new Map<string, Set<Promise<void>>>();
  #isClosed = false;
  #isWanted = false;
  #work: Promise<void> | null = null;
  #cancel = (): void => undefined;

  constructor(deps: DeliveriesDeps) {
    this.#deps = deps;
  }

  /** Takes up what an earlier process left. Deliveries to nobody we know are parked. */
  async start(): Promise<void> {
    const names = this.#deps.endpoints.map(({ name }) => name);
    try {
      await this.#deps.store.parkOtherDeliveries(names, "the endpoint is not configured");
    } catch (error) {
      this.#deps.report(error);
    }
    this.wake();
  }

  /** Looks for deliveries that are due: some have been written. */
  wake(): void {
    this.#isWanted = true;
    this.#work ??= this.#run().finally(() => {
      this.#work = null;
      if (this.#isWanted && !this.#isClosed) this.wake();
    });
  }

  list(most: number): Promise<readonly DeliverySummary[]> {
    return this.#deps.store.deliveries(most);
  }

  async retry(query: RetryQuery): Promise<number> {
    const count = await this.#deps.store.retryDeliveries(query, this.#deps.clock.now());
    this.wake();
    return count;
  }

  /**
   * Begins no attempt any more, and waits for those under way. One that takes too long is cut, and
   * made again by the next start.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#work;
    const { clock } = this.#deps;
    const forget = clock.at(clock.now() + STOP_MS, () =>
      this.#stopping.abort(new Error("the server stops")),
    );
    await Promise.all([...this.#attempts.values()].flatMap((all) => [...all]));
    forget();
  }

  async #run(): Promise<void> {
    const { clock, report } = this.#deps;
    try {
      while (this.#isWanted && !this.#isClosed) {
        // Attempts that end in the same turn of the event loop are followed by one claim.
        await setImmediate();
        this.#isWanted = false;
        await this.#pass();
      }
    } catch (error) {
      report(error);
      this.#arm(clock.now() + WRITE_RETRY_MS);
    }
  }

  async #pass(): Promise<void> {
    const { store, clock, endpoints } = this.#deps;
    const now = clock.now();
    let nextAt = Number.POSITIVE_INFINITY;
    for (const endpoint of endpoints) {
      const underWay = this.#underWayOf(endpoint);
      const most = MAX_AT_ONCE - underWay.size;
      // The end of an attempt looks again.
      if (most > 0) {
        const terms = { now, until: now + CLAIM_MS, claim: crypto.randomUUID(), most };
        const claimed = await store.claimDeliveries({ endpoint: endpoint.name, ...terms });
        for (const delivery of claimed) this.#begin(endpoint, delivery);
      }
      if (underWay.size < MAX_AT_ONCE)
        nextAt = Math.min(nextAt, (await store.nextDelivery(endpoint.name, now)) ?? nextAt);
    }
    this.#arm(nextAt);
  }

  #arm(at: number): void {
    this.#cancel();
    if (this.#isClosed || at === Number.POSITIVE_INFINITY) return;
    this.#cancel = this.#deps.clock.at(at, () => this.wake());
  }

  #underWayOf({ name }: Endpoint): Set<Promise<void>> {
    const known = this.#attempts.get(name) ?? new Set<Promise<void>>();
    this.#attempts.set(name, known);
    return known;
  }

  #begin(endpoint: Endpoint, delivery: ClaimedDelivery): void {
    const underWay = this.#underWayOf(endpoint);
    const attempt = this.#attempt(endpoint, delivery)
      .catch(this.#deps.report)
      .finally(() => {
        underWay.delete(attempt);
        if (!this.#isClosed) this.wake();
      });
    underWay.add(attempt);
  }

  async #attempt(endpoint: Endpoint, delivery: ClaimedDelivery): Promise<void> {
    const { store, clock, watch } = this.#deps;
    const startedAt = clock.now();
    let result: AttemptResult;
    try {
      result = await endpoint.send(delivery, this.#stopping.signal);
    } catch (error) {
      result = { kind: "failed", because: error instanceof Error ? error.message : String(error) };
    }
    const now = clock.now();
    watch.attempted(endpoint.name, result, now - startedAt);
    const outcome = this.#outcomeOf(result, delivery, now);
    const isWritten = await store.settleDelivery(delivery, outcome, now);
    if (isWritten && outcome.kind === "parked") watch.parked(endpoint.name, outcome.failure);
  }

  #outcomeOf(result: AttemptResult, delivery: ClaimedDelivery, now: number): DeliveryOutcome {
    if (result.kind === "delivered") return { kind: "delivered" };
    const failure = result.because;
    if (result.kind === "refused") return { kind: "parked", failure };
    // Cut by us: the next start makes it at once.
    if (this.#stopping.signal.aborted) return { kind: "later", at: now, failure };
    const at = now + Math.max(this.#waitAfter(delivery.attempt), result.afterMs ?? 0);
    return at > delivery.since + KEPT_UP_MS
      ? { kind: "parked", failure }
      : { kind: "later", at, failure };
  }

  #waitAfter(attempt: number): number {
    const { random = Math.random } = this.#deps;
    const ms = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 20));
    return Math.round(ms * (1 - JITTER * random()));
  }
}
