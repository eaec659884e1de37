import type { Transaction } from "kysely";
import type { Database } from "./schema.ts";

/** Everything that belongs to a conversation, by its `conversation_id`. */
export const belongings = [
  "deliveries",
  "events",
  "idempotency",
  "offers",
  "readings",
  "ratings",
  "media_requests",
  "attachments",
  "messages",
  "members",
] as const;

/**
 * Deletes the conversations that ended before a moment, oldest first, with all their rows.
 * @param most - the maximum at once, because the database does nothing else meanwhile
 * @returns how many were deleted
 */
export async function deleteEnded(
  trx: Transaction<Database>,
  beforeAt: number,
  most: number,
): Promise<number> {
  const found = await trx
    .selectFrom("conversations")
    .select("id")
    .where("state", "=", "ended")
    .where("ended_at", "<", beforeAt)
    .orderBy("ended_at")
    .orderBy("seq")
    .limit(most)
    .execute();
  if (found.length === 0) return 0;
  const ids = found.map(({ id }) => id);
  for (const table of belongings)
    await trx.deleteFrom(table).where("conversation_id", "in", ids).execute();
  await trx.deleteFrom("conversations").where("id", "in", ids).execute();
  return ids.length;
}
