import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

/**
 * Deletes the events of the oldest commits. Ids are in the order of the commits, so that the oldest
 * are found without an index on their time.
 * @returns of how many commits they were
 */
export async function deleteEvents(
  db: Kysely<Database>,
  write: Writes["run"],
  beforeAt: number,
  most: number,
): Promise<number> {
  const oldest = await db
    .selectFrom("events")
    .select(["id", "at"])
    .orderBy("id")
    .limit(most)
    .execute();
  const last = oldest.findLast(({ at }) => at < beforeAt);
  // A server that nobody uses writes nothing.
  if (last === undefined) return 0;
  return write(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("events")
      .where("id", "<=", last.id)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}
