import { readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";
import { sqliteCode, StoreError, systemCode } from "./store-error.ts";

/**
 * The locked file. It is never opened in another way, because closing any descriptor of it would
 * release the lock.
 */
export const LOCK_FILE = "parlor.lock.db";
/** Version 0.1.0 kept its process id here. */
const PID_FILE = "parlor.lock";
const SQLITE_BUSY = 5;
/** A process that is being killed holds its locks for some milliseconds more. */
const WAIT_MS = 250;

/**
 * Locks the data folder for this process with a kernel lock, by an exclusive transaction on a
 * SQLite file of its own. The lock ends with the process, however it ends, and works between
 * containers on one machine. It does not work on NFS.
 * @returns the undo
 * @throws StoreError `store-locked` while another process holds the lock
 */
export function takeLock(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  const lock = new Libsql(path);
  try {
    lock.pragma(`busy_timeout = ${WAIT_MS}`);
    // Nothing is written, so the server can start with a full disk, and no journal is left behind.
    lock.pragma("journal_mode = memory");
    lock.exec("begin exclusive");
    removePidFile(folder);
  } catch (error) {
    release(lock);
    if (error instanceof StoreError) throw error;
    if (sqliteCode(error) === SQLITE_BUSY) {
      throw new StoreError("store-locked", `Another process uses the data folder ${folder}.`);
    }
    throw new StoreError("store-unwritable", `The file ${path} cannot be locked.`, error);
  }
  return () => release(lock);
}

function release(lock: InstanceType<typeof Libsql>): void {
  // Closing alone lets go only once all statements have been collected.
  if (lock.inTransaction) lock.exec("rollback");
  lock.close();
}

function removePidFile(folder: string): void {
  const path = join(folder, PID_FILE);
  let pid: number;
  try {
    pid = Number(readFileSync(path, "utf8"));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw error;
  }
  // Every container's first process has the same id: one that is ours is not another's.
  if (pid !== process.pid && Number.isInteger(pid) && pid > 0 && isAlive(pid)) {
    throw new StoreError(
      "store-locked",
      `Another process uses the data folder ${folder}: ${PID_FILE} names process ${pid}, which is running. ` +
        "Stop it; if it is no Parlor server, delete the file.",
    );
  }
  unlinkSync(path);
}

/** Whether a process with this id runs, as far as this user can see. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
  try {
    // A zombie can still be signalled, and holds nothing.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}
