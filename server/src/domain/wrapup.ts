/** The outcome of an agent's part of a conversation. */
export interface Wrapup {
  readonly code: string;
  readonly name: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly durationSeconds: number | null;
  readonly endAt: number;
  readonly isProvisional: boolean;
}
