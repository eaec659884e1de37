import type { Clock } from "../clock.ts";
import { ApiError } from "./errors.ts";

/** More keys than this are never remembered: the oldest are forgotten first. */
const MAX_KEYS = 50_000;

/** A token bucket for each key, refilled evenly over a minute. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes `amount` (default 1) out of the key's bucket, which holds `burst` (default: the whole minute's amount).
   * An amount larger than the bucket needs a full one and leaves a debt.
   * @throws ApiError 429 `too.many.requests.retry.after`; nothing is taken then
   */
  take(
    key: string,
    perMinute: number,
    { amount = 1, burst = perMinute }: { amount?: number; burst?: number } = {},
  ): void {
    const now = this.#clock.now();
    const most = Math.max(1, burst);
    const before = this.#buckets.get(key) ?? { tokens: most, at: now };
    const gained = (Math.max(0, now - before.at) / 60_000) * perMinute;
    const tokens = Math.min(most, before.tokens + gained);
    const needed = Math.min(amount, most);
    const isEnough = tokens >= needed;
    // Last in the map is the latest used, so that the first is the one to forget.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: isEnough ? tokens - amount : tokens, at: now });
    if (this.#buckets.size > MAX_KEYS) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    if (isEnough) return;
    throw tooManyRequests(((needed - tokens) / perMinute) * 60);
  }
}

/** The refusal for a caller that may come again after so many seconds (rounded up). */
export function tooManyRequests(afterSeconds: number): ApiError {
  const seconds = Math.max(1, Math.ceil(afterSeconds));
  return new ApiError(
    429,
    "too.many.requests.retry.after",
    `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    { params: { retryAfter: String(seconds) }, retryAfterSeconds: seconds },
  );
}
