import { close, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

const closeFile = promisify(close);

/** Brings what transactions wrote to the write-ahead log to the disk. */
export interface LogSync {
  /**
   * Waits until all that was written before the call is on disk. The event loop goes on meanwhile.
   * @throws Error when the disk failed, then and ever after: what the operating system has kept of
   *   the log is not known, and only a new start reads it again
   */
  readonly sync: () => Promise<void>;
  readonly hasFailed: () => boolean;
  readonly close: () => Promise<void>;
}

/**
 * Opens the write-ahead log of a database that is in WAL mode and has been written to. SQLite keeps
 * the file for as long as a connection is open.
 * @param path - of the database
 * @param syncData - Default: `fdatasync`, in another thread
 */
export function openLogSync(
  path: string,
  syncData: (file: number) => Promise<void> = promisify(fdatasync),
): LogSync {
  // Windows flushes only what is open for writing.
  const log = openSync(`${path}-wal`, "r+");
  let failure: Error | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let closed: Promise<void> | null = null;

  async function run(): Promise<void> {
    next = null;
    if (failure !== null) throw failure;
    try {
      await syncData(log);
    } catch (error) {
      failure = new Error("The write-ahead log could not be brought to the disk", { cause: error });
      throw failure;
    } finally {
      running = next;
    }
  }

  return {
    sync() {
      // One that runs may have begun before the last write: all that come meanwhile share the next.
      if (running !== null) return (next ??= running.then(run, run));
      return (running = run());
    },
    hasFailed: () => failure !== null,
    close: () => (closed ??= closeFile(log)),
  };
}
