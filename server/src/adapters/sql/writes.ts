import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";
import { unavailable } from "../../domain/errors.ts";
import { CommitQueue, type Written } from "./commit-queue.ts";
import { inTransaction, type DatabaseFile } from "./database.ts";
import type { LogSync } from "./log-sync.ts";
import { isUnwritable } from "./store-error.ts";

/** A write that succeeded says this long that the next one can. */
const GOOD_FOR_MS = 1_000;
/** The payload of a probing write, about the size of a message. */
const PROBE = "x".repeat(8_192);

const THE_STORE = "The store";

/** The writes of the store, and whether they succeed. */
export interface Writes {
  /**
   * Runs one transaction.
   * @throws DomainError `store-unavailable` when the disk is full, read-only or faulty, and
   *   after {@link Writes.close}
   */
  readonly run: <Result>(work: (trx: Transaction<Database>) => Promise<Result>) => Promise<Result>;
  /**
   * Runs a synchronous write, in one transaction with those of other conversations that come at the
   * same time.
   * @param conversationId - has one write in a transaction at most
   * @throws DomainError `store-unavailable` as {@link Writes.run}, and when too many wait
   */
  readonly commit: <Result>(
    conversationId: string,
    write: () => Result,
  ) => Promise<Written<Result>>;
  /**
   * Whether writes succeed now. Probes with a write, at most once a second while writes succeed.
   */
  readonly areWorking: () => Promise<boolean>;
  /** Stands for a full disk (test control). */
  readonly refuse: (isRefusing: boolean) => void;
  /** Takes no more writes, waits for those under way, and closes the log. */
  readonly close: () => Promise<void>;
}

export interface WritesOptions {
  /**
   * A clock that never steps back, in milliseconds. Default: the time since the process began
   */
  readonly now?: () => number;
  /**
   * Told of each transaction of commits: how many changes it held, and the time in milliseconds
   * from the first of them until it was on disk. Default: nobody
   */
  readonly onCommit?: (changeCount: number, ms: number) => void;
}

const writeProbe = (trx: Transaction<Database>): Promise<unknown> =>
  trx
    .insertInto("settings")
    .values({ name: "write-probe", value: PROBE })
    .onConflict((clash) => clash.column("name").doUpdateSet({ value: PROBE }))
    .execute();

/** One writer at a time: there is one connection, and it has one transaction. */
function createTurns(): <Result>(work: () => Result | Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    // The caller is told of the failure; the next writer only waits for the end.
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Creates the store's write access. */
export function createWrites(
  db: Kysely<Database>,
  file: DatabaseFile,
  log: LogSync,
  { now = () => performance.now(), onCommit = () => undefined }: WritesOptions = {},
): Writes {
  const underWay = new Set<Promise<unknown>>();
  let isRefusing = false;
  let isClosed = false;
  let last = { hasSucceeded: true, at: Number.NEGATIVE_INFINITY };
  let probing: Promise<boolean> | null = null;
  const exclusively = createTurns();
  const queue = new CommitQueue({
    inTransaction: (work) => inTransaction(file, work),
    sync: log.sync,
    exclusively,
    now,
    onCommit,
  });

  async function nameDiskErrors<Result>(write: () => Promise<Result>): Promise<Result> {
    try {
      const result = await write();
      last = { hasSucceeded: true, at: now() };
      return result;
    } catch (error) {
      if (isUnwritable(error) || log.hasFailed()) throw unavailable(THE_STORE, error);
      throw error;
    }
  }

  async function attempt<Result>(write: () => Promise<Result>): Promise<Result> {
    if (isRefusing || isClosed || log.hasFailed()) throw unavailable(THE_STORE);
    return nameDiskErrors(write);
  }

  function track<Result>(write: Promise<Result>): Promise<Result> {
    underWay.add(write);
    const settle = (hasSucceeded: boolean): void => {
      underWay.delete(write);
      if (!hasSucceeded) last = { hasSucceeded, at: now() };
    };
    write.then(
      () => settle(true),
      () => settle(false),
    );
    return write;
  }

  const run: Writes["run"] = (work) =>
    track(attempt(() => exclusively(() => db.transaction().execute(work))));

  const probe = (): Promise<boolean> =>
    run(writeProbe).then(
      () => true,
      () => false,
    );

  return {
    run,
    async commit(conversationId, write) {
      const written = await track(attempt(() => queue.add(conversationId, write)));
      const onDisk = track(nameDiskErrors(() => written.onDisk));
      // One who has failed meanwhile does not wait for it.
      onDisk.catch(() => undefined);
      return { result: written.result, onDisk };
    },
    async areWorking() {
      if (last.hasSucceeded && now() - last.at < GOOD_FOR_MS) return true;
      probing ??= probe().finally(() => {
        probing = null;
      });
      return probing;
    },
    refuse(value) {
      isRefusing = value;
      last = { hasSucceeded: false, at: now() };
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
      // The last commits may be on their way.
      await log.sync().catch(() => undefined);
      await log.close();
    },
  };
}
