import type { Kysely } from "kysely";
import { NO_DEPLOYMENT } from "../../domain/home-of.ts";
import type { UserKey } from "../../domain/tenant.ts";
import type { RoutingStore } from "../../service/routing-store.ts";
import type { DatabaseFile } from "./database.ts";
import { createLineQueries } from "./lines.ts";
import { loadConversation, loadRecords } from "./load-conversations.ts";
import { toRoutingState } from "./routing-rows.ts";
import type { Database } from "./schema.ts";
import { Statements } from "./statements.ts";
import { writeState } from "./write-routing.ts";
import type { Writes } from "./writes.ts";

/** Finds conversations by time, by the order of the lines, and by their agents. */
export function createRoutingStore(
  db: Kysely<Database>,
  file: DatabaseFile,
  { run: write, commit }: Pick<Writes, "run" | "commit">,
): RoutingStore {
  const statements = new Statements(file);
  return {
    ...createLineQueries(db),
    ...createAgentQueries(db),
    ...createDueQueries(db),
    async loadActive(conversationId) {
      const found = await loadConversation(db, conversationId);
      if (found === null || found.row.state === "ended") return null;
      const { presence, ...routing } = toRoutingState(found.row);
      // A message moves no time in the conversation's own row.
      const written = await db
        .selectFrom("messages")
        .select("at")
        .where("conversation_id", "=", conversationId)
        .where("sender_id", "=", found.row.guest_member_id)
        .orderBy("at", "desc")
        .executeTakeFirst();
      const lastGuestAt = Math.max(presence.lastGuestAt, written?.at ?? 0);
      return {
        loaded: found.loaded,
        routing: { ...routing, presence: { ...presence, lastGuestAt } },
      };
    },
    async resume(now, next, attached) {
      const looked = { deadline_at: next };
      await write(async (trx) => {
        const open = trx
          .updateTable("conversations")
          .where("state", "in", ["created", "active"])
          // An active one that no page belongs to never has a stream.
          .where((row) =>
            row.or([row("deployment_id", "!=", NO_DEPLOYMENT), row("state", "=", "created")]),
          )
          .$if(attached.length > 0, (rows) => rows.where("id", "not in", attached));
        // Those of a deployment that was not configured for a while have no deadline.
        await open
          .set(looked)
          .where("detached_at", "is not", null)
          .where("deadline_at", "is", null)
          .execute();
        await open
          .set({ ...looked, detached_at: now })
          .where("detached_at", "is", null)
          .where((row) => row.or([row("deadline_at", "is", null), row("deadline_at", ">", next)]))
          .execute();
        await open.set({ detached_at: now }).where("detached_at", "is", null).execute();
      });
    },
    async requeue(organizationId, queueIds) {
      await write((trx) =>
        trx
          .updateTable("conversations")
          .set({ deadline_at: 0 })
          .where("organization_id", "=", organizationId)
          .where("waiting_queue_id", "is not", null)
          .where("waiting_queue_id", "not in", queueIds)
          .execute(),
      );
    },
    async saveRouting(conversationId, version, state) {
      const write = (): void => writeState(statements, conversationId, state, version);
      await (await commit(conversationId, write)).onDisk;
    },
    async dropDeadline(conversationId) {
      await write((trx) =>
        trx
          .updateTable("conversations")
          .set({ deadline_at: null })
          .where("id", "=", conversationId)
          .execute(),
      );
    },
  };
}

function createDueQueries(db: Kysely<Database>): Pick<RoutingStore, "due" | "nextDeadline"> {
  return {
    async due(now, most) {
      const rows = await db
        .selectFrom("conversations")
        .select("id")
        .where("deadline_at", "<=", now)
        .orderBy("deadline_at")
        .orderBy("seq")
        .limit(most)
        .execute();
      return rows.map(({ id }) => id);
    },
    async nextDeadline(after) {
      const row = await db
        .selectFrom("conversations")
        .select("deadline_at")
        .where("deadline_at", ">", after)
        .orderBy("deadline_at")
        .limit(1)
        .executeTakeFirst();
      return row?.deadline_at ?? null;
    },
  };
}

function createAgentQueries(
  db: Kysely<Database>,
): Pick<RoutingStore, "seats" | "withAgent" | "presentOf" | "counts"> {
  const present = ({ organizationId, userId }: UserKey) =>
    db
      .selectFrom("members")
      .innerJoin("conversations", "conversations.id", "members.conversation_id")
      .select("conversations.id")
      .where("members.user_id", "=", userId)
      .where("conversations.organization_id", "=", organizationId)
      .where("members.work", "in", ["alerting", "connected"])
      .orderBy("conversations.created_at")
      .orderBy("conversations.seq")
      .execute();

  const count = async (rows: Promise<{ count: number | bigint | string }>): Promise<number> =>
    Number((await rows).count);

  return {
    async seats(organizationId) {
      const rows = await db
        .selectFrom("seats")
        .select(["user_id", "load", "idle_since"])
        .where("organization_id", "=", organizationId)
        .execute();
      return new Map(
        rows.map(({ user_id, load, idle_since }) => [user_id, { load, idleSince: idle_since }]),
      );
    },
    async withAgent(who) {
      return (await present(who)).map(({ id }) => id);
    },
    async presentOf(who) {
      return loadRecords(
        db,
        (await present(who)).map(({ id }) => id),
      );
    },
    async counts() {
      const all = db.selectFrom("conversations").select(({ fn }) => fn.countAll().as("count"));
      const talking = db
        .selectFrom("members")
        .select(({ fn }) => fn.count("conversation_id").distinct().as("count"))
        .where("work", "=", "connected");
      return {
        open: await count(
          all.where("state", "in", ["created", "active"]).executeTakeFirstOrThrow(),
        ),
        waiting: await count(
          all.where("waiting_queue_id", "is not", null).executeTakeFirstOrThrow(),
        ),
        talking: await count(talking.executeTakeFirstOrThrow()),
      };
    },
  };
}
