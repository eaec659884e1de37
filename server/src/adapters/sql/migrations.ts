import { sql, type Kysely, type Migration, type MigrationProvider } from "kysely";
import { attachments } from "./migrate-attachments.ts";
import { deliveries } from "./migrate-deliveries.ts";
import { richContent } from "./migrate-rich.ts";
import { versionAndEvents } from "./migrate-commits.ts";
import { everMissed, missedConversations, textFlags } from "./migrate-missed.ts";
import { creationOrder } from "./migrate-order.ts";
import { agents, leavingTheLine } from "./migrate-presence.ts";
import { messageLanguage } from "./migrate-messages.ts";
import { routingState } from "./migrate-routing.ts";
import { textWithoutNul } from "./migrate-text.ts";
import { waitingRows } from "./migrate-waiting.ts";

async function createConversations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("conversations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organization_id", "text", (column) => column.notNull())
    .addColumn("deployment_id", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("guest_member_id", "text", (column) => column.notNull())
    .addColumn("queue_id", "text", (column) => column.notNull())
    .addColumn("skills", "text", (column) => column.notNull())
    .addColumn("language", "text")
    .addColumn("priority", "integer", (column) => column.notNull())
    .addColumn("attributes", "text", (column) => column.notNull())
    .addColumn("external_id", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("active_at", "bigint")
    .addColumn("ended_at", "bigint")
    .addColumn("end_reason", "text")
    .addColumn("last_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("conversations_by_state")
    .on("conversations")
    .columns(["state", "ended_at"])
    .execute();
  await db.schema
    .createIndex("conversations_by_external")
    .on("conversations")
    .columns(["organization_id", "external_id"])
    .execute();
}

async function createMembers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("members")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("conversation_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("joined_at", "bigint", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("members_by_conversation")
    .on("members")
    .columns(["conversation_id", "joined_at"])
    .execute();
  await db.schema
    .createIndex("members_by_user")
    .on("members")
    .columns(["user_id", "joined_at"])
    .execute();
}

async function createMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("messages")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("conversation_id", "text", (column) => column.notNull())
    .addColumn("sender_id", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("body_type", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
  // Times are strictly increasing within a conversation, so the index also orders the history.
  await db.schema
    .createIndex("messages_in_order")
    .unique()
    .on("messages")
    .columns(["conversation_id", "at"])
    .execute();
}

async function createMediaRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("media_requests")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("conversation_id", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("media_requests_by_conversation")
    .on("media_requests")
    .columns(["conversation_id", "created_at"])
    .execute();
}

async function createIdempotency(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("idempotency")
    .addColumn("conversation_id", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("message_id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("idempotency_key", ["conversation_id", "key"])
    .execute();
}

async function createSettings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createConversations(db);
    await createMembers(db);
    await createMessages(db);
    await createMediaRequests(db);
    await createIdempotency(db);
    await createSettings(db);
  },
};

const readings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("readings")
      .addColumn("user_id", "text", (column) => column.notNull())
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("reading", ["user_id", "conversation_id"])
      .execute();
  },
};

const ratings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("ratings")
      .addColumn("conversation_id", "text", (column) => column.primaryKey())
      .addColumn("score", "integer", (column) => column.notNull())
      .addColumn("comment", "text")
      .addColumn("at", "bigint", (column) => column.notNull())
      .execute();
  },
};

const readingsByConversation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex("readings_by_conversation")
      .on("readings")
      .column("conversation_id")
      .execute();
  },
};

/**
 * Makes keys unique per sender. Older rows have no hash, so a repetition is compared with the
 * stored body.
 */
const idempotencyBySender: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("idempotency_by_sender")
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("member_id", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("message_id", "text", (column) => column.notNull())
      .addColumn("hash", "text")
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("idempotency_of_sender", ["conversation_id", "member_id", "key"])
      .execute();
    await sql`
      insert into idempotency_by_sender (conversation_id, member_id, key, message_id, hash, at)
      select idempotency.conversation_id, messages.sender_id, idempotency.key, messages.id, null, idempotency.at
      from idempotency join messages on messages.id = idempotency.message_id`.execute(db);
    await db.schema.dropTable("idempotency").execute();
    await db.schema.alterTable("idempotency_by_sender").renameTo("idempotency").execute();
  },
};

/**
 * Adds whether the audit log has the line. Version 0.1.0 could lose lines, so all older rows count
 * as not logged.
 */
const readingsLogged: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable("readings")
      .addColumn("is_logged", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createIndex("readings_unlogged")
      .on("readings")
      .column("at")
      .where(sql.ref("is_logged"), "=", sql.lit(0))
      .execute();
  },
};

export const migrations: MigrationProvider = {
  async getMigrations() {
    return {
      "0001_first": first,
      "0002_readings": readings,
      "0003_ratings": ratings,
      "0004_readings_by_conversation": readingsByConversation,
      "0005_idempotency_by_sender": idempotencyBySender,
      "0006_readings_logged": readingsLogged,
      "0007_text_without_nul": textWithoutNul,
      "0009_missed_conversations": missedConversations,
      "0010_leaving_the_line": leavingTheLine,
      "0011_agents": agents,
      "0012_text_flags": textFlags,
      "0013_ever_missed": everMissed,
      "0014_version_and_events": versionAndEvents,
      "0015_routing_state": routingState,
      "0016_creation_order": creationOrder,
      "0017_waiting_rows": waitingRows,
      "0018_message_language": messageLanguage,
      "0019_attachments": attachments,
      "0020_rich_content": richContent,
      "0021_deliveries": deliveries,
    };
  },
};
