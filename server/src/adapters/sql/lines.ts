import { sql, type Expression, type Kysely, type SqlBool } from "kysely";
import type { InLine, RoutingStore } from "../../service/routing-store.ts";
import { lineColumns, toInLine, toWaiting, waitingColumns } from "./routing-rows.ts";
import type { Database } from "./schema.ts";
import { REMEMBERED_ANSWERS } from "./write-routing.ts";

type LineQueries = Pick<
  RoutingStore,
  | "line"
  | "countInLine"
  | "placeInLine"
  | "answers"
  | "refusals"
  | "waiting"
  | "waitingOne"
  | "waitingLines"
>;

/** The key by which a line is ordered. */
type LineKey = Pick<InLine, "conversationId" | "place">;

/**
 * Whether a row of the line comes before (or behind) a place in it. Guests who came in the same
 * millisecond stand in the order in which their conversations were created.
 */
function comes(
  side: "before" | "behind",
  { conversationId, place: { isTransfer, priority, placeAt } }: LineKey,
): Expression<SqlBool> {
  const isTransferNumber = Number(isTransfer);
  const [greater, less] =
    side === "before" ? [sql.raw(">"), sql.raw("<")] : [sql.raw("<"), sql.raw(">")];
  return sql<SqlBool>`(is_transfer ${greater} ${isTransferNumber} or (is_transfer = ${isTransferNumber}
    and (priority ${greater} ${priority} or (priority = ${priority}
    and (place_at ${less} ${placeAt} or (place_at = ${placeAt} and seq ${less} (
      select one.seq from conversations as one where one.id = ${conversationId})))))))`;
}

const linesOf = (db: Kysely<Database>, organizationId: string, queueIds: readonly string[]) =>
  db
    .selectFrom("conversations")
    .where("organization_id", "=", organizationId)
    .where("waiting_queue_id", "in", queueIds);

/** Finds waiting guests in the order of their lines. */
export function createLineQueries(db: Kysely<Database>): LineQueries {
  const lineOf = (organizationId: string, queueId: string) =>
    linesOf(db, organizationId, [queueId]);

  return {
    ...createEstimateQueries(db),
    ...createWaitingQueries(db),
    async line({ organizationId, queueId }, { after, most }) {
      const rows = await lineOf(organizationId, queueId)
        .select(lineColumns)
        .$if(after !== null, (rows) => (after === null ? rows : rows.where(comes("behind", after))))
        .orderBy("is_transfer", "desc")
        .orderBy("priority", "desc")
        .orderBy("place_at")
        .orderBy("seq")
        .limit(most)
        .execute();
      return rows.map(toInLine);
    },
    async waitingLines() {
      const rows = await db
        .selectFrom("conversations")
        .select(({ fn }) => [
          "organization_id",
          "waiting_queue_id",
          fn.countAll().as("count"),
          fn.min("waits_since").as("since"),
        ])
        .where("waiting_queue_id", "is not", null)
        .groupBy(["organization_id", "waiting_queue_id"])
        .execute();
      return rows.map((row) => ({
        organizationId: row.organization_id,
        queueId: row.waiting_queue_id ?? "",
        count: Number(row.count),
        since: row.since,
      }));
    },
    async countInLine({ organizationId, queueId }) {
      const row = await lineOf(organizationId, queueId)
        .select(({ fn }) => fn.countAll().as("count"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async placeInLine({ organizationId, queueId }, conversationId, place) {
      const isBefore = comes("before", { conversationId, place });
      const line = lineOf(organizationId, queueId);
      const row = await db
        .selectNoFrom([
          line
            .where(isBefore)
            .select(({ fn }) => fn.countAll().as("count"))
            .as("ahead"),
          line.select(({ fn }) => fn.min("waits_since").as("since")).as("longest_since"),
        ])
        .executeTakeFirstOrThrow();
      return { ahead: Number(row.ahead), longestSince: row.longest_since };
    },
  };
}

function createEstimateQueries(db: Kysely<Database>): Pick<LineQueries, "answers" | "refusals"> {
  return {
    async answers({ organizationId, queueId }) {
      const rows = await db
        .selectFrom("answers")
        .select(["at", "per_place_ms", "was_full"])
        .where("organization_id", "=", organizationId)
        .where("queue_id", "=", queueId)
        .orderBy("at", "desc")
        .orderBy("per_place_ms")
        .limit(REMEMBERED_ANSWERS)
        .execute();
      return rows.map(({ at, per_place_ms, was_full }) => ({
        queueId,
        at,
        perPlaceMs: per_place_ms,
        wasFull: was_full === 1,
      }));
    },
    async refusals(conversationIds) {
      const found = new Map<string, Map<string, number>>();
      if (conversationIds.length === 0) return found;
      const rows = await db
        .selectFrom("offers")
        .select(["conversation_id", "user_id", "refused_at"])
        .where("conversation_id", "in", conversationIds)
        .execute();
      for (const { conversation_id, user_id, refused_at } of rows) {
        const own = found.get(conversation_id) ?? new Map<string, number>();
        found.set(conversation_id, own.set(user_id, refused_at));
      }
      return found;
    },
  };
}

/** Reads the rows of the list of those who wait. No conversation is loaded for them. */
function createWaitingQueries(db: Kysely<Database>): Pick<LineQueries, "waiting" | "waitingOne"> {
  const rows = () =>
    db
      .selectFrom("conversations")
      .select(waitingColumns)
      .select((row) =>
        row
          .selectFrom("messages")
          .select("body")
          .whereRef("messages.conversation_id", "=", "conversations.id")
          .whereRef("messages.sender_id", "=", "conversations.guest_member_id")
          .where("messages.body_type", "in", ["standard", "notice"])
          .orderBy("messages.at", "desc")
          .limit(1)
          .as("last_text"),
      );
  return {
    async waiting(organizationId, queueIds) {
      if (queueIds.length === 0) return [];
      const found = await rows()
        .where("organization_id", "=", organizationId)
        .where("waiting_queue_id", "in", queueIds)
        .orderBy("is_transfer", "desc")
        .orderBy("priority", "desc")
        .orderBy("place_at")
        .orderBy("seq")
        .execute();
      return found.flatMap(toWaiting);
    },
    async waitingOne(conversationId) {
      const found = await rows().where("id", "=", conversationId).execute();
      return found.flatMap(toWaiting)[0] ?? null;
    },
  };
}
