/** One line of the log: who did what in which conversation, and when. */
export type AuditEntry = ReadAlongEntry | InfectedFileEntry | MachineChangeEntry;

/** The scanner found something in a file. */
export interface InfectedFileEntry {
  readonly what: "file-infected";
  readonly organizationId: string;
  /** The member who has uploaded it. */
  readonly memberId: string;
  /** An agent's; absent for a guest. */
  readonly userId?: string;
  readonly conversationId: string;
  /** Of its bytes, in hex. */
  readonly sha256: string;
  /** The scanner's name for the find. */
  readonly found: string;
  readonly at: number;
}

/** A machine changes a conversation. */
export interface MachineChangeEntry {
  readonly what: "machine-change";
  readonly organizationId: string;
  readonly userId: string;
  readonly conversationId: string;
  /** The name of the operation. */
  readonly operation: string;
  readonly at: number;
}

/** An agent has read a conversation that waits, or was missed. */
export interface ReadAlongEntry {
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
  missing(entries: readonly ReadAlongEntry[]): Promise<readonly ReadAlongEntry[]>;
  /**
   * Drops the lines written before a moment whose conversation no longer exists, according to
   * `isGone`.
   */
  drop(beforeAt: number, isGone: (conversationId: string) => Promise<boolean>): Promise<void>;
}
