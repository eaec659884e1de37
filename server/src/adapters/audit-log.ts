import { createReadStream, existsSync } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { AuditEntry, AuditLog, ReadAlongEntry } from "../service/audit-log.ts";

const entry = z.discriminatedUnion("what", [
  z.looseObject({
    what: z.literal("read-along"),
    organizationId: z.string().exactOptional(),
    userId: z.string(),
    conversationId: z.string(),
    at: z.number(),
  }),
  z.looseObject({
    what: z.literal("machine-change"),
    organizationId: z.string(),
    userId: z.string(),
    conversationId: z.string(),
    operation: z.string(),
    at: z.number(),
  }),
  z.looseObject({
    what: z.literal("file-infected"),
    organizationId: z.string(),
    memberId: z.string(),
    userId: z.string().exactOptional(),
    conversationId: z.string(),
    sha256: z.string(),
    found: z.string(),
    at: z.number(),
  }),
]);

/** Null for a line that a crash has torn, and for one that this version cannot read. */
function entryOf(line: string): AuditEntry | null {
  try {
    return entry.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Yields the lines of a file. A read error ends the iteration, so that a partial file is never
 * taken for a complete one.
 */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** A file's name is on disk with its folder. */
async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function append(path: string, text: string): Promise<void> {
  const isNew = !existsSync(path);
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(`${(await endsInLine(file, size)) ? "" : "\n"}${text}`);
      await file.sync();
    } catch (error) {
      // A part of a line would be one with the line that comes after it.
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
  if (isNew) await syncFolderOf(path);
}

async function endsInLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

export function createAuditLog(path: string): AuditLog {
  let tail: Promise<unknown> = Promise.resolve();
  // One at a time: a line that is added while the file is written anew would be lost.
  const serial = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = tail.then(work);
    // The caller is told of the failure; the next task only waits for the end.
    tail = turn.catch(() => undefined);
    return turn;
  };
  const keyOf = ({ what, userId, conversationId, at }: ReadAlongEntry): string =>
    JSON.stringify([what, userId, conversationId, at]);
  const lineOf = (entry: AuditEntry): string => `${JSON.stringify(entry)}\n`;

  return {
    add: (...entries) => serial(() => append(path, entries.map(lineOf).join(""))),
    missing: (entries) =>
      serial(async () => {
        const wanted = new Map(entries.map((entry) => [keyOf(entry), entry]));
        if (!existsSync(path)) return entries;
        for await (const line of linesOf(path)) {
          const entry = entryOf(line);
          if (entry?.what === "read-along") wanted.delete(keyOf(entry));
        }
        return [...wanted.values()];
      }),
    drop: (beforeAt, isGone) =>
      serial(async () => {
        if (!existsSync(path)) return;
        const kept = `${path}.new`;
        try {
          const droppedCount = await copyKept(path, kept, beforeAt, isGone);
          if (droppedCount === 0) return await rm(kept);
          await rename(kept, path);
        } catch (error) {
          // The first failure is the one to tell of; the next run replaces the file.
          await rm(kept, { force: true }).catch(() => undefined);
          throw error;
        }
        await syncFolderOf(path);
      }),
  };
}

/** Writes what stays into another file. @returns how many lines are not in it */
async function copyKept(
  from: string,
  to: string,
  beforeAt: number,
  isGone: (conversationId: string) => Promise<boolean>,
): Promise<number> {
  const file = await open(to, "w", 0o600);
  let droppedCount = 0;
  try {
    for await (const line of linesOf(from)) {
      const entry = entryOf(line);
      const isOld = entry !== null && entry.at < beforeAt;
      if (isOld && (await isGone(entry.conversationId))) droppedCount++;
      else await file.appendFile(`${line}\n`);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return droppedCount;
}
