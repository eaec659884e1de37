import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";

/** Whether a process with this id lives, as far as this user can see. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Takes the lock file for this process. One that a dead process left behind is taken over.
 * @returns the undo, or null when a living process holds it
 */
export function takeLock(path: string): (() => void) | null {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, "wx", 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      held.add(path);
      return () => {
        held.delete(path);
        unlinkSync(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(readFileSync(path, "utf8"));
      const isOurs = owner === process.pid && held.has(path);
      if (isOurs || (owner !== process.pid && owner > 0 && isAlive(owner))) return null;
      unlinkSync(path);
    }
  }
  return null;
}

/** A process id may be given again after a crash: only what this process took itself is really its own. */
const held = new Set<string>();
