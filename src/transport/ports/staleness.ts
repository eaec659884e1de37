import type { Clock } from "./clock.ts";

/** A live connection is heard every 5 s; two missed beats can happen, three mean a dead link. */
const STALE_MS = 14_000;
/** How often staleness is checked, by wall-clock time: after a sleep the first check detects it. */
const STALE_CHECK_INTERVAL_MS = 2_000;

/** Watches one connection for silence, whatever the browser reports. */
export interface StaleWatch {
  /** The connection is open: it has been heard now. */
  start(): void;
  heard(): void;
  /** Checks at once. */
  check(): void;
  stop(): void;
}

/** @param onStale - called when nothing was heard for too long */
export function createStaleWatch(clock: Clock, onStale: () => void): StaleWatch {
  let heardAt: number | null = null;
  let cancel = (): void => undefined;
  const check = (): void => {
    cancel();
    if (heardAt === null) return;
    cancel = clock.after(STALE_CHECK_INTERVAL_MS, check);
    if (Math.abs(clock.now() - heardAt) >= STALE_MS) onStale();
  };
  return {
    start() {
      heardAt = clock.now();
      check();
    },
    heard() {
      if (heardAt !== null) heardAt = clock.now();
    },
    check,
    stop() {
      heardAt = null;
      cancel();
    },
  };
}
