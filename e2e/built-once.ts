import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Returns the folder for the builds of one test run. All workers of a run, whatever engine they
 * test, are child processes of the same runner.
 */
const builtBy = (runner: number): string => join(tmpdir(), `parlor-built-${runner}`);

/**
 * Builds into a folder, unless a worker of this run has built the same from the same.
 * @param from - all that makes a difference to what is built.
 * @returns the folder; it belongs to all.
 */
export async function builtOnce(
  from: unknown,
  build: (into: string) => unknown,
  folder = builtBy(process.ppid),
): Promise<string> {
  const name = createHash("sha256").update(JSON.stringify(from)).digest("hex");
  const place = join(folder, name);
  if (existsSync(place)) return place;
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(join(folder, "half-"));
  await build(made);
  try {
    renameSync(made, place);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(place)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
  return place;
}

/** Playwright's global teardown. */
// oxlint-disable-next-line import/no-default-export -- Playwright wants it so
export default function forgetBuilt(): void {
  rmSync(builtBy(process.pid), { recursive: true, force: true });
}
