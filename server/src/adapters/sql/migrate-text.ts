import { sql, type Kysely, type Migration } from "kysely";

/**
 * Removes U+0000 from text. Version 0.1.0 stored it and read such text only up to it, so the full
 * text is still in the file.
 */
export const textWithoutNul: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [table, column] of [
      ["messages", "body"],
      ["ratings", "comment"],
      ["conversations", "language"],
      ["conversations", "external_id"],
    ] as const) {
      const [inTable, text] = [sql.table(table), sql.ref(column)];
      const { rows } = await sql<{ rowid: number; bytes: Uint8Array }>`
        select rowid, cast(${text} as blob) as bytes from ${inTable}
        where instr(cast(${text} as blob), x'00') > 0`.execute(db);
      // In JavaScript, because SQLite's own replace() takes U+0000 for no text at all.
      for (const { rowid, bytes } of rows) {
        const kept = Buffer.from(bytes).toString("utf8").replaceAll("\0", "");
        await sql`update ${inTable} set ${text} = ${kept} where rowid = ${rowid}`.execute(db);
      }
    }
  },
};
