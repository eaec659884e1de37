import type { Clock } from "../../ports/clock.ts";

/* A browser cannot ping: a connection that has been silent is asked for an answer. */

/** The service takes two checks in a minute. */
const EVERY_MS = 30_000;
const LOOK_MS = 5_000;

/** Watches one connection after another for silence. */
export interface Liveness {
  /** A connection is open, and has been heard. */
  start(): void;
  heard(): void;
  /** Asks now, if the service takes another question already. */
  ask(): void;
  /** Looks now, because the page may have slept. */
  look(): void;
  stop(): void;
}

export function createLiveness(deps: {
  readonly clock: Clock;
  /** Asks for an answer. Resolves to false without one. */
  readonly check: () => Promise<boolean>;
  readonly reconnect: () => void;
}): Liveness {
  const { clock } = deps;
  let heardAt: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  let cancel = (): void => undefined;

  async function ask(): Promise<void> {
    isAsking = true;
    askedAt = clock.now();
    const isAlive = await deps.check();
    isAsking = false;
    if (!isAlive) deps.reconnect();
  }
  function look(): void {
    cancel();
    if (heardAt === null) return;
    cancel = clock.after(LOOK_MS, look);
    const now = clock.now();
    // A clock that was set back counts as silence, too.
    if (isAsking || Math.abs(now - heardAt) < EVERY_MS) return;
    if (Math.abs(now - askedAt) >= EVERY_MS) void ask();
  }
  return {
    start() {
      heardAt = clock.now();
      look();
    },
    heard() {
      if (heardAt !== null) heardAt = clock.now();
    },
    ask() {
      if (isAsking || heardAt === null || Math.abs(clock.now() - askedAt) < EVERY_MS) return;
      void ask();
    },
    look,
    stop() {
      heardAt = null;
      cancel();
    },
  };
}
