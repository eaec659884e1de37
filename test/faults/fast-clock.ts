import type { Clock as GuestClock } from "../../src/transport/ports/clock.ts";
import type { Clock as ServerClock } from "../../server/src/clock.ts";

/** Time that runs faster, for guest and server alike, so that a minute of waiting is a matter of seconds. */
export interface FastClock extends GuestClock, ServerClock {
  /** What the clock on the wall does when somebody sets it, or when a laptop has slept. Timers do not notice. */
  jump(ms: number): void;
}

export function createFastClock(speed: number): FastClock {
  const begin = Date.now();
  const origin = performance.now();
  let shift = 0;
  const now = (): number => Math.round(begin + shift + (performance.now() - origin) * speed);
  const after = (ms: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, Math.max(0, ms) / speed);
    return () => clearTimeout(timer);
  };
  return {
    now,
    after,
    at: (at, callback) => after(at - now(), callback),
    jump(ms) {
      shift += ms;
    },
  };
}
