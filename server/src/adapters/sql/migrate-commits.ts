import { sql, type Kysely, type Migration } from "kysely";

/**
 * Adds the version that a commit compares, the events of the last commits, and when the chats of an
 * agent ended.
 */
export const versionAndEvents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable("conversations")
      .addColumn("version", "integer", (column) => column.notNull().defaultTo(1))
      .execute();
    await db.schema
      .createTable("events")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("events_in_order")
      .unique()
      .on("events")
      .columns(["conversation_id", "version"])
      .execute();
    await db.schema.alterTable("members").addColumn("conversation_ended_at", "bigint").execute();
    await sql`
      update members set conversation_ended_at = (
        select ended_at from conversations where conversations.id = members.conversation_id)
      where user_id is not null`.execute(db);
    await db.schema
      .createIndex("members_by_end")
      .on("members")
      .columns(["user_id", "conversation_ended_at"])
      .where(sql.ref("conversation_ended_at"), "is not", null)
      .execute();
  },
};
