import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";
import type { Attachments } from "./attachments.ts";
import type { AuditLog } from "./audit-log.ts";
import type { ConversationStore } from "./store.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Conversations deleted at once; between two batches other work has a turn. */
const BATCH = 20;

export interface RetentionDeps {
  readonly store: ConversationStore;
  /** Deletes the bytes of files; they go before their rows. */
  readonly attachments: Pick<Attachments, "deleteOfEnded">;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** How long an ended conversation is kept. */
  readonly days: number;
  /** Called with the number of deleted conversations, when there were any. */
  readonly onDeleted: (count: number) => void;
  /** Called with a failure; the next hour tries again. */
  readonly report: (error: unknown) => void;
}

/**
 * Deletes for good the conversations that ended longer ago than `days`: at once, then every hour.
 * @returns the undo, which waits for what is under way
 */
export function startRetention(deps: RetentionDeps): () => Promise<void> {
  const { clock } = deps;
  const stopping = new AbortController();
  let cancel = (): void => undefined;
  let work: Promise<void> = Promise.resolve();
  const run = (): void => {
    cancel = clock.at(clock.now() + HOUR_MS, run);
    work = work.then(() => deleteOld(deps, stopping.signal)).catch(deps.report);
  };
  run();
  return async () => {
    stopping.abort();
    cancel();
    await work;
  };
}

async function deleteOld(deps: RetentionDeps, signal: AbortSignal): Promise<void> {
  const { store, audit, clock, days } = deps;
  const beforeAt = clock.now() - days * DAY_MS;
  await deps.attachments.deleteOfEnded(beforeAt, signal);
  let count = 0;
  while (!signal.aborted) {
    const found = await store.deleteEnded(beforeAt, BATCH);
    count += found;
    if (found < BATCH) break;
    await setImmediate();
  }
  if (count > 0) await store.truncateWal();
  if (!signal.aborted)
    await audit.drop(
      beforeAt,
      async (conversationId) => (await store.load(conversationId)) === null,
    );
  if (count > 0) deps.onDeleted(count);
}
