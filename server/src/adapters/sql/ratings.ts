import type { Kysely } from "kysely";
import type { RatingStore } from "../../service/store.ts";
import type { DatabaseFile } from "./database.ts";
import { writeDeliveries } from "./deliveries.ts";
import type { Database } from "./schema.ts";
import { Statements } from "./statements.ts";
import type { Writes } from "./writes.ts";

export function createRatingStore(
  db: Kysely<Database>,
  file: DatabaseFile,
  { run: write }: Pick<Writes, "run">,
): RatingStore {
  const statements = new Statements(file);
  return {
    async addRating(conversationId, { score, comment }, at, deliveries = []) {
      return write(async (trx) => {
        const { numInsertedOrUpdatedRows = 0n } = await trx
          .insertInto("ratings")
          .values({ conversation_id: conversationId, score, comment, at })
          .onConflict((clash) => clash.column("conversation_id").doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows === 0n) return false;
        // The transaction is this connection's.
        writeDeliveries(statements, conversationId, deliveries);
        return true;
      });
    },
    async rating(conversationId) {
      const row = await db
        .selectFrom("ratings")
        .select(["score", "comment"])
        .where("conversation_id", "=", conversationId)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
