import { sql, type Kysely, type Migration } from "kysely";

/**
 * Adds what the page says about itself, and the list of missed conversations. Conversations that
 * ended before are not listed; those that are open know who has written in them.
 */
export const missedConversations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable("conversations")
      .addColumn("page_info", "text", (column) => column.notNull().defaultTo("{}"))
      .execute();
    for (const name of ["has_guest_text", "has_agent_text"])
      await db.schema
        .alterTable("conversations")
        .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
        .execute();
    for (const name of ["missed", "missed_queue_id"])
      await db.schema.alterTable("conversations").addColumn(name, "text").execute();
    await db.schema
      .createIndex("conversations_missed")
      .on("conversations")
      .column("organization_id")
      .where(sql.ref("missed_queue_id"), "is not", null)
      .execute();
    await sql`
      update conversations set has_guest_text = 1 where exists (
        select 1 from messages where messages.conversation_id = conversations.id
        and messages.sender_id = conversations.guest_member_id
        and messages.body_type in ('standard', 'notice'))`.execute(db);
    await sql`
      update conversations set has_agent_text = 1 where exists (
        select 1 from messages join members on members.id = messages.sender_id
        where messages.conversation_id = conversations.id and members.user_id is not null
        and messages.body_type in ('standard', 'notice'))`.execute(db);
  },
};
