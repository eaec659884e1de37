import type { Kysely, Selectable, Transaction } from "kysely";
import type { ClaimedDelivery, DeliveryStore, RetryQuery } from "../../service/delivery-store.ts";
import type { Database, DeliveryRow } from "./schema.ts";
import { isUnwritable } from "./store-error.ts";
import { moveUp, SettleQueue } from "./settle-deliveries.ts";
import type { Writes } from "./writes.ts";

/**
 * Ends the claims of earlier processes. The lock of the data folder says that none of them runs.
 * With a full disk they run out by themselves.
 */
export async function releaseClaims(db: Kysely<Database>): Promise<void> {
  try {
    await db
      .updateTable("deliveries")
      .set({ claim: null, next_at: 0 })
      .where("claim", "is not", null)
      .execute();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
  }
}

export function createDeliveryStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): DeliveryStore {
  const due = (from: Kysely<Database>, endpoint: string, now: number, most: number) =>
    from
      .selectFrom("deliveries")
      .select("id")
      .where("endpoint", "=", endpoint)
      .where("state", "=", "pending")
      .where("next_at", "<=", now)
      .orderBy("next_at")
      .orderBy("id")
      .limit(most)
      .execute();
  const outcomes = new SettleQueue(write);
  return {
    ...createDeliveryLists(db),
    async claimDeliveries({ endpoint, now, until, claim, most }) {
      // An endpoint with nothing due costs no transaction.
      if ((await due(db, endpoint, now, 1)).length === 0) return [];
      return write(async (trx) => {
        const ids = (await due(trx, endpoint, now, most)).map(({ id }) => id);
        if (ids.length === 0) return [];
        const rows = await trx
          .updateTable("deliveries")
          .set(({ eb }) => ({ claim, next_at: until, attempts: eb("attempts", "+", 1) }))
          .where("id", "in", ids)
          .returningAll()
          .execute();
        return rows.toSorted((a, b) => a.id - b.id).map((row) => toClaimed(row, claim));
      });
    },
    settleDelivery: (delivery, outcome, now) => outcomes.add(delivery, outcome, now),
    parkOtherDeliveries: (endpoints, failure) =>
      write(async (trx) => {
        const others = trx
          .updateTable("deliveries")
          .set({ state: "parked", next_at: null, claim: null, failure })
          .where("state", "=", "pending")
          .$if(endpoints.length > 0, (rows) => rows.where("endpoint", "not in", endpoints));
        return Number((await others.executeTakeFirstOrThrow()).numUpdatedRows);
      }),
    retryDeliveries: (query, now) => write((trx) => retry(trx, query, now)),
  };
}

function createDeliveryLists(
  db: Kysely<Database>,
): Pick<DeliveryStore, "nextDelivery" | "deliveries" | "deliveryCounts"> {
  return {
    async nextDelivery(endpoint, after) {
      const row = await db
        .selectFrom("deliveries")
        .select("next_at")
        .where("endpoint", "=", endpoint)
        .where("state", "=", "pending")
        .where("next_at", ">", after)
        .orderBy("next_at")
        .limit(1)
        .executeTakeFirst();
      return row?.next_at ?? null;
    },
    async deliveries(most) {
      const rows = await db
        .selectFrom("deliveries")
        .selectAll()
        .orderBy("id")
        .limit(most)
        .execute();
      return rows.map((row) => ({
        eventId: row.event_id,
        endpoint: row.endpoint,
        type: row.type,
        conversationId: row.conversation_id,
        state: row.state,
        attempts: row.attempts,
        since: row.since,
        nextAt: row.next_at,
        failure: row.failure,
      }));
    },
    async deliveryCounts() {
      const rows = await db
        .selectFrom("deliveries")
        .select(({ fn }) => [
          "endpoint",
          "state",
          fn.countAll().as("count"),
          fn.min("since").as("since"),
        ])
        .groupBy(["endpoint", "state"])
        .execute();
      return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
    },
  };
}

function toClaimed(row: Selectable<DeliveryRow>, claim: string): ClaimedDelivery {
  const { id, endpoint, type, body, since, attempts } = row;
  const names = { eventId: row.event_id, conversationId: row.conversation_id };
  return { id, endpoint, type, body, since, attempt: attempts, claim, ...names };
}

async function retry(
  trx: Transaction<Database>,
  { eventIds, endpoint }: RetryQuery,
  now: number,
): Promise<number> {
  const rows = await trx
    .updateTable("deliveries")
    .set({ state: "pending", attempts: 0, since: now, next_at: null, failure: null })
    .where("state", "=", "parked")
    .$if(eventIds !== null, (found) => found.where("event_id", "in", eventIds ?? []))
    .$if(endpoint !== null, (found) => found.where("endpoint", "=", endpoint ?? ""))
    .returning(["conversation_id", "endpoint"])
    .execute();
  const lines = new Map(rows.map((row) => [JSON.stringify(row), row]));
  for (const line of lines.values()) await moveUp(trx, line, now);
  return rows.length;
}
