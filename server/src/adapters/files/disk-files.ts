import { constants } from "node:fs";
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { unavailable } from "../../domain/errors.ts";
import type { Files } from "../../service/files.ts";
import { systemCode } from "../sql/store-error.ts";
import { createDiskTurns, type DiskTurns } from "./disk-turns.ts";
import { idOfStoredName, storedName } from "./file-names.ts";

/** The folder of the files, in the data folder. */
export const FILES_FOLDER = "files";
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY = 0o600;

/**
 * Files in a folder of the local disk.
 * @param root - is made when it is not there
 * @param turns - shared with others who write files to the same disk
 */
export function createDiskFiles(root: string, turns: DiskTurns = createDiskTurns()): Files {
  return {
    async write(id, variant, path) {
      const target = join(root, storedName(id, variant));
      try {
        await turns.take(async () => {
          await mkdir(dirname(target), { recursive: true, mode: OWNER_ONLY_FOLDER });
          await place(path, target);
          await syncFolders(root, dirname(target));
        });
      } catch (error) {
        throw unavailable("The folder of files", error);
      }
    },
    async read(id, variant, range) {
      const file = await orNull(open(join(root, storedName(id, variant)), "r"));
      return file?.createReadStream({ ...range, highWaterMark: 64 * 1024 }) ?? null;
    },
    async remove(id) {
      // The file goes last: as long as it is there, `list` names it.
      const names = [storedName(id, "thumb"), storedName(id, "file")];
      try {
        for (const name of names) await rm(join(root, name), { force: true });
      } catch (error) {
        throw unavailable("The folder of files", error);
      }
    },
    async stat(id, variant) {
      const found = await orNull(stat(join(root, storedName(id, variant))));
      return found === null ? null : { size: found.size };
    },
    list: () => list(root, root),
  };
}

/** A second name for the same bytes costs nothing; another disk needs a copy. */
async function place(path: string, target: string): Promise<void> {
  const fresh = `${target}.new`;
  await rm(fresh, { force: true });
  await link(path, fresh).catch(() => copyFile(path, fresh, constants.COPYFILE_EXCL));
  const file = await open(fresh, "r+");
  try {
    await file.chmod(OWNER_ONLY);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, target);
  // A second name for what is there already is not renamed.
  await rm(fresh, { force: true });
}

/** A name is durable when its folder is, and a folder when the one above it is. */
async function syncFolders(root: string, from: string): Promise<void> {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const opened = await open(folder, "r");
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  }
}

async function orNull<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw unavailable("The folder of files", error);
  }
}

async function* list(root: string, folder: string): AsyncIterable<string> {
  for (const entry of (await orNull(readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* list(root, path);
    const id = entry.isFile() ? idOfStoredName(relative(root, path).split(sep).join("/")) : null;
    if (id !== null) yield id;
  }
}
