import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";
import type { ConversationStore } from "./store.ts";

/** How long the stored events of a commit are kept. */
const KEPT_MS = 10 * 60 * 1000;
const EVERY_MS = 60 * 1000;
/** Commits whose events are deleted at once; between two batches other work has a turn. */
const BATCH = 250;

export interface EventPruningDeps {
  readonly store: Pick<ConversationStore, "deleteEvents">;
  readonly clock: Clock;
  /** Called with a failure; the next minute tries again. */
  readonly report: (error: unknown) => void;
}

/**
 * Deletes the stored events that are older than ten minutes: at once, then every minute, also while
 * nothing else happens.
 * @returns the undo, which waits for what is under way
 */
export function startEventPruning({ store, clock, report }: EventPruningDeps): () => Promise<void> {
  const stopping = new AbortController();
  let cancel = (): void => undefined;
  let work: Promise<void> = Promise.resolve();
  const prune = async (): Promise<void> => {
    const beforeAt = clock.now() - KEPT_MS;
    while (!stopping.signal.aborted && (await store.deleteEvents(beforeAt, BATCH)) === BATCH)
      await setImmediate();
  };
  const run = (): void => {
    cancel = clock.at(clock.now() + EVERY_MS, run);
    work = work.then(prune).catch(report);
  };
  run();
  return async () => {
    stopping.abort();
    cancel();
    await work;
  };
}
