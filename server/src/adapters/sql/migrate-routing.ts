import { sql, type Kysely, type Migration } from "kysely";

async function addColumns(db: Kysely<unknown>): Promise<void> {
  const conversations = db.schema.alterTable("conversations");
  for (const name of ["detached_at", "deadline_at"])
    await conversations.addColumn(name, "bigint").execute();
  for (const name of ["last_guest_at", "place_at", "waits_since"])
    await conversations.addColumn(name, "bigint", (one) => one.notNull().defaultTo(0)).execute();
  for (const name of ["is_transfer", "is_ringing", "joined_full"])
    await conversations.addColumn(name, "integer", (one) => one.notNull().defaultTo(0)).execute();
  await conversations.addColumn("waiting_queue_id", "text").execute();
  await conversations.addColumn("joined_position", "integer").execute();
  await db.schema.alterTable("members").addColumn("work", "text").execute();
}

async function addTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("seats")
    .addColumn("organization_id", "text", (one) => one.notNull())
    .addColumn("user_id", "text", (one) => one.notNull())
    .addColumn("load", "integer", (one) => one.notNull())
    .addColumn("idle_since", "bigint", (one) => one.notNull())
    .addPrimaryKeyConstraint("seat", ["organization_id", "user_id"])
    .execute();
  await db.schema
    .createTable("offers")
    .addColumn("conversation_id", "text", (one) => one.notNull())
    .addColumn("user_id", "text", (one) => one.notNull())
    .addColumn("refused_at", "bigint", (one) => one.notNull())
    .addPrimaryKeyConstraint("offer", ["conversation_id", "user_id"])
    .execute();
  await db.schema
    .createTable("answers")
    .addColumn("organization_id", "text", (one) => one.notNull())
    .addColumn("queue_id", "text", (one) => one.notNull())
    .addColumn("at", "bigint", (one) => one.notNull())
    .addColumn("per_place_ms", "real", (one) => one.notNull())
    .addColumn("was_full", "integer", (one) => one.notNull())
    .execute();
}

async function addIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("conversations_due")
    .on("conversations")
    .column("deadline_at")
    .where(sql.ref("deadline_at"), "is not", null)
    .execute();
  await db.schema
    .createIndex("conversations_in_line")
    .on("conversations")
    .columns(["organization_id", "waiting_queue_id"])
    .columns(["is_transfer desc", "priority desc", "place_at"])
    .where(sql.ref("waiting_queue_id"), "is not", null)
    .execute();
  await db.schema
    .createIndex("conversations_by_wait")
    .on("conversations")
    .columns(["organization_id", "waiting_queue_id", "waits_since"])
    .where(sql.ref("waiting_queue_id"), "is not", null)
    .execute();
  await db.schema
    .createIndex("members_at_work")
    .on("members")
    .columns(["work", "user_id"])
    .where(sql.ref("work"), "is not", null)
    .execute();
  await db.schema
    .createIndex("answers_of_queue")
    .on("answers")
    .columns(["organization_id", "queue_id", "at"])
    .execute();
}

/** Fills what queries find agents' chats by. */
async function fillWork(db: Kysely<unknown>): Promise<void> {
  const field = (name: string) => sql`json_extract(document, ${sql.lit(`$.${name}`)})`;
  await sql`
    update members set work = case
      when ${field("state")} = 'ALERTING' then 'alerting'
      when ${field("state")} = 'CONNECTED' then 'connected'
      end
    where user_id is not null`.execute(db);
  await sql`
    insert into seats (organization_id, user_id, load, idle_since)
    select conversations.organization_id, members.user_id, count(*), 0
    from members join conversations on conversations.id = members.conversation_id
    where members.work in ('alerting', 'connected') and conversations.state <> 'ended'
    group by conversations.organization_id, members.user_id`.execute(db);
}

/**
 * Adds what timers, lines and seats are found by. The deadline of each open conversation is over,
 * so that the next start looks at all of them and fills the rest.
 */
export const routingState: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await addColumns(db);
    await addTables(db);
    await addIndexes(db);
    await fillWork(db);
    await sql`
      update conversations set deadline_at = 0, last_guest_at = coalesce((
        select max(messages.at) from messages where messages.conversation_id = conversations.id
        and messages.sender_id = conversations.guest_member_id), created_at)
      where state <> 'ended'`.execute(db);
  },
};
