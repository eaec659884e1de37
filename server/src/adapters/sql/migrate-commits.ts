import { sql, type Kysely, type Migration } from "kysely";

/**
 * Adds the version that a commit compares, the events of the last commits, and what finds an
 * agent's ended chats: when they ended, and whether the agent owes a wrap-up.
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
    await db.schema
      .alterTable("members")
      .addColumn("owes_wrapup", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    const read = (path: string): unknown => sql`json_extract(document, ${sql.lit(`$.${path}`)})`;
    await sql`
      update members set owes_wrapup = 1
      where ${read("role")} = 'AGENT' and ${read("state")} = 'DISCONNECTED'
      and ${read("connectedAt")} is not null and ${read("isWrapupSkipped")} is not 1
      and (${read("wrapup")} is null or ${read("wrapup.isProvisional")} = 1)`.execute(db);
    await db.schema
      .createIndex("members_owing_wrapup")
      .on("members")
      .columns(["user_id", "joined_at"])
      .where(sql.ref("owes_wrapup"), "=", sql.lit(1))
      .execute();
  },
};
