import type { Kysely, Selectable } from "kysely";
import type { LoadedConversation } from "../../domain/conversation-change.ts";
import type { ConversationRecord, Member } from "../../domain/model.ts";
import { toConversation, toMediaRequest, toMember } from "./rows.ts";
import type { ConversationRow, ConversationTable, Database } from "./schema.ts";

/** The conversations that one statement names. */
const CHUNK = 500;

export async function loadConversation(
  db: Kysely<Database>,
  conversationId: string,
): Promise<{
  readonly loaded: LoadedConversation;
  readonly row: Selectable<ConversationTable>;
} | null> {
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
  const loaded = {
    record: {
      conversation: toConversation(row),
      members: members.map(({ id, document }) => toMember(id, document)),
    },
    requests: requests.map(({ id, document }) => toMediaRequest(id, document)),
    lastAt: row.last_at,
    version: row.version,
  };
  return { loaded, row };
}

/** Reads many conversations with two statements, in the order of their ids. */
export async function loadRecords(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ConversationRecord[]> {
  const records: ConversationRecord[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const some = ids.slice(from, from + CHUNK);
    const rows = await db.selectFrom("conversations").selectAll().where("id", "in", some).execute();
    const members = await db
      .selectFrom("members")
      .select(["id", "conversation_id", "document"])
      .where("conversation_id", "in", some)
      .orderBy("joined_at")
      .execute();
    const found = new Map(recordsFrom(rows, members).map((one) => [one.conversation.id, one]));
    records.push(...some.flatMap((id) => found.get(id) ?? []));
  }
  return records;
}

/** @param members - of all these conversations, in the order in which they joined */
function recordsFrom(
  rows: readonly ConversationRow[],
  members: readonly { id: string; conversation_id: string; document: string }[],
): ConversationRecord[] {
  const byConversation = new Map<string, Member[]>();
  for (const { id, conversation_id, document } of members) {
    const own = byConversation.get(conversation_id) ?? [];
    own.push(toMember(id, document));
    byConversation.set(conversation_id, own);
  }
  return rows.map((row) => ({
    conversation: toConversation(row),
    members: byConversation.get(row.id) ?? [],
  }));
}
