import type { AttachmentRules } from "./attachment-rules.ts";
import { isBlockedName } from "./clean-file-name.ts";
import { DomainError } from "./errors.ts";
import { isTypeAllowed, plainType } from "./media-type.ts";
import type { MessageFile } from "./message-file.ts";
import type { Message } from "./model.ts";

/**
 * The life of a file: `awaiting` its bytes, `checking` them, `ready` to be sent, `sent` with a
 * message. `refused` and `deleted` have no bytes any more.
 */
export type AttachmentStage = "awaiting" | "checking" | "ready" | "sent" | "refused" | "deleted";

/** Why the bytes were refused. */
export type AttachmentRefusal = "type-not-allowed" | "infected" | "unreadable" | "unavailable";

/** A file of a conversation, from its announcement on. */
export interface Attachment {
  readonly id: string;
  readonly conversationId: string;
  /** The member who has announced it. */
  readonly uploaderId: string;
  /** Null until it is sent. */
  readonly messageId: string | null;
  /** The place among the files of its message, from 0. */
  readonly position: number;
  /** As cleaned. */
  readonly name: string;
  /** The media type that was announced; once it is ready, the one that was found. */
  readonly type: string;
  /** In bytes, of what was announced; once it is ready, of what is kept. */
  readonly size: number;
  /** Of what was received, once it is there; once it is ready, of what is kept. */
  readonly sha256: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbnail: boolean;
  readonly state: AttachmentStage;
  readonly refusal: AttachmentRefusal | null;
  readonly createdAt: number;
  readonly readyAt: number | null;
}

/** The data that a client announces. */
export interface Announcement {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly type: string;
}

export function messageFile(file: Attachment): MessageFile {
  const { id, name, type, size, width, height, hasThumbnail, state } = file;
  return { id, name, type, size, width, height, hasThumbnail, isGone: state === "deleted" };
}

/** The text and the files of a message; without text the names of its files stand for it. */
export function contentOf(
  body: string,
  files: readonly Attachment[],
): Pick<Message, "body" | "files" | "isFallback"> {
  if (files.length === 0) return { body };
  const content = { files: files.map(messageFile) };
  if (body !== "") return { body, ...content };
  return { body: files.map(({ name }) => name).join(", "), ...content, isFallback: true };
}

export function attachmentNotFound(): DomainError {
  return new DomainError("attachment-not-found", "The file was not found");
}

/**
 * Checks that a file may go out with a message of this member.
 * @throws DomainError `attachment-not-found`, `attachment-already-sent`, `attachment-not-ready`
 */
export function checkSendable(
  file: Attachment | undefined,
  sender: { readonly conversationId: string; readonly memberId: string },
): Attachment {
  if (
    file === undefined ||
    file.conversationId !== sender.conversationId ||
    file.uploaderId !== sender.memberId ||
    file.state === "deleted"
  )
    throw attachmentNotFound();
  if (file.state === "sent")
    throw new DomainError("attachment-already-sent", "The file was sent before");
  if (file.state !== "ready")
    throw new DomainError("attachment-not-ready", "The file is not ready");
  return file;
}

/**
 * Checks an announcement by the rules of its deployment.
 * @param name - as cleaned; null when nothing is left of it
 * @throws DomainError `attachment-name-invalid`, `attachment-empty`, `attachment-too-large`,
 *   `attachment-type-not-allowed`
 */
export function checkAnnouncement(
  { size, type }: Announcement,
  name: string | null,
  rules: AttachmentRules,
): Announcement {
  if (name === null)
    throw new DomainError("attachment-name-invalid", "The name of the file is not valid", {
      field: "name",
    });
  if (size === 0) throw new DomainError("attachment-empty", "The file is empty", { field: "size" });
  if (size > rules.maxBytes)
    throw new DomainError("attachment-too-large", `A file has at most ${rules.maxBytes} bytes`, {
      field: "size",
      params: { maxBytes: String(rules.maxBytes) },
    });
  const plain = plainType(type);
  if (isBlockedName(name, rules.blockedExtensions))
    throw new DomainError("attachment-type-not-allowed", "Files of this kind are not allowed", {
      field: "name",
    });
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(plain) || !isTypeAllowed(plain, rules.types))
    throw new DomainError("attachment-type-not-allowed", "Files of this type are not allowed", {
      field: "type",
    });
  return { name, size, type: plain };
}
