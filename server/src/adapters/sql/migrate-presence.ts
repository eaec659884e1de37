import type { Kysely, Migration } from "kysely";

/** When a waiting guest left the line. */
export const leavingTheLine: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("conversations").addColumn("left_line_at", "bigint").execute();
  },
};

/** The status and the capacity that agents have set. */
export const agents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("agents")
      .addColumn("organization_id", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("capacity", "integer")
      .addPrimaryKeyConstraint("agent", ["organization_id", "user_id"])
      .execute();
  },
};
