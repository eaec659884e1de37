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

/**
 * Fills the two flags anew in open conversations, by their meaning: an agent's text answers what
 * came before it, and no more once the guest is in line again. Before, any text of either side
 * counted, so that a guest who was handed on in 0.1.0 was never missed. A conversation that is or
 * was missed has flags that were set since.
 */
export const textFlags: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isOpen = sql`state <> 'ended' and missed is null`;
    const lastAgentText = sql`
      select max(messages.at) from messages join members on members.id = messages.sender_id
      where messages.conversation_id = conversations.id and members.user_id is not null
      and messages.body_type in ('standard', 'notice')`;
    const lastInLine = sql`
      select max(joined_at) from members where members.conversation_id = conversations.id
      and json_extract(document, '$.role') = 'ACD'`;
    await sql`
      update conversations set has_guest_text = exists (
        select 1 from messages where messages.conversation_id = conversations.id
        and messages.sender_id = conversations.guest_member_id
        and messages.body_type in ('standard', 'notice')
        and messages.at > coalesce((${lastAgentText}), 0))
      where ${isOpen}`.execute(db);
    await sql`
      update conversations
      set has_agent_text = coalesce((${lastAgentText}), -1) > coalesce((${lastInLine}), 0)
      where ${isOpen}`.execute(db);
  },
};

/** Finds the conversations that were missed among all others. */
export const everMissed: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex("conversations_ever_missed")
      .on("conversations")
      .column("organization_id")
      .where(sql.ref("missed"), "is not", null)
      .execute();
  },
};
