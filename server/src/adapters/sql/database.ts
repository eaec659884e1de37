import { statSync } from "node:fs";
import {
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
} from "kysely";
import Libsql from "libsql";
import { z } from "zod";
import { StoreError } from "./store-error.ts";

/**
 * The largest database that is checked at every start, in bytes. A check takes 1 s per GB from
 * memory and 15 s per GB from a slow disk.
 */
const MAX_CHECKED_BYTES = 1_073_741_824;

/**
 * Pages of 4 kB after which the log is copied into the database. The same pages are written again
 * and again while many chats talk: each copy takes them once, and waits for the disk twice.
 */
const LOG_PAGES = 4_000;

export type DatabaseFile = InstanceType<typeof Libsql>;

/**
 * Opens the database file, checks it, and sets it to survive whatever ends the process.
 * @param warn - told when the file is too large to be checked at every start
 * @throws StoreError `store-damaged`
 */
export function openDatabase(path: string, warn: (text: string) => void): DatabaseFile {
  const file = new Libsql(path);
  try {
    if (statSync(path).size <= MAX_CHECKED_BYTES) refuseDamage(file, path);
    else warn(`${path} is too large to be checked now. Check it with "pragma quick_check".`);
    file.pragma("journal_mode = WAL");
    file.pragma("synchronous = FULL");
    file.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    file.pragma("busy_timeout = 5000");
    // Deleted content is overwritten, not only marked as free.
    file.pragma("secure_delete = ON");
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * Runs the work in one transaction, synchronously: all of it is written to the log, or nothing. It
 * is on disk after the next {@link LogSync.sync}.
 */
export function inTransaction<Result>(file: DatabaseFile, work: () => Result): Result {
  file.exec("pragma synchronous = normal; begin immediate");
  try {
    const result = work();
    file.exec("commit");
    return result;
  } catch (error) {
    // A full disk ends a transaction by itself.
    if (file.inTransaction) file.exec("rollback");
    throw error;
  } finally {
    file.exec("pragma synchronous = full");
  }
}

const pragmaRows = z.array(z.record(z.string(), z.unknown()));

/** The value of a pragma; of the first row, when there are several. */
export function readPragma(file: DatabaseFile, name: string): unknown {
  return pragmaRows.parse(file.pragma(name))[0]?.[name];
}

function refuseDamage(file: DatabaseFile, path: string): void {
  const found = pragmaRows.parse(file.pragma("quick_check(3)"));
  const problems = found.map((row) => String(row["quick_check"]));
  if (problems.length === 1 && problems[0] === "ok") return;
  throw new StoreError(
    "store-damaged",
    `${path} is damaged: ${problems.join("; ").replaceAll("\n", " ")}. Restore it from a backup.`,
  );
}

/** libsql has better-sqlite3's interface, of which Kysely's own dialect needs two methods. */
function kyselyDatabase(file: DatabaseFile): SqliteDatabase {
  return {
    close: () => void file.close(),
    prepare: (query) => file.prepare<[readonly unknown[]]>(query),
  };
}

export class StoreDialect extends SqliteDialect {
  readonly #file: DatabaseFile;

  constructor(file: DatabaseFile) {
    super({ database: kyselyDatabase(file) });
    this.#file = file;
  }

  override createDriver(): Driver {
    return new StoreDriver(this.#file);
  }
}

/**
 * A driver that rolls back open transactions only. A full disk ends a transaction by itself, and
 * the error of a second rollback would hide the first error.
 */
class StoreDriver extends SqliteDriver {
  readonly #file: DatabaseFile;

  constructor(file: DatabaseFile) {
    super({ database: kyselyDatabase(file) });
    this.#file = file;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}
