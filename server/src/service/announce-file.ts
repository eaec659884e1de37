import { createHash, randomUUID } from "node:crypto";
import type { Announcement, Attachment } from "../domain/attachment.ts";
import {
  mayAttach,
  type AttachmentRules,
  type AttachmentSide,
} from "../domain/attachment-rules.ts";
import { conversationNotActive, DomainError, memberNotConnected } from "../domain/errors.ts";
import type { FileHome } from "./check-files.ts";

/** A member who announces a file. */
export interface Uploader {
  readonly conversationId: string;
  readonly memberId: string;
  readonly side: AttachmentSide;
}

/** @throws DomainError `attachments-not-allowed`, and as for a message that cannot be sent */
export function rulesFor(home: FileHome | null, { memberId, side }: Uploader): AttachmentRules {
  if (home === null || !mayAttach(home.rules, side))
    throw new DomainError("attachments-not-allowed", "Files may not be attached here");
  if (home.chat.conversation.state !== "active") throw conversationNotActive();
  const member = home.chat.members.find(({ id }) => id === memberId);
  if (member?.state !== "connected") throw memberNotConnected();
  return home.rules;
}

/** A file that awaits its bytes. */
export function newAttachment(by: Uploader, asked: Announcement, createdAt: number): Attachment {
  return {
    id: randomUUID(),
    conversationId: by.conversationId,
    uploaderId: by.memberId,
    messageId: null,
    position: 0,
    ...asked,
    sha256: null,
    width: null,
    height: null,
    hasThumbnail: false,
    state: "awaiting",
    refusal: null,
    createdAt,
    readyAt: null,
  };
}

/** SHA-256 of an announcement, in hex. */
export function announcedHash({ name, size, type }: Announcement): string {
  return createHash("sha256")
    .update(JSON.stringify([name, size, type]))
    .digest("hex");
}
