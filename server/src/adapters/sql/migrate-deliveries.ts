import type { Kysely, Migration } from "kysely";

/** Events of conversations for others to be told, with an index for each way to find them. */
export const deliveries: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("deliveries")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("endpoint", "text", (column) => column.notNull())
      .addColumn("event_id", "text", (column) => column.notNull())
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("next_at", "bigint")
      .addColumn("claim", "text")
      .addColumn("failure", "text")
      .addUniqueConstraint("delivery_of_event", ["event_id", "endpoint"])
      .execute();
    await db.schema
      .createIndex("deliveries_by_line")
      .on("deliveries")
      .columns(["conversation_id", "endpoint", "state", "id"])
      .execute();
    await db.schema
      .createIndex("deliveries_by_endpoint")
      .on("deliveries")
      .columns(["endpoint", "state", "next_at"])
      .execute();
  },
};
