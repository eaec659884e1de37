import type { Kysely } from "kysely";
import type { RatingStore } from "../../service/store.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

export function createRatingStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): RatingStore {
  return {
    async addRating(conversationId, { score, comment }, at) {
      const { numInsertedOrUpdatedRows = 0n } = await write((trx) =>
        trx
          .insertInto("ratings")
          .values({ conversation_id: conversationId, score, comment, at })
          .onConflict((clash) => clash.column("conversation_id").doNothing())
          .executeTakeFirst(),
      );
      return numInsertedOrUpdatedRows > 0n;
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
