import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { RoutingStore } from "../../service/routing-store.ts";
import { ChatStage, NOOR } from "../../testing/chat-stage.ts";
import { lanternLine } from "../../testing/tenant-fixture.ts";
import { watchStatements } from "../../testing/watch-statements.ts";

/* Each query that time, the router and the desks ask finds its rows by an index. */

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

const planRows = z.array(z.object({ detail: z.string() }));
const bookings = { organizationId: lanternLine.id, queueId: "q-bookings" };
const place = {
  queueId: "q-bookings",
  isTransfer: false,
  priority: 0,
  placeAt: 1,
  waitsSince: 1,
  isRinging: false,
};

/** How SQLite finds the rows of the conversations and members in this work's queries. */
async function plansOf(ask: (store: RoutingStore) => Promise<unknown>): Promise<string[]> {
  const statements = await watchStatements(() => ask(stage.store));
  const file = new Libsql(join(stage.folder, "parlor.db"));
  try {
    return statements
      .filter((sql) => /^(select|update)/.test(sql))
      .flatMap((sql) => {
        const nothing = [...sql.matchAll(/\?/g)].map(() => null);
        const steps = file.prepare(`explain query plan ${sql}`).all(nothing);
        return planRows.parse(steps).map(({ detail }) => detail);
      });
  } finally {
    file.close();
  }
}

test.each<[string, RegExp, (store: RoutingStore) => Promise<unknown>]>([
  ["what is due", /conversations_due/, (store) => store.due(1, 100)],
  ["the next deadline", /conversations_due/, (store) => store.nextDeadline(1)],
  ["a line", /conversations_in_line/, (store) => store.line(bookings, { after: null, most: 50 })],
  ["the length of a line", /conversations_in_line|by_wait/, (store) => store.countInLine(bookings)],
  [
    "a place in line",
    /conversations_in_line.*conversations_by_wait/,
    (store) => store.placeInLine(bookings, "c", place),
  ],
  [
    "the waiting guests of two queues",
    /conversations_(in_line|by_wait).*messages_in_order/,
    (store) => store.waiting(lanternLine.id, ["q-bookings", "q-lost"]),
  ],
  [
    "the seats of an organization",
    /sqlite_autoindex_seats/,
    (store) => store.seats(lanternLine.id),
  ],
  ["an agent's own chats", /members_at_work/, (store) => store.presentOf(NOOR)],
  ["the chats of an agent who goes", /members_at_work/, (store) => store.withAgent(NOOR)],
  ["the answers of a queue", /answers_of_queue/, (store) => store.answers(bookings)],
  ["the refusals of guests", /sqlite_autoindex_offers/, (store) => store.refusals(["c"])],
  ["the counts", /conversations_by_state.*members_at_work/, (store) => store.counts()],
])("%s is found by its index, and no table is read as a whole", async (_, index, ask) => {
  const plans = await plansOf(ask);
  expect(plans.join("\n").replaceAll("\n", " ")).toMatch(index);
  expect(plans.filter((step) => /^SCAN (?!.*INDEX)(?!CONSTANT ROW)/.test(step))).toEqual([]);
});

test("a line is read in its order, without sorting", async () => {
  const plans = await plansOf((store) => store.line(bookings, { after: null, most: 50 }));
  expect(plans.filter((step) => step.includes("TEMP B-TREE"))).toEqual([]);
});
