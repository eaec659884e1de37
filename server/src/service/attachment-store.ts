import type { Attachment, AttachmentStage } from "../domain/attachment.ts";

/** A file that is announced, and the request that announced it. */
export interface Announced {
  readonly file: Attachment;
  /** The idempotency key of the announcement; null without one. */
  readonly key: string | null;
  /** SHA-256 of what was announced. */
  readonly hash: string;
}

/** The rows of files. Their bytes are `Files`' and `IncomingFiles`'. */
export interface AttachmentStore {
  /**
   * Adds a file, or finds the one that was announced with the same key.
   * @throws DomainError `attachment-limit-reached`
   */
  addAttachment(
    announced: Announced,
    limits: { readonly maxFiles: number; readonly maxBytes: number },
  ): Promise<Pick<Announced, "file" | "hash">>;
  attachment(id: string): Promise<Attachment | null>;
  /** The files that a member has announced and that are not deleted, the first one first. */
  attachmentsOf(conversationId: string, memberId: string): Promise<readonly Attachment[]>;
  /** Changes a file that is in one of these states. @returns whether it was */
  changeAttachment(
    id: string,
    from: readonly AttachmentStage[],
    change: Partial<Attachment>,
  ): Promise<boolean>;
  dropAttachment(id: string): Promise<void>;
  /** The oldest files in these states that were announced before a moment. */
  attachmentsIn(
    states: readonly AttachmentStage[],
    beforeAt: number,
    most: number,
  ): Promise<readonly Attachment[]>;
  /** The oldest files that were announced before a moment, and that no message has. */
  unsentAttachments(beforeAt: number, most: number): Promise<readonly Attachment[]>;
  /** The ids of files with bytes, of conversations that ended before a moment. */
  filesOfEnded(beforeAt: number, most: number): Promise<readonly string[]>;
  /** The files whose rows are gone and whose bytes could not be deleted yet. */
  filesToDelete(): Promise<readonly string[]>;
  addFileToDelete(id: string): Promise<void>;
  dropFileToDelete(id: string): Promise<void>;
}
