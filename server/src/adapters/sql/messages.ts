import type { Kysely } from "kysely";
import { z } from "zod";
import type { MessageStore } from "../../service/store.ts";
import type { DatabaseFile } from "./database.ts";
import { createMessageLookups, withFiles } from "./message-lookups.ts";
import { toMessage } from "./rows.ts";
import type { Database } from "./schema.ts";
import { Statements } from "./statements.ts";

/** The newest message that is no event. */
const NEWEST =
  "select id, rich from messages where conversation_id = ? and body_type = 'standard' order by at desc limit 1";
const newestRow = z.object({ id: z.string(), rich: z.string().nullable() }).nullable();

export function createMessageStore(db: Kysely<Database>, file: DatabaseFile): MessageStore {
  const statements = new Statements(file);
  const rowOf = (conversationId: string, messageId: string) =>
    db
      .selectFrom("messages")
      .selectAll()
      .where("conversation_id", "=", conversationId)
      .where("id", "=", messageId)
      .executeTakeFirst();

  return {
    async messages(conversationId, query) {
      const { after, before, untilAt = Number.POSITIVE_INFINITY } = query;
      let rows = db
        .selectFrom("messages")
        .selectAll()
        .where("conversation_id", "=", conversationId);
      if (after !== null) {
        const cursor = await rowOf(conversationId, after);
        if (cursor === undefined || cursor.at > untilAt) return "unknown-cursor";
        rows = rows.where("at", ">", cursor.at);
      }
      if (before !== null) {
        const cursor = await rowOf(conversationId, before);
        if (cursor === undefined || cursor.at > untilAt) return "unknown-cursor";
        rows = rows.where("at", "<", cursor.at);
      }
      if (query.untilAt !== undefined) rows = rows.where("at", "<=", query.untilAt);
      const found = await rows
        .orderBy("at", query.sortOrder === "ascending" ? "asc" : "desc")
        .limit(query.maxResults + 1)
        .execute();
      return {
        messages: await withFiles(db, found.slice(0, query.maxResults)),
        hasMore: found.length > query.maxResults,
      };
    },
    async message(conversationId, messageId) {
      const row = await rowOf(conversationId, messageId);
      const [found] = await withFiles(db, row === undefined ? [] : [row]);
      return found ?? null;
    },
    ...createMessageLookups(db),
    async lastOffer(conversationId) {
      // Every message of a guest asks for it, and few messages have content.
      const newest = newestRow.parse(statements.first(NEWEST, [conversationId]) ?? null);
      if (newest === null || newest.rich === null) return null;
      const row = await rowOf(conversationId, newest.id);
      return row === undefined ? null : toMessage(row);
    },
    async lastGuestText({ id, guestMemberId }) {
      const row = await db
        .selectFrom("messages")
        .select("body")
        .where("conversation_id", "=", id)
        .where("sender_id", "=", guestMemberId)
        .where("body_type", "in", ["standard", "notice"])
        .orderBy("at", "desc")
        .executeTakeFirst();
      return row?.body ?? null;
    },
    async firstReply(conversationId, { memberId, key, sinceAt }) {
      const row = await db
        .selectFrom("idempotency")
        .innerJoin("messages", "messages.id", "idempotency.message_id")
        .selectAll("messages")
        .select("idempotency.hash")
        .where("idempotency.conversation_id", "=", conversationId)
        .where("idempotency.member_id", "=", memberId)
        .where("idempotency.key", "=", key)
        .where("idempotency.at", ">=", sinceAt)
        .executeTakeFirst();
      const [message] = await withFiles(db, row === undefined ? [] : [row]);
      return message === undefined ? null : { message, hash: row?.hash ?? null };
    },
  };
}
