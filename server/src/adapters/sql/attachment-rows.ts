import { z } from "zod";
import type { Attachment } from "../../domain/attachment.ts";
import { decode } from "./row-json.ts";
import type { AttachmentRow } from "./schema.ts";

const attachmentWords = z.object({
  state: z.enum(["awaiting", "checking", "ready", "sent", "refused", "deleted"]),
  refusal: z.enum(["type-not-allowed", "infected", "unreadable", "unavailable"]).nullable(),
});

/** @throws StoreError `row-invalid` */
export function toAttachment(row: AttachmentRow): Attachment {
  const { state, refusal } = row;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    uploaderId: row.uploader_id,
    messageId: row.message_id,
    position: row.position,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    hasThumbnail: row.has_thumbnail === 1,
    ...decode(attachmentWords, `attachments ${row.id}`, { state, refusal }),
    createdAt: row.created_at,
    readyAt: row.ready_at,
  };
}
