/** Time as a port, so that tests can set it and advance it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, at or after `at`. Returns the undo. Timers do not keep the process alive. */
  at(at: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  at(at, callback) {
    const timer = setTimeout(callback, Math.max(0, Math.min(at - Date.now(), 2_147_483_647)));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
