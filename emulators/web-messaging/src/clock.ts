/** Time as a port, so that a test can set it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`. Returns the undo. Timers do not keep the process alive. */
  after(ms: number, callback: () => void): () => void;
}

/** The longest time that Node's timers take. */
const MAX_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const until = Date.now() + ms;
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = Math.max(0, until - Date.now());
      timer = setTimeout(left > MAX_TIMER_MS ? arm : callback, Math.min(left, MAX_TIMER_MS));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/** A clock that can be moved forward; due timers fire during `advance`. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still between the calls of `advance`. */
export function createManualClock(startAt = Date.UTC(2026, 10, 20, 10, 15)): MovableClock {
  let now = startAt;
  const timers = new Set<Timer>();
  const next = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + Math.max(0, ms), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let due = next(until); due !== undefined; due = next(until)) {
        timers.delete(due);
        now = Math.max(now, due.at);
        due.callback();
      }
      now = until;
    },
  };
}

/** The system's clock, which `advance` moves ahead of the system's time. */
export function createShiftedClock(): MovableClock {
  let offset = 0;
  const timers = new Set<Timer & { cancel: () => void }>();
  const now = (): number => systemClock.now() + offset;
  const arm = (timer: Timer & { cancel: () => void }): void => {
    timer.cancel = systemClock.after(timer.at - now(), () => {
      timers.delete(timer);
      timer.callback();
    });
  };
  return {
    now,
    after(ms, callback) {
      const timer = { at: now() + ms, callback, cancel: (): void => undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    advance(ms) {
      offset += ms;
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        timer.cancel();
        if (timer.at > now()) arm(timer);
        else if (timers.delete(timer)) timer.callback();
      }
    },
  };
}
