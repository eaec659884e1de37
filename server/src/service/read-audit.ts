import { DomainError, unavailable } from "../domain/errors.ts";
import type { ReadAlongEntry, AuditLog } from "./audit-log.ts";
import type { ReadAccess, ReadAccessStore } from "./store.ts";

/** Writes down which agent has read which waiting or missed chat. */
export interface ReadAudit {
  /**
   * Resolves once the audit log has a line for each of the conversations. A second read of the same
   * conversation by the same agent adds none.
   * @throws DomainError `store-unavailable` while the store or the log cannot be written; the
   *   line is written with the next read, or at the next start
   */
  note(userId: string, conversationIds: readonly string[], at: number): Promise<void>;
  /** Writes the lines that are owed since an earlier run. */
  catchUp(): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

const entryOf = (access: ReadAccess): ReadAlongEntry => ({ what: "read-along", ...access });

/**
 * Creates the audit of reads. The store is the log's outbox: a read is stored first and stays
 * pending until its line is on disk, so neither an unwritable file nor a crash loses a line.
 */
export function createReadAudit(deps: {
  readonly store: ReadAccessStore;
  readonly audit: AuditLog;
}): ReadAudit {
  const { store, audit } = deps;
  let tail: Promise<unknown> = Promise.resolve();
  const serial = (work: () => Promise<void>): Promise<void> => {
    const turn = tail.then(work);
    // The caller is told of the failure; the next task only waits for the end.
    tail = turn.catch(() => undefined);
    return turn;
  };

  /** @param isFirstTry - whether no line of what is owed can be in the log yet */
  async function writeOwed(isFirstTry: (owed: readonly ReadAccess[]) => boolean): Promise<void> {
    const owed = await store.unloggedReadAccess();
    if (owed.length === 0) return;
    const entries = owed.map(entryOf);
    try {
      const missing = isFirstTry(owed) ? entries : await audit.missing(entries);
      if (missing.length > 0) await audit.add(...missing);
    } catch (error) {
      throw error instanceof DomainError ? error : unavailable("The audit log", error);
    }
    await store.markLogged(owed);
  }

  return {
    note: (userId, conversationIds, at) =>
      serial(async () => {
        const newCount = await store.recordReadAccess(userId, conversationIds, at);
        await writeOwed((owed) => owed.length === newCount);
      }),
    catchUp: () => serial(() => writeOwed(() => false)),
    close: async () => {
      await tail;
    },
  };
}
