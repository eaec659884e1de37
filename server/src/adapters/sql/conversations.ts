import { sql, type Kysely } from "kysely";
import type { ConversationRecord } from "../../domain/model.ts";
import type { ConversationStore } from "../../service/store.ts";
import type { CommitWriter } from "./commit.ts";
import { deleteEnded } from "./delete-ended.ts";
import { deleteEvents } from "./delete-events.ts";
import { loadConversation, loadRecords } from "./load-conversations.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

/** An agent who owes more wrap-ups than this sees the newest. */
const MAX_OWED = 200;

export function createConversationStore(
  db: Kysely<Database>,
  { run: write, commit }: Pick<Writes, "run" | "commit">,
  writeCommit: CommitWriter,
): ConversationStore {
  const recordsOf = (rows: readonly { id: string }[]): Promise<ConversationRecord[]> =>
    loadRecords(
      db,
      rows.map(({ id }) => id),
    );

  const ended = () =>
    db
      .selectFrom("conversations")
      .select("conversations.id")
      .where("state", "=", "ended")
      .orderBy("ended_at", "desc")
      .orderBy("seq", "desc");

  return {
    load: async (conversationId) => (await loadConversation(db, conversationId))?.loaded ?? null,
    async commit(changes, options) {
      const { id } = changes.record.conversation;
      const { result, onDisk } = await commit(id, () => writeCommit(changes, options));
      return { ...result, onDisk };
    },
    async endedOfUser({ organizationId, userId }, sinceAt) {
      return recordsOf(
        await db
          .selectFrom("members")
          .innerJoin("conversations", "conversations.id", "members.conversation_id")
          .select(["conversations.id", "conversations.ended_at", "conversations.seq"])
          .distinct()
          .where("members.user_id", "=", userId)
          .where("members.conversation_ended_at", ">=", sinceAt)
          .where("conversations.organization_id", "=", organizationId)
          .orderBy("conversations.ended_at", "desc")
          .orderBy("conversations.seq", "desc")
          .execute(),
      );
    },
    async endedOfGuest(organizationId, externalId) {
      return recordsOf(
        await ended()
          .where("organization_id", "=", organizationId)
          .where("external_id", "=", externalId)
          .execute(),
      );
    },
    async unwrapped({ organizationId, userId }) {
      const recent = await db
        .selectFrom("members")
        .innerJoin("conversations", "conversations.id", "members.conversation_id")
        .select("conversations.id")
        .where("members.user_id", "=", userId)
        .where("members.owes_wrapup", "=", sql.lit(1))
        .where("conversations.organization_id", "=", organizationId)
        .orderBy("members.joined_at", "desc")
        .orderBy("conversations.seq", "desc")
        .limit(MAX_OWED)
        .execute();
      return recordsOf([...new Map(recent.map((row) => [row.id, row])).values()]);
    },
    missed: async (organizationId) => recordsOf(await missedIds(db, organizationId)),
    answered: async (organizationId, sinceAt) =>
      recordsOf(await answeredIds(db, organizationId, sinceAt)),
    deleteEvents: (beforeAt, most) => deleteEvents(db, write, beforeAt, most),
    deleteEnded: (beforeAt, most) => write((trx) => deleteEnded(trx, beforeAt, most)),
    async truncateWal() {
      await sql`pragma wal_checkpoint(truncate)`.execute(db);
    },
  };
}

function missedIds(db: Kysely<Database>, organizationId: string): Promise<{ id: string }[]> {
  return db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("missed_queue_id", "is not", null)
    .orderBy("seq")
    .execute();
}

function answeredIds(
  db: Kysely<Database>,
  organizationId: string,
  sinceAt: number,
): Promise<{ id: string }[]> {
  return db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("missed", "is not", null)
    .where(sql`json_extract(missed, '$.state')`, "=", "closed")
    .where(sql`json_extract(missed, '$.wrapup.endAt')`, ">=", sinceAt)
    .orderBy("seq")
    .execute();
}
