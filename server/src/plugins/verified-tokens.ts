/** Enough for the guests and agents who call within some minutes. */
const MAX_COUNT = 5_000;

interface Entry<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

/**
 * The tokens that were verified of late, by their text: a caller's signature is computed once. Only
 * facts of the token itself belong here. Facts that may change, such as a revocation, are checked
 * at each call.
 */
export class VerifiedTokens<Value> {
  readonly #maxCount: number;
  /** The token that was used longest ago comes first. */
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(maxCount: number = MAX_COUNT) {
    this.#maxCount = maxCount;
  }

  /** Null for a token that is not known, or has expired. */
  get(token: string, nowMs: number): Value | null {
    const entry = this.#entries.get(token);
    if (entry === undefined) return null;
    this.#entries.delete(token);
    if (nowMs >= entry.expiresAt) return null;
    this.#entries.set(token, entry);
    return entry.value;
  }

  /** @param expiresAt - in milliseconds since 1970 */
  add(token: string, value: Value, expiresAt: number): void {
    this.#entries.set(token, { value, expiresAt });
    if (this.#entries.size <= this.#maxCount) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
