/** Randomness; replaceable in tests. @public */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
  /** A unique id. */
  id(): string;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  id() {
    // randomUUID is missing on plain http; getRandomValues never is.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  },
};
