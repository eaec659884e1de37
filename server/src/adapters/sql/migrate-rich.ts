import { sql, type Kysely, type Migration } from "kysely";

/** Adds the content of messages, and the guests' answers to it. */
export const richContent: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const name of ["rich", "answer", "answer_to"])
      await db.schema.alterTable("messages").addColumn(name, "text").execute();
    // Content is answered once.
    await db.schema
      .createIndex("messages_by_answer")
      .unique()
      .on("messages")
      .columns(["conversation_id", "answer_to"])
      .where(sql.ref("answer_to"), "is not", null)
      .execute();
  },
};
