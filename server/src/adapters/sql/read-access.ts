import { sql, type Kysely } from "kysely";
import type { ReadAccessStore } from "../../service/store.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

export function createReadAccessStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): ReadAccessStore {
  return {
    async recordReadAccess(userId, conversationIds, at) {
      const wasRead = async (conversationId: string): Promise<boolean> =>
        (await db
          .selectFrom("readings")
          .select("at")
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId)
          .executeTakeFirst()) !== undefined;
      const unread: string[] = [];
      for (const id of new Set(conversationIds)) if (!(await wasRead(id))) unread.push(id);
      // A repeated read needs no write, so it succeeds while the disk is full.
      if (unread.length === 0) return 0;
      return write(async (trx) => {
        let newCount = 0;
        for (const conversation_id of unread) {
          const { numInsertedOrUpdatedRows = 0n } = await trx
            .insertInto("readings")
            .values({ user_id: userId, conversation_id, at })
            .onConflict((clash) => clash.columns(["user_id", "conversation_id"]).doNothing())
            .executeTakeFirst();
          newCount += Number(numInsertedOrUpdatedRows);
        }
        return newCount;
      });
    },
    async unloggedReadAccess() {
      const rows = await db
        .selectFrom("readings")
        .leftJoin("conversations", "conversations.id", "readings.conversation_id")
        .select(["organization_id", "user_id", "conversation_id", "at"])
        .where("is_logged", "=", sql.lit(0))
        .orderBy("at")
        .orderBy("readings.conversation_id")
        .orderBy("readings.user_id")
        .execute();
      return rows.map((row) => ({
        ...(row.organization_id !== null && { organizationId: row.organization_id }),
        userId: row.user_id,
        conversationId: row.conversation_id,
        at: row.at,
      }));
    },
    async markLogged(records) {
      await write(async (trx) => {
        for (const { userId, conversationId } of records) {
          await trx
            .updateTable("readings")
            .set({ is_logged: 1 })
            .where("user_id", "=", userId)
            .where("conversation_id", "=", conversationId)
            .execute();
        }
      });
    },
  };
}
