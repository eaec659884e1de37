import type { Clock } from "./clock.ts";
import type { RoutingStore } from "./routing-store.ts";

/** A write that failed is repeated after this time. */
export const WRITE_RETRY_MS = 5_000;
/** The conversations that are changed at once. */
const BATCH = 100;

export interface DueLoopDeps {
  readonly clock: Clock;
  readonly store: Pick<RoutingStore, "due" | "nextDeadline">;
  /** Applies what time changes in a conversation. Returns whether its deadline is over. */
  readonly expire: (conversationId: string) => Promise<boolean>;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

/**
 * One timer, at the earliest deadline of all conversations: it finds those that are due in the
 * store, and changes them. To find one twice is harmless.
 */
export class DueLoop {
  readonly #deps: DueLoopDeps;
  /** Deadlines that are not stored: those of guests who lost their stream a moment ago. */
  readonly #unstored = new Map<string, number>();
  /** Conversations whose change failed, and when it is tried again. */
  readonly #postponed = new Map<string, number>();
  #armedAt = Number.POSITIVE_INFINITY;
  #cancel = (): void => undefined;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(deps: DueLoopDeps) {
    this.#deps = deps;
  }

  /** Finds what has become due while no process ran. */
  start(): void {
    this.#fire();
  }

  /** A deadline has been stored. */
  expect(at: number | null): void {
    if (at === null || at >= this.#armedAt || this.#isClosed) return;
    this.#cancel();
    this.#armedAt = at;
    const { clock } = this.#deps;
    if (at <= clock.now()) this.#fire();
    else this.#cancel = clock.at(at, () => this.#fire());
  }

  /** Keeps a deadline that is not stored; null when it has none any more. */
  note(conversationId: string, at: number | null): void {
    if (at === null) this.#unstored.delete(conversationId);
    else this.#unstored.set(conversationId, at);
    this.expect(at);
  }

  /** A conversation that could not be written is tried again later. */
  postpone(conversationId: string): void {
    const at = this.#deps.clock.now() + WRITE_RETRY_MS;
    this.#postponed.set(conversationId, at);
    this.expect(at);
  }

  /** Forgets all deadlines, after the store was wiped. */
  forget(): void {
    this.#unstored.clear();
    this.#postponed.clear();
  }

  /** Ends the timer and waits for the work in progress. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#work;
  }

  #fire(): void {
    this.#work = this.#work.then(async () => {
      this.#armedAt = Number.POSITIVE_INFINITY;
      if (!this.#isClosed) await this.#pass();
    });
  }

  async #pass(): Promise<void> {
    const { store, clock, report } = this.#deps;
    const now = clock.now();
    try {
      const most = BATCH + this.#postponed.size;
      const stored = await store.due(now, most);
      const ids = new Set([
        ...stored,
        ...until(this.#unstored, now),
        ...until(this.#postponed, now),
      ]);
      await Promise.all([...ids].map((id) => this.#expire(id, now)));
      this.expect(stored.length < most ? await store.nextDeadline(now) : now);
    } catch (error) {
      report(error);
      this.expect(now + WRITE_RETRY_MS);
    }
    for (const at of this.#postponed.values()) this.expect(at);
    for (const [id, at] of this.#unstored) if (!this.#postponed.has(id)) this.expect(at);
  }

  async #expire(conversationId: string, now: number): Promise<void> {
    if ((this.#postponed.get(conversationId) ?? now) > now) return;
    this.#postponed.delete(conversationId);
    this.#unstored.delete(conversationId);
    try {
      if (!(await this.#deps.expire(conversationId))) this.postpone(conversationId);
    } catch (error) {
      this.#deps.report(error);
      this.postpone(conversationId);
    }
  }
}

const until = (deadlines: ReadonlyMap<string, number>, now: number): string[] =>
  [...deadlines].flatMap(([id, at]) => (at <= now ? id : []));
