import { join } from "node:path";
import { Kysely, Migrator } from "kysely";
import type { Store } from "../../service/store.ts";
import { createAgentStore } from "./agents.ts";
import { createAttachmentStore } from "./attachments.ts";
import { createCommitWriter } from "./commit.ts";
import { createConversationStore } from "./conversations.ts";
import {
  closeFilesToOthers,
  DATABASE_FILE,
  makePrivately,
  noteStore,
  prepareFolder,
  refuseLostDatabase,
  removeUnfilled,
} from "./data-folder.ts";
import { openDatabase, readPragma, StoreDialect, type DatabaseFile } from "./database.ts";
import { belongings } from "./delete-ended.ts";
import { createDeliveryStore, releaseClaims } from "./delivery-queries.ts";
import { openLogSync, type LogSync } from "./log-sync.ts";
import { createMessageStore } from "./messages.ts";
import { migrations } from "./migrations.ts";
import { createRatingStore } from "./ratings.ts";
import { createReadAccessStore } from "./read-access.ts";
import type { Database } from "./schema.ts";
import { createRoutingStore } from "./routing.ts";
import { createSettingStore } from "./settings.ts";
import { StoreError } from "./store-error.ts";
import { LOCK_FILE, takeLock } from "./store-lock.ts";
import { createWrites } from "./writes.ts";

/** The store in one SQLite file: WAL, `synchronous=FULL`. */
export interface SqlStore extends Store {
  /** How SQLite is set, for the durability test. */
  pragmas(): { readonly journalMode: string; readonly synchronous: number };
  /** Removes every conversation (test control). */
  wipe(): Promise<void>;
  /** Whether writes succeed now. */
  isWritable(): Promise<boolean>;
  /** Stands for a full disk (test control). */
  refuseWrites(isRefusing: boolean): void;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly folder: string;
  /** Told of what an operator should mend, and of trouble while closing. Default: nobody */
  readonly warn?: (text: string) => void;
  /**
   * Told of each transaction that is committed: how many changes it held, and how long it took.
   * Default: nobody
   */
  readonly onCommit?: (changeCount: number, ms: number) => void;
  /** Brings a file's data to the disk. Default: `fdatasync`, in another thread */
  readonly syncData?: (file: number) => Promise<void>;
}

/** Opens the store in a folder, making it when it is not there. @throws StoreError */
export async function openStore(options: StoreOptions): Promise<SqlStore> {
  const { folder, warn = (): void => undefined, onCommit = (): void => undefined } = options;
  prepareFolder(folder, warn);
  makePrivately(folder, LOCK_FILE);
  const unlock = takeLock(folder);
  let file: DatabaseFile | null = null;
  let isNew = false;
  try {
    closeFilesToOthers(folder);
    refuseLostDatabase(folder, warn);
    isNew = makePrivately(folder, DATABASE_FILE);
    file = openDatabase(join(folder, DATABASE_FILE), warn);
    const db = new Kysely<Database>({ dialect: new StoreDialect(file) });
    const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
    if (error !== undefined) throw error;
    await releaseClaims(db);
    noteStore(folder, warn);
    const log = openLogSync(join(folder, DATABASE_FILE), options.syncData);
    return createStore(db, file, log, unlock, { warn, onCommit });
  } catch (error) {
    file?.close();
    if (isNew) removeUnfilled(folder);
    unlock();
    if (error instanceof StoreError) throw error;
    throw new StoreError("store-unreadable", `The store in ${folder} cannot be opened.`, error);
  }
}

function createStore(
  db: Kysely<Database>,
  file: DatabaseFile,
  log: LogSync,
  unlock: () => void,
  { warn, onCommit }: Required<Pick<StoreOptions, "warn" | "onCommit">>,
): SqlStore {
  const writes = createWrites(db, file, log, { onCommit });
  const conversations = createConversationStore(db, writes, createCommitWriter(file));
  return {
    ...conversations,
    ...createRoutingStore(db, file, writes),
    ...createMessageStore(db, file),
    ...createRatingStore(db, file, writes),
    ...createReadAccessStore(db, writes),
    ...createAgentStore(db, writes),
    ...createAttachmentStore(db, writes),
    ...createDeliveryStore(db, writes),
    ...createSettingStore(db, writes),
    pragmas: () => ({
      journalMode: String(readPragma(file, "journal_mode")),
      synchronous: Number(readPragma(file, "synchronous")),
    }),
    async wipe() {
      await writes.run(async (trx) => {
        for (const table of belongings) await trx.deleteFrom(table).execute();
        for (const table of ["conversations", "seats", "answers"] as const)
          await trx.deleteFrom(table).execute();
      });
    },
    isWritable: writes.areWorking,
    refuseWrites: writes.refuse,
    async close() {
      await writes.close();
      try {
        await conversations.truncateWal();
      } catch (error) {
        // The next start recovers the content of the log.
        warn(`The write-ahead log could not be emptied: ${String(error)}`);
      }
      try {
        await db.destroy();
      } finally {
        unlock();
      }
    },
  };
}
