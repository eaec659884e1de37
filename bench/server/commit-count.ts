import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/** The place of the counter in SQLite's index of the write-ahead log: `WalIndexHdr.iChange`. */
const OFFSET = 8;

/** The transactions that SQLite has committed to the log of an open store, since it was opened. */
export function commitCount(folder: string): number {
  const file = openSync(join(folder, "data", "parlor.db-shm"), "r");
  try {
    const bytes = Buffer.alloc(4);
    readSync(file, bytes, 0, bytes.length, OFFSET);
    return bytes.readUInt32LE();
  } finally {
    closeSync(file);
  }
}
