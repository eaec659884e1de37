import { signal } from "@preact/signals";

/** Half a second is precise enough for "Sending…" and for a countdown. */
const TICK_MS = 500;

/**
 * Creates a clock for display. It ticks only while something on the screen depends on it; its value
 * is always the current time.
 */
export function createClock(): { readonly value: number } {
  let timer: ReturnType<typeof setInterval>;
  const tick = signal(0, {
    watched() {
      timer = setInterval(() => (tick.value = Date.now()), TICK_MS);
    },
    unwatched: () => clearInterval(timer),
  });
  return {
    get value() {
      return Math.max(tick.value, Date.now());
    },
  };
}
