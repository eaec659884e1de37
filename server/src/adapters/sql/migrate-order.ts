import { sql, type Kysely, type Migration } from "kysely";

/**
 * Numbers the conversations in the order in which they were created, so that those of the same
 * millisecond have an order in every engine: row ids are SQLite's alone.
 */
export const creationOrder: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable("conversations")
      .addColumn("seq", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update conversations set seq = rowid`.execute(db);
    await db.schema.createIndex("conversations_by_seq").on("conversations").column("seq").execute();
    for (const name of ["conversations_due", "conversations_in_line"])
      await db.schema.dropIndex(name).execute();
    await db.schema
      .createIndex("conversations_due")
      .on("conversations")
      .columns(["deadline_at", "seq"])
      .where(sql.ref("deadline_at"), "is not", null)
      .execute();
    await db.schema
      .createIndex("conversations_in_line")
      .on("conversations")
      .columns(["organization_id", "waiting_queue_id"])
      .columns(["is_transfer desc", "priority desc", "place_at", "seq"])
      .where(sql.ref("waiting_queue_id"), "is not", null)
      .execute();
  },
};
