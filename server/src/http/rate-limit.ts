import type { Clock } from "../clock.ts";
import { ApiError } from "./errors.ts";

/** More keys than this are never remembered: the oldest are forgotten first. */
const MAX_KEYS = 10_000;

/** A token bucket for each key: `perMinute` at once, refilled evenly over a minute. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws ApiError 429 `too.many.requests.retry.after` */
  take(key: string, perMinute: number): void {
    const now = this.#clock.now();
    const before = this.#buckets.get(key) ?? { tokens: perMinute, at: now };
    const gained = (Math.max(0, now - before.at) / 60_000) * perMinute;
    const tokens = Math.min(perMinute, before.tokens + gained);
    // Last in the map is the latest used, so that the first is the one to forget.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (this.#buckets.size > MAX_KEYS) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    if (tokens >= 1) return;
    const seconds = Math.max(1, Math.ceil(((1 - tokens) / perMinute) * 60));
    throw new ApiError(
      429,
      "too.many.requests.retry.after",
      `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
      { params: { retryAfter: String(seconds) }, retryAfterSeconds: seconds },
    );
  }
}
