import type { Clock } from "./clock.ts";

/** Detects that a connection has fallen silent, whatever the browser reports. */
export interface StaleCheck {
  /** A connection has opened. */
  start(): void;
  /** Something has arrived. */
  heard(): void;
  /** Checks now, for example after the page was asleep. */
  check(): void;
  stop(): void;
}

/**
 * @param limitMs - a silence of this length means that the connection is lost
 * @param intervalMs - how often it is checked, by wall-clock time: after a sleep the first check
 * detects it
 */
export function createStaleCheck(
  clock: Clock,
  limitMs: number,
  intervalMs: number,
  onStale: () => void,
): StaleCheck {
  let heardAt: number | null = null;
  let cancel = (): void => undefined;

  function check(): void {
    cancel();
    if (heardAt === null) return;
    cancel = clock.after(intervalMs, check);
    if (Math.abs(clock.now() - heardAt) >= limitMs) onStale();
  }
  return {
    start() {
      heardAt = clock.now();
      check();
    },
    heard() {
      // A socket that is given up may still deliver something.
      if (heardAt !== null) heardAt = clock.now();
    },
    check,
    stop() {
      cancel();
      heardAt = null;
    },
  };
}
