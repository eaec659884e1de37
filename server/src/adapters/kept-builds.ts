import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Clock } from "../service/clock.ts";

/** The folder of the kept builds, in the data folder. */
export const BUILDS_FOLDER = "builds";
const INDEX_FILE = "index.json";
/** The most bytes that are kept; what went away first is deleted first. A build has 0.6 MB. */
const MAX_BYTES = 50_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** `0.2.0/widget-BUxWt1w7.js`, `0.2.0/locale-de.secondary.js`, and the same files compressed. */
const CHUNK = /^\w[\w.-]*\/\w[\w.-]*\.js(\.br)?$/;

/** By path: when a file went away with an upgrade (ms since 1970); null for the present build. */
const indexSchema = z.record(z.string().regex(CHUNK), z.number().nullable());
type Index = Map<string, number | null>;

/** The chunks of previous builds, for pages that were loaded before an upgrade. */
export interface KeptBuilds {
  readonly root: string;
  /** Whether this file of a previous build is still served. */
  has(path: string): boolean;
}

export interface KeptBuildsOptions {
  /** The folder of the present build, with a folder for each version in it. */
  readonly embed: string;
  /** The data folder. */
  readonly folder: string;
  readonly days: number;
  readonly clock: Clock;
  readonly warn: (text: string) => void;
}

/**
 * Copies the present build's chunks into the data folder, and deletes those that went away too long
 * ago. A failure is a warning: the server then serves the present build alone.
 */
export async function keepBuilds(options: KeptBuildsOptions): Promise<KeptBuilds> {
  const { folder, days, clock, warn } = options;
  const root = join(folder, BUILDS_FOLDER);
  const kept: Index = new Map();
  try {
    if (days === 0) await rm(root, { recursive: true, force: true });
    else for (const [path, goneAt] of await update(root, options)) kept.set(path, goneAt);
  } catch (error) {
    kept.clear();
    warn(`The chunks of previous builds cannot be kept in ${root}: ${String(error)}`);
  }
  return {
    root,
    has(path) {
      const goneAt = kept.get(path) ?? null;
      return goneAt !== null && clock.now() < goneAt + days * DAY_MS;
    },
  };
}

async function update(root: string, { embed, days, clock }: KeptBuildsOptions): Promise<Index> {
  const now = clock.now();
  const present = await chunksIn(embed);
  const known = await readIndex(root);
  const index: Index = new Map();
  // A file that the index does not know went away now at the latest.
  for (const path of await chunksIn(root)) index.set(path, known.get(path) ?? now);
  for (const path of present) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    // Also a file that is there: a language has the same name in each build of a version.
    await copyFile(join(embed, path), join(root, path));
    index.set(path, null);
  }
  for (const path of await tooMany(root, index, now - days * DAY_MS)) {
    await rm(join(root, path), { force: true });
    index.delete(path);
  }
  await mkdir(root, { recursive: true });
  // Renamed, so that an interrupted start leaves the old index and no half of a new one.
  await writeFile(join(root, `${INDEX_FILE}.new`), JSON.stringify(Object.fromEntries(index)));
  await rename(join(root, `${INDEX_FILE}.new`), join(root, INDEX_FILE));
  return index;
}

/** The chunks in the folders of the versions: nothing else is ever copied or served. */
async function chunksIn(root: string): Promise<readonly string[]> {
  const entriesOf = (folder: string) =>
    readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      // Nothing has been built, or kept yet.
      if (error.code === "ENOENT") return [];
      throw error;
    });
  const paths: string[] = [];
  for (const version of await entriesOf(root)) {
    if (!version.isDirectory()) continue;
    for (const file of await entriesOf(join(root, version.name))) {
      const path = `${version.name}/${file.name}`;
      if (file.isFile() && CHUNK.test(path)) paths.push(path);
    }
  }
  return paths;
}

/** An index that is missing or damaged is an empty one. */
async function readIndex(root: string): Promise<Index> {
  const text = await readFile(join(root, INDEX_FILE), "utf8").catch(() => "");
  try {
    return new Map(Object.entries(indexSchema.parse(JSON.parse(text))));
  } catch {
    // Every kept file then counts as one that goes away now.
    return new Map();
  }
}

/** The files that went away before `limit`, and those above the limit of bytes. */
async function tooMany(root: string, index: Index, limit: number): Promise<readonly string[]> {
  const gone = [...index].flatMap(([path, at]) => (at === null ? [] : [{ path, at }]));
  const found: string[] = [];
  let bytes = 0;
  for (const { path, at } of gone.sort((a, b) => b.at - a.at)) {
    bytes += (await stat(join(root, path))).size;
    if (at <= limit || bytes > MAX_BYTES) found.push(path);
  }
  return found;
}
