import type { StreamStatus } from "../../conversation/state.ts";
import type { Ports } from "../../options.ts";
import { waitOf } from "./pace.ts";

/** Only a connection that lasted this long resets the wait. */
const STABLE_MS = 10_000;

/** Counts the attempts to connect, and how long each waits. */
export interface Attempts {
  readonly connecting: () => StreamStatus;
  readonly live: () => StreamStatus;
  /** How many have failed since the last stable connection. */
  readonly count: () => number;
  opened(): void;
  /** Begins to count anew from now. */
  restart(): void;
  /**
   * A connection is lost.
   * @param waitMs - how long the next one waits; null for the wait of its turn
   */
  lost(waitMs: number | null): { readonly ms: number; readonly status: StreamStatus };
}

export function createAttempts({
  clock,
  random,
  reachability,
}: Pick<Ports, "clock" | "random" | "reachability">): Attempts {
  let [count, openedAt, since] = [0, 0, clock.now()];
  return {
    connecting: () => ({ kind: "connecting", attempt: count, since }),
    live: () => ({ kind: "live", since: openedAt }),
    count: () => count,
    opened: () => void (openedAt = clock.now()),
    restart: () => void (since = clock.now()),
    lost(waitMs) {
      const now = clock.now();
      if (openedAt !== 0) {
        since = now;
        if (now - openedAt >= STABLE_MS) count = 0;
        openedAt = 0;
      }
      const ms = waitMs ?? waitOf(count++, random.next());
      const isOffline = !reachability.isOnline();
      return { ms, status: { kind: "waiting", retryAt: now + ms, since, isOffline } };
    },
  };
}
