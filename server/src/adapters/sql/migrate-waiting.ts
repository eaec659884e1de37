import { sql, type Kysely, type Migration } from "kysely";

/**
 * Adds the row of a guest in the list of those who wait. The deadline of each who waits is over, so
 * that the next start looks at all of them and fills it.
 */
export const waitingRows: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("conversations").addColumn("waiting_summary", "text").execute();
    await sql`update conversations set deadline_at = 0 where waiting_queue_id is not null`.execute(
      db,
    );
  },
};
