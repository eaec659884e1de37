/** The first wait is up to this long, and each further one up to twice as long. */
const BASE_MS = 1_000;
const MAX_MS = 15_000;

/** How long to wait before try `attempt` (from 0), with full jitter: anything between a little and the whole. */
export function backoff(attempt: number, random: number): number {
  const most = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(most * (0.1 + 0.9 * random));
}
