/** Current time and timers; replaceable in tests. @public */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`. Returns the cancel function. */
  after(ms: number, callback: () => void): () => void;
}

/** The browser's clock; its globals are looked up at each call. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
