import type { Kysely, Selectable } from "kysely";
import type { Attachment } from "../../domain/attachment.ts";
import type { Message } from "../../domain/model.ts";
import type { MessageStore } from "../../service/store.ts";
import { toAttachment } from "./attachment-rows.ts";
import { toMessage } from "./rows.ts";
import type { Database, MessageRow } from "./schema.ts";

/** The queries that find messages by their ids. */
export function createMessageLookups(
  db: Kysely<Database>,
): Pick<MessageStore, "messageHeads" | "messagesById" | "conversationOf"> {
  return {
    async messageHeads(conversationId, most) {
      const newest = await db
        .selectFrom("messages")
        .select(["id", "sender_id as senderId", "at"])
        .where("conversation_id", "=", conversationId)
        .where("body_type", "in", ["standard", "notice"])
        .orderBy("at", "desc")
        .limit(most)
        .execute();
      return newest.toReversed();
    },
    async messagesById(conversationId, ids) {
      const rows = await db
        .selectFrom("messages")
        .selectAll()
        .where("conversation_id", "=", conversationId)
        .where("id", "in", ids)
        .orderBy("at")
        .execute();
      return withFiles(db, rows);
    },
    async conversationOf(messageId) {
      const row = await db
        .selectFrom("messages")
        .select("conversation_id")
        .where("id", "=", messageId)
        .executeTakeFirst();
      return row?.conversation_id ?? null;
    },
  };
}

/** Messages with their files, which are looked up only when a message has any. */
export async function withFiles(
  db: Kysely<Database>,
  rows: readonly Selectable<MessageRow>[],
): Promise<Message[]> {
  const ids = rows.filter(({ file_count }) => file_count > 0).map(({ id }) => id);
  const byMessage = new Map<string | null, Attachment[]>();
  if (ids.length > 0) {
    const files = await db
      .selectFrom("attachments")
      .selectAll()
      .where("message_id", "in", ids)
      .orderBy("position")
      .execute();
    for (const file of files.map(toAttachment))
      byMessage.set(file.messageId, [...(byMessage.get(file.messageId) ?? []), file]);
  }
  return rows.map((row) => toMessage(row, byMessage.get(row.id)));
}
