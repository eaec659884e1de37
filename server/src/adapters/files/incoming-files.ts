import { mkdir, open, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { unavailable } from "../../domain/errors.ts";
import type { Clock } from "../../service/clock.ts";
import type { IncomingFile, IncomingFiles, Received } from "../../service/files.ts";
import { systemCode } from "../sql/store-error.ts";
import { createDiskTurns, type DiskTurns } from "./disk-turns.ts";
import { assertFileId } from "./file-names.ts";
import { nextBytes } from "./next-bytes.ts";
import { PartFile } from "./part-file.ts";

/** The folder of files on their way in, in the data folder. */
export const INCOMING_FOLDER = "files-in";
const SILENCE_MS = 30_000;
const WHOLE_UPLOAD_MS = 10 * 60_000;

/** A file with more than this is brought to the disk before its turn ends. */
const MAX_UNSYNCED_BYTES = 512 * 1024;
/** The same for all files together. */
const MAX_UNSYNCED_BYTES_OF_ALL = 16 * 1024 * 1024;

/** The picture without metadata, and the small picture, which the checks write. */
export const keptPath = (partPath: string): string => partPath.replace(/part$/, "kept");
export const thumbnailPath = (partPath: string): string => partPath.replace(/part$/, "thumb");

/**
 * Files on their way in, in a folder of the local disk.
 * @param folder - is made when it is not there
 * @param turns - shared with others who write files to the same disk
 */
export function createIncomingFiles(
  folder: string,
  clock: Clock,
  turns: DiskTurns = createDiskTurns(),
): IncomingFiles {
  const underWay = new Set<string>();
  const maxUnsyncedBytes = (): number =>
    Math.min(MAX_UNSYNCED_BYTES, MAX_UNSYNCED_BYTES_OF_ALL / underWay.size);
  const pathOf = (id: string): string => {
    assertFileId(id);
    return join(folder, `${id}.part`);
  };
  return {
    async receive(id, source, size) {
      const path = pathOf(id);
      if (underWay.has(id)) return { kind: "refused", because: "busy" };
      underWay.add(id);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const received = await write(path, source, size, { turns, clock, maxUnsyncedBytes });
        if (received.kind === "refused") await rm(path, { force: true });
        return received;
      } catch (error) {
        // The disk may be so broken that this fails too; the next start tries again.
        await rm(path, { force: true }).catch(() => undefined);
        throw unavailable("The folder of files", error);
      } finally {
        underWay.delete(id);
      }
    },
    path: pathOf,
    async remove(id) {
      const path = pathOf(id);
      for (const one of [keptPath(path), thumbnailPath(path), path]) await rm(one, { force: true });
    },
    leftovers: () => leftovers(folder),
    async freeBytes() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

interface SharedDisk {
  readonly turns: DiskTurns;
  readonly clock: Clock;
  /** How many bytes of one file may wait for a later turn. */
  readonly maxUnsyncedBytes: () => number;
}

async function write(
  path: string,
  source: Readable,
  size: number,
  disk: SharedDisk,
): Promise<Received> {
  // A stored file may share the bytes of an earlier one: they must not be overwritten.
  await rm(path, { force: true });
  const file = await open(path, "wx", 0o600);
  // `nextBytes` sees that the stream broke off; an error without a listener would end the process.
  const ignore = (): void => {};
  source.on("error", ignore);
  try {
    return await copy(new PartFile(file), source, size, disk);
  } finally {
    source.pause();
    source.off("error", ignore);
    await file.close();
  }
}

async function copy(
  part: PartFile,
  source: Readable,
  size: number,
  { turns, clock, maxUnsyncedBytes }: SharedDisk,
): Promise<Received> {
  const until = clock.now() + WHOLE_UPLOAD_MS;
  for (let written = 0; ; ) {
    const bytes = await nextBytes(source, clock, Math.min(until, clock.now() + SILENCE_MS));
    if (bytes === "late") return { kind: "refused", because: "too-slow" };
    if (bytes === "cut") return { kind: "refused", because: "too-short" };
    if (bytes === "end") {
      if (written === 0) return { kind: "refused", because: "empty" };
      if (written < size) return { kind: "refused", because: "too-short" };
      return { kind: "received", size, sha256: await turns.take(() => part.finish()) };
    }
    // Nothing is read from a sender who waits for his turn, so that he is held back.
    const room = size - written;
    const came = await turns.take(() => part.writeTurn(source, bytes, room, maxUnsyncedBytes()));
    if (came > room) return { kind: "refused", because: "too-large" };
    written += came;
  }
}

async function leftovers(folder: string): Promise<readonly IncomingFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  const found = new Map<string, number>();
  for (const name of names) {
    const [, id] = /^([\w-]{4,64})\.(?:part|kept|thumb)$/.exec(name) ?? [];
    if (id === undefined) continue;
    const { mtimeMs } = await stat(join(folder, name));
    found.set(id, Math.max(found.get(id) ?? 0, mtimeMs));
  }
  return [...found].map(([id, at]) => ({ id, at }));
}
