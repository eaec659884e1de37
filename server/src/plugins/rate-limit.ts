import type { Clock } from "../service/clock.ts";
import { ApiError } from "./errors.ts";

/** At most this many keys are stored: the oldest are dropped first. */
const MAX_KEYS = 50_000;

/** An amount to take out of one bucket; see {@link RateLimit.take}. */
export interface Draw {
  readonly key: string;
  readonly perMinute: number;
  readonly amount?: number;
  readonly burst?: number;
}

/** A token bucket for each key, refilled evenly over a minute. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes `amount` (default 1) out of the key's bucket, which holds `burst` (default: the amount of
   * a whole minute). An amount larger than the bucket needs a full one and leaves a debt.
   * @throws ApiError 429 `too.many.requests.retry.after`; nothing is taken then
   */
  take(key: string, perMinute: number, options: Omit<Draw, "key" | "perMinute"> = {}): void {
    this.takeAll([{ key, perMinute, ...options }]);
  }

  /**
   * Takes from several buckets, or from none.
   * @throws ApiError 429 `too.many.requests.retry.after`, with the longest wait, when one of them
   * has too little
   */
  takeAll(draws: readonly Draw[]): void {
    const looks = draws.map((draw) => this.#look(draw));
    const wait = Math.max(...looks.map(({ waitSeconds }) => waitSeconds));
    for (const { key, tokens, amount } of looks)
      this.#keep(key, wait > 0 ? tokens : tokens - amount);
    if (wait > 0) throw tooManyRequests(wait);
  }

  /** The content of a bucket now, and the seconds until it has enough. */
  #look({ key, perMinute, amount = 1, burst = perMinute }: Draw): {
    readonly key: string;
    readonly tokens: number;
    readonly amount: number;
    readonly waitSeconds: number;
  } {
    const now = this.#clock.now();
    const most = Math.max(1, burst);
    const before = this.#buckets.get(key) ?? { tokens: most, at: now };
    const gained = (Math.max(0, now - before.at) / 60_000) * perMinute;
    const tokens = Math.min(most, before.tokens + gained);
    const missing = Math.min(amount, most) - tokens;
    return { key, tokens, amount, waitSeconds: missing > 0 ? (missing / perMinute) * 60 : 0 };
  }

  #keep(key: string, tokens: number): void {
    // The map is in order of use, so its first key is the one to drop.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens, at: this.#clock.now() });
    if (this.#buckets.size <= MAX_KEYS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** The refusal for a caller that may retry after so many seconds (rounded up). */
export function tooManyRequests(afterSeconds: number): ApiError {
  const seconds = Math.max(1, Math.ceil(afterSeconds));
  return new ApiError(
    "too.many.requests.retry.after",
    `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    { params: { retryAfter: String(seconds) }, retryAfterSeconds: seconds },
  );
}
