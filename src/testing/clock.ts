import type { Ports } from "../transport/index.ts";

/** The transport's own port: whoever holds the chat's time holds the server's too. */
export type Clock = Ports["clock"];

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
