import type { Clock as GuestClock } from "../../src/transport/ports/clock.ts";
import type { Clock as ServerClock } from "../../server/src/service/clock.ts";

/**
 * A clock that runs faster for guest and server alike, so that a minute of waiting takes seconds.
 */
export interface FastClock extends GuestClock, ServerClock {
  /** Shifts the wall-clock time, as when it is set or a laptop has slept. Timers do not change. */
  jump(ms: number): void;
}

/**
 * One turn of the event loop counts as at most this much real time. Guest, server and the network
 * between them share the loop, so a busy machine slows them alike, and no request times out because
 * its test was not scheduled.
 */
const MAX_TURN_MS = 3;

export function createFastClock(speed: number): FastClock {
  const begin = Date.now();
  const timers = new Map<object, { readonly due: number; readonly callback: () => void }>();
  let shift = 0;
  /** Milliseconds of this clock since it was made. */
  let passed = 0;
  let lookedAt = performance.now();
  let turn: ReturnType<typeof setTimeout> | null = null;

  function advance(): void {
    const real = performance.now() - lookedAt;
    lookedAt += real;
    // Without timers nothing waits, and time is what it is.
    passed += (turn === null ? real : Math.min(real, MAX_TURN_MS)) * speed;
  }

  function next(): void {
    turn = timers.size === 0 ? null : setTimeout(runDue, 1);
  }

  function runDue(): void {
    advance();
    const due = [...timers].filter(([, timer]) => timer.due <= passed);
    next();
    for (const [key, { callback }] of due.toSorted(([, a], [, b]) => a.due - b.due))
      if (timers.delete(key)) callback();
  }

  const now = (): number => Math.round(begin + shift + passed);
  const after = (ms: number, callback: () => void): (() => void) => {
    if (turn === null) advance();
    const key = {};
    timers.set(key, { due: passed + Math.max(0, ms), callback });
    if (turn === null) next();
    return () => void timers.delete(key);
  };
  return {
    now() {
      if (turn === null) advance();
      return now();
    },
    after,
    at: (at, callback) => after(at - now(), callback),
    jump(ms) {
      shift += ms;
    },
  };
}
