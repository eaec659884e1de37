import type { Clock } from "../service/clock.ts";

/** A clock that stands still until it is told to move; due timers fire in order on the way. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
  /** Sets the time without firing what lies before it; a step back is allowed. */
  set(at: number): void;
}

export function createFakeClock(startAt: number): FakeClock {
  let now = startAt;
  const timers = new Set<{ at: number; callback: () => void }>();
  const fireUntil = (until: number): void => {
    for (;;) {
      const due = [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) return;
      timers.delete(due);
      now = Math.max(now, due.at);
      due.callback();
    }
  };
  return {
    now: () => now,
    at(at, callback) {
      const timer = { at, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      fireUntil(until);
      now = until;
    },
    set(at) {
      now = at;
    },
  };
}
