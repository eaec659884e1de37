import { setImmediate } from "node:timers";
import { unavailable } from "../../domain/errors.ts";
import { isUnwritable } from "./store-error.ts";

/** More writes than this do not wait: their callers keep them and come again. */
const MAX_WAITING = 2_000;
/** A write that could not begin for this long is refused, since its caller has stopped to wait. */
const MAX_AGE_MS = 2_000;

/** A write whose transaction is committed: from now on everybody reads it. */
export interface Written<Result> {
  readonly result: Result;
  /** Resolves when it is on disk and may be acknowledged. */
  readonly onDisk: Promise<void>;
}

interface Entry {
  readonly conversationId: string;
  readonly addedAt: number;
  /** Writes, and returns what tells the caller after the transaction was committed. */
  readonly write: () => (onDisk: Promise<void>) => void;
  readonly refuse: (error: unknown) => void;
}

/** How a {@link CommitQueue} writes. */
export interface CommitQueueDeps {
  /** Runs the work in one transaction: all of it is written, or nothing. */
  readonly inTransaction: <Result>(work: () => Result) => Result;
  /** Waits until all that was written is on disk. */
  readonly sync: () => Promise<void>;
  /** Runs the work when no other transaction is open. */
  readonly exclusively: (work: () => void) => Promise<void>;
  /** A clock that never steps back, in milliseconds. */
  readonly now: () => number;
  /** Told of each transaction: how many changes it held, and how long the first of them took. */
  readonly onCommit: (changeCount: number, ms: number) => void;
}

/**
 * Writes the commits that come in the same turn of the event loop, or while another transaction is
 * open, in one transaction. The disk is waited for while the event loop goes on, and the next
 * transaction may be written meanwhile. A conversation has at most one commit in a transaction,
 * because the next is decided on its version.
 */
export class CommitQueue {
  readonly #deps: CommitQueueDeps;
  #waiting: Entry[] = [];
  #isScheduled = false;

  constructor(deps: CommitQueueDeps) {
    this.#deps = deps;
  }

  /**
   * Writes with the next transaction. The callers are told in the order in which they came, but for
   * several of one conversation, and before anything else happens: memory and store say the same.
   * @param write - writes one commit, synchronously; it throws when it may not be written
   * @throws DomainError `store-unavailable` when too many wait, or the turn came too late
   */
  add<Result>(conversationId: string, write: () => Result): Promise<Written<Result>> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(unavailable("The store"));
    return new Promise((resolve, refuse) => {
      this.#waiting.push({
        conversationId,
        addedAt: this.#deps.now(),
        write: () => {
          const result = write();
          return (onDisk) => resolve({ result, onDisk });
        },
        refuse,
      });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => void this.#deps.exclusively(() => this.#flush()));
  }

  #flush(): void {
    this.#isScheduled = false;
    const batch = this.#takeBatch();
    if (this.#waiting.length > 0) this.#schedule();
    if (batch.length === 0) return;
    try {
      this.#write(batch);
    } catch (error) {
      if (batch.length === 1 || isUnwritable(error)) for (const { refuse } of batch) refuse(error);
      else for (const entry of batch) this.#writeAlone(entry);
    }
  }

  /** Those whose turn is now, at most one of each conversation; the others keep their order. */
  #takeBatch(): Entry[] {
    const tooOld = this.#deps.now() - MAX_AGE_MS;
    const batch = new Map<string, Entry>();
    const later: Entry[] = [];
    for (const entry of this.#waiting) {
      if (entry.addedAt < tooOld) entry.refuse(unavailable("The store"));
      else if (batch.has(entry.conversationId)) later.push(entry);
      else batch.set(entry.conversationId, entry);
    }
    this.#waiting = later;
    return [...batch.values()];
  }

  /** Writes in a transaction of its own what was in a transaction that failed. */
  #writeAlone(entry: Entry): void {
    try {
      this.#write([entry]);
    } catch (error) {
      entry.refuse(error);
    }
  }

  /** Writes a transaction, and brings it to the disk. */
  #write(batch: readonly Entry[]): void {
    const { inTransaction, sync, now, onCommit } = this.#deps;
    const told = inTransaction(() => batch.map(({ write }) => write()));
    const onDisk = sync().then(() =>
      onCommit(batch.length, now() - Math.min(...batch.map(({ addedAt }) => addedAt))),
    );
    for (const tell of told) tell(onDisk);
  }
}
