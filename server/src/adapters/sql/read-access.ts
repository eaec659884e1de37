import { sql, type Kysely } from "kysely";
import type { ReadAccessStore } from "../../service/store.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

export function createReadAccessStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): ReadAccessStore {
  return {
    async recordReadAccess(userId, conversationId, at) {
      const earlier = await db
        .selectFrom("readings")
        .select("at")
        .where("user_id", "=", userId)
        .where("conversation_id", "=", conversationId)
        .executeTakeFirst();
      // A repeated read needs no write, so it succeeds while the disk is full.
      if (earlier !== undefined) return false;
      const { numInsertedOrUpdatedRows = 0n } = await write((trx) =>
        trx
          .insertInto("readings")
          .values({ user_id: userId, conversation_id: conversationId, at })
          .onConflict((clash) => clash.columns(["user_id", "conversation_id"]).doNothing())
          .executeTakeFirst(),
      );
      return numInsertedOrUpdatedRows > 0n;
    },
    async unloggedReadAccess() {
      const rows = await db
        .selectFrom("readings")
        .leftJoin("conversations", "conversations.id", "readings.conversation_id")
        .select(["organization_id", "user_id", "conversation_id", "at"])
        .where("is_logged", "=", sql.lit(0))
        .orderBy("at")
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
