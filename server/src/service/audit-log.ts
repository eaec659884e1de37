/** One line of the log: who did what in which conversation, and when. */
export interface AuditEntry {
  readonly what: "read-along";
  /** Lines of older versions do not have it. */
  readonly organizationId?: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly at: number;
}

/** A log to which lines are added; only retention removes some. A resolved promise is durable. */
export interface AuditLog {
  /** Adds lines, all or none of them. */
  add(...entries: readonly AuditEntry[]): Promise<void>;
  /** Those of the entries that have no line yet. */
  missing(entries: readonly AuditEntry[]): Promise<readonly AuditEntry[]>;
  /**
   * Drops the lines written before a moment whose conversation no longer exists, according to
   * `isGone`.
   */
  drop(beforeAt: number, isGone: (conversationId: string) => Promise<boolean>): Promise<void>;
}
