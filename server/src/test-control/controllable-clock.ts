import { systemClock, type Clock } from "../service/clock.ts";

/**
 * The system's clock with an offset that tests can change; timers that become due by a change fire
 * at once.
 */
export interface ControllableClock extends Clock {
  advance(ms: number): void;
  set(at: number): void;
}

export function createControllableClock(): ControllableClock {
  let offset = 0;
  const timers = new Set<{ at: number; callback: () => void; cancel: () => void }>();
  const now = (): number => systemClock.now() + offset;

  const arm = (timer: { at: number; callback: () => void; cancel: () => void }): void => {
    timer.cancel();
    timer.cancel = systemClock.at(timer.at - offset, () => {
      timers.delete(timer);
      timer.callback();
    });
  };
  const moveTo = (next: number): void => {
    offset = next;
    for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > now()) arm(timer);
      else if (timers.delete(timer)) {
        timer.cancel();
        timer.callback();
      }
    }
  };
  return {
    now,
    at(at, callback) {
      const timer = { at, callback, cancel: (): void => undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    advance: (ms) => moveTo(offset + ms),
    set: (at) => moveTo(at - systemClock.now()),
  };
}
