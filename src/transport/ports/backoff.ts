/** Upper limit of the first wait; it doubles with each further attempt, up to `MAX_MS`. */
const BASE_MS = 1_000;
const MAX_MS = 15_000;

/**
 * Returns the wait before an attempt (counted from 0), in milliseconds.
 * Jitter: between a tenth of the limit and the whole.
 */
export function backoff(attempt: number, random: number): number {
  const limit = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(limit * (0.1 + 0.9 * random));
}
