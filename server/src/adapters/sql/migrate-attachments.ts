import { sql, type Kysely, type Migration } from "kysely";

/** Adds the files of conversations, and those whose bytes could not be deleted yet. */
export const attachments: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("attachments")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("conversation_id", "text", (column) => column.notNull())
      .addColumn("uploader_id", "text", (column) => column.notNull())
      .addColumn("message_id", "text")
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("size", "bigint", (column) => column.notNull())
      .addColumn("sha256", "text")
      .addColumn("width", "integer")
      .addColumn("height", "integer")
      .addColumn("has_thumbnail", "integer", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("refusal", "text")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("ready_at", "bigint")
      .addColumn("upload_key", "text")
      .addColumn("announced_hash", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("attachments_by_conversation")
      .on("attachments")
      .column("conversation_id")
      .execute();
    await db.schema
      .createIndex("attachments_by_state")
      .on("attachments")
      .columns(["state", "created_at"])
      .execute();
    await db.schema
      .createIndex("attachments_by_key")
      .unique()
      .on("attachments")
      .columns(["conversation_id", "uploader_id", "upload_key"])
      .where(sql.ref("upload_key"), "is not", null)
      .execute();
    await db.schema
      .createTable("files_to_delete")
      .addColumn("id", "text", (column) => column.primaryKey())
      .execute();
    for (const name of ["file_count", "is_fallback"])
      await db.schema
        .alterTable("messages")
        .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
        .execute();
  },
};
