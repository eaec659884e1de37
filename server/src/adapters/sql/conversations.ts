import { sql, type Kysely } from "kysely";
import type { LoadedConversation } from "../../domain/conversation-change.ts";
import type { ConversationRecord } from "../../domain/model.ts";
import type { ConversationStore } from "../../service/store.ts";
import type { CommitWriter } from "./commit.ts";
import { deleteEnded } from "./delete-ended.ts";
import { deleteEvents } from "./delete-events.ts";
import { toConversation, toMediaRequest, toMember } from "./rows.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

/** An agent who owes more wrap-ups than this sees the newest first. */
const MAX_RECENT_LEGS = 200;

export function createConversationStore(
  db: Kysely<Database>,
  { run: write, commit }: Pick<Writes, "run" | "commit">,
  writeCommit: CommitWriter,
): ConversationStore {
  const load = (conversationId: string): Promise<LoadedConversation | null> =>
    loadConversation(db, conversationId);

  const recordsOf = async (rows: readonly { id: string }[]): Promise<ConversationRecord[]> => {
    const all = await Promise.all(rows.map(({ id }) => load(id)));
    return all.flatMap((loaded) => (loaded === null ? [] : [loaded.record]));
  };

  const ended = () =>
    db
      .selectFrom("conversations")
      .select("conversations.id")
      .where("state", "=", "ended")
      .orderBy("ended_at", "desc");

  return {
    load,
    async loadActive() {
      const rows = await db
        .selectFrom("conversations")
        .select("id")
        .where("state", "!=", "ended")
        .orderBy("created_at")
        .execute();
      const all = await Promise.all(rows.map(({ id }) => load(id)));
      return all.filter((loaded) => loaded !== null);
    },
    commit: (changes, options) =>
      commit(changes.record.conversation.id, () => writeCommit(changes, options)),
    async endedOfUser({ organizationId, userId }, sinceAt) {
      return recordsOf(
        await db
          .selectFrom("members")
          .innerJoin("conversations", "conversations.id", "members.conversation_id")
          .select(["conversations.id", "conversations.ended_at"])
          .distinct()
          .where("members.user_id", "=", userId)
          .where("members.conversation_ended_at", ">=", sinceAt)
          .where("conversations.organization_id", "=", organizationId)
          .orderBy("conversations.ended_at", "desc")
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
        .where("conversations.state", "=", "ended")
        .where("conversations.organization_id", "=", organizationId)
        .orderBy("members.joined_at", "desc")
        .limit(MAX_RECENT_LEGS)
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
    .execute();
}

async function loadConversation(
  db: Kysely<Database>,
  conversationId: string,
): Promise<LoadedConversation | null> {
  const row = await db
    .selectFrom("conversations")
    .selectAll()
    .where("id", "=", conversationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const members = await db
    .selectFrom("members")
    .select(["id", "document"])
    .where("conversation_id", "=", conversationId)
    .orderBy("joined_at")
    .execute();
  const requests = await db
    .selectFrom("media_requests")
    .select(["id", "document"])
    .where("conversation_id", "=", conversationId)
    .orderBy("created_at")
    .execute();
  return {
    record: {
      conversation: toConversation(row),
      members: members.map(({ id, document }) => toMember(id, document)),
    },
    requests: requests.map(({ id, document }) => toMediaRequest(id, document)),
    lastAt: row.last_at,
    version: row.version,
  };
}
