import type { Kysely, Migration, MigrationProvider } from "kysely";

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
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

    await db.schema
      .createTable("messages")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("sender_id", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("body_type", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .execute();
    // Times are strictly increasing within a conversation, so this index is also the order of the history.
    await db.schema
      .createIndex("messages_in_order")
      .unique()
      .on("messages")
      .columns(["conversation_id", "at"])
      .execute();

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

    await db.schema
      .createTable("idempotency")
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("message_id", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("idempotency_key", ["conversation_id", "key"])
      .execute();

    await db.schema
      .createTable("settings")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("value", "text", (column) => column.notNull())
      .execute();
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

export const migrations: MigrationProvider = {
  async getMigrations() {
    return {
      "0001_first": first,
      "0002_readings": readings,
      "0003_ratings": ratings,
      "0004_readings_by_conversation": readingsByConversation,
    };
  },
};
