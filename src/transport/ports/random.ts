/** Chance, so that tests can choose it. @public */
export interface Random {
  /** From 0 up to, but not, 1. */
  next(): number;
  /** An id that nobody else makes. */
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
