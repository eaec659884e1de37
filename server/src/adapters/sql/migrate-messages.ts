import type { Kysely, Migration } from "kysely";

/** Adds the language of a message; that of older ones is not known. */
export const messageLanguage: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("messages").addColumn("language", "text").execute();
  },
};
