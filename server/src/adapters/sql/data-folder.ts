import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { StoreError } from "./store-error.ts";
import { LOCK_FILE } from "./store-lock.ts";

export const DATABASE_FILE = "parlor.db";
export const AUDIT_FILE = "audit.log";
const WAL_FILE = `${DATABASE_FILE}-wal`;
const SHM_FILE = `${DATABASE_FILE}-shm`;
/** Empty; says that a store was made here, also when nothing else of it is left. */
const MADE_FILE = "parlor.made";

/** Every file that the server writes into its folder. Version 0.1.0 had another lock file. */
const files = [
  DATABASE_FILE,
  WAL_FILE,
  SHM_FILE,
  `${DATABASE_FILE}-journal`,
  LOCK_FILE,
  MADE_FILE,
  AUDIT_FILE,
  `${AUDIT_FILE}.new`,
];

const OTHERS = 0o077;
const STICKY = 0o1000;

type Warn = (text: string) => void;

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

/**
 * Makes the folder, when it is not there, and makes it its owner's alone.
 * @param warn - told of a folder whose permissions cannot be set, or are better left
 * @throws StoreError `store-unwritable`
 */
export function prepareFolder(folder: string, warn: Warn): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreError("store-unwritable", `The data folder ${folder} cannot be written.`, error);
  }
  const mode = statOf(folder)?.mode ?? 0;
  if ((mode & OTHERS) === 0) return;
  if ((mode & STICKY) !== 0) {
    warn(`The data folder ${folder} is shared by all users. Give the server one of its own.`);
    return;
  }
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    // The files in it are their owner's alone: others can see their names, and nothing more.
    warn(`The data folder ${folder} is open to others and cannot be closed: ${String(error)}`);
  }
}

/**
 * Restricts every file to its owner, including files that existed before.
 * @throws StoreError `store-unwritable` for a file that others can read and whose permissions
 *   cannot be set
 */
export function closeFilesToOthers(folder: string): void {
  for (const name of files) {
    const path = join(folder, name);
    const found = statOf(path);
    if (found === null || !found.isFile() || (found.mode & OTHERS) === 0) continue;
    try {
      chmodSync(path, 0o600);
    } catch (error) {
      throw new StoreError(
        "store-unwritable",
        `The file ${path} is open to others and cannot be closed. Give it to the server's user, or set its mode to 600.`,
        error,
      );
    }
  }
}

/**
 * Creates the file of a new database, accessible to its owner only. The files that SQLite adds
 * beside it inherit its permissions, so none is ever open to others.
 * @returns whether there was none before
 */
export function makePrivately(folder: string, name: string): boolean {
  const path = join(folder, name);
  if (statOf(path) !== null) return false;
  try {
    closeSync(openSync(path, "a", 0o600));
    return true;
  } catch (error) {
    throw new StoreError("store-unwritable", `The file ${path} cannot be made.`, error);
  }
}

/**
 * Removes a new database that could not be filled; otherwise the next start would take it for a
 * lost one.
 */
export function removeUnfilled(folder: string): void {
  if ((statOf(join(folder, DATABASE_FILE))?.size ?? 0) > 0) return;
  for (const name of [DATABASE_FILE, WAL_FILE, SHM_FILE])
    rmSync(join(folder, name), { force: true });
}

/**
 * Notes that the folder has a store, once it is filled. A failed first start leaves no note and can
 * be repeated.
 * @param warn - called when the note cannot be written; the next start tries again
 */
export function noteStore(folder: string, warn: Warn): void {
  try {
    makePrivately(folder, MADE_FILE);
  } catch (error) {
    warn(`It cannot be noted in ${folder} that a store was made: ${String(error)}`);
  }
}

/**
 * Refuses a database that is missing or empty while its other files exist: it has been lost, and is
 * not silently recreated.
 * @param warn - called for an empty file without any other files
 * @throws StoreError `store-damaged`
 */
export function refuseLostDatabase(folder: string, warn: Warn): void {
  const path = join(folder, DATABASE_FILE);
  const database = statOf(path);
  if (database !== null && database.size > 0) return;
  const orphans = [AUDIT_FILE, MADE_FILE, WAL_FILE, SHM_FILE].filter((name) => {
    const found = statOf(join(folder, name));
    // A store that was never written has no logs, but an operator may have created the audit file
    // in advance.
    return found?.isFile() === true && (found.size > 0 || name !== AUDIT_FILE);
  });
  const state = database === null ? "missing" : "empty";
  const all = new Intl.ListFormat("en-GB").format(orphans);
  if (orphans.length > 0) {
    throw new StoreError(
      "store-damaged",
      `${path} is ${state}, but there was a store: ${all} ${orphans.length > 1 ? "are" : "is"} beside it. ` +
        `Restore ${DATABASE_FILE} from a backup, or move ${all} away to begin with a new store.`,
    );
  }
  if (database !== null) warn(`${path} is empty. It becomes a new store.`);
}
