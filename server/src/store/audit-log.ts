import { createReadStream, existsSync } from "node:fs";
import { appendFile, open, rename, rm } from "node:fs/promises";
import { createInterface } from "node:readline";

/** One line of the log: who did what in which conversation, and when. */
export interface AuditEntry {
  readonly what: "read-along";
  /** Lines of older versions do not have it. */
  readonly organizationId?: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly at: number;
}

/** A file that only grows, but for what retention takes out. */
export interface AuditLog {
  add(entry: AuditEntry): Promise<void>;
  /** Drops the lines that were written before a moment and of which `isGone` says that their conversation is no more. */
  drop(beforeAt: number, isGone: (conversationId: string) => Promise<boolean>): Promise<void>;
}

/** Null for a line that a crash has torn. */
function entryOf(line: string): AuditEntry | null {
  try {
    return JSON.parse(line) as AuditEntry;
  } catch {
    return null;
  }
}

export function createAuditLog(path: string): AuditLog {
  let tail: Promise<unknown> = Promise.resolve();
  // One at a time: a line that is added while the file is written anew would be lost.
  const serial = (work: () => Promise<void>): Promise<void> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  return {
    add: (entry) => serial(() => appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 })),
    drop: (beforeAt, isGone) =>
      serial(async () => {
        if (!existsSync(path)) return;
        const kept = `${path}.new`;
        const file = await open(kept, "w", 0o600);
        let droppedCount = 0;
        try {
          for await (const line of createInterface({ input: createReadStream(path) })) {
            const entry = entryOf(line);
            const isOld = entry !== null && entry.at < beforeAt;
            if (isOld && (await isGone(entry.conversationId))) droppedCount++;
            else await file.write(`${line}\n`);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        if (droppedCount > 0) await rename(kept, path);
        else await rm(kept);
      }),
  };
}
