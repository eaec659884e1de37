import Libsql from "libsql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatStage, NOOR } from "../../testing/chat-stage.ts";

/* SQLite must not look at every row for the queries that desks ask. */

let stage: ChatStage;

beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

/** How SQLite answers what is asked meanwhile, a line for each step. */
async function plansOf(ask: () => Promise<unknown>): Promise<string[]> {
  const prepare = vi.spyOn(Libsql.prototype, "prepare");
  await ask();
  const asked = new Set(prepare.mock.calls.map(([sql]) => sql));
  prepare.mockRestore();
  const file = new Libsql(`${stage.folder}/parlor.db`);
  const steps = [...asked].flatMap((sql) =>
    file
      .prepare(`explain query plan ${sql}`)
      .all([])
      .map((row) => (row as { detail: string }).detail),
  );
  file.close();
  return steps;
}

test("the ended chats of an agent are found by the agent and the time of their ends", async () => {
  const { id, ends } = await stage.guest("Hello");
  await stage.answers(id, NOOR, "Yes?");
  await ends();
  const plans = await plansOf(async () => {
    expect(await stage.store.endedOfUser(NOOR, stage.clock.now() - 1)).toHaveLength(1);
  });
  expect(plans).toContainEqual(
    expect.stringContaining(
      "members USING INDEX members_by_end (user_id=? AND conversation_ended_at>?)",
    ),
  );
  expect(plans.filter((step) => step.startsWith("SCAN"))).toEqual([]);
});

test("the chats that an agent owes a wrap-up are found by an index of nothing else", async () => {
  const { id, ends } = await stage.guest("Hello");
  const leg = await stage.answers(id, NOOR, "Yes?");
  await ends();
  const plans = await plansOf(async () => {
    expect(await stage.store.unwrapped(NOOR)).toHaveLength(1);
  });
  expect(plans).toContainEqual(
    expect.stringContaining("members USING INDEX members_owing_wrapup (user_id=?)"),
  );
  await stage.chats.wrapUp(id, leg.id, "skipped");
  expect(await stage.store.unwrapped(NOOR)).toEqual([]);
});

test("a message writes its row, its key, its events and what it changes of its conversation", async () => {
  const earlier = vi.spyOn(Libsql.prototype, "prepare");
  const { id } = await stage.guest("Hello");
  const { guestMemberId } = (await stage.chats.get(id)).conversation;
  const send = (key: string): Promise<unknown> =>
    stage.chats.send(id, guestMemberId, "Anybody?", "standard", key);
  await send("k-1");
  expect(earlier.mock.calls.map(([sql]) => sql)).toContain(
    "update conversations set last_at = ?, version = ? where id = ? and version = ?",
  );
  earlier.mockRestore();
  const file = new Libsql(`${stage.folder}/parlor.db`);
  const statement: { run: (...values: unknown[]) => unknown } = Object.getPrototypeOf(
    file.prepare("select 1"),
  );
  file.close();
  const run = vi.spyOn(statement, "run");
  const prepare = vi.spyOn(Libsql.prototype, "prepare");
  await send("k-2");
  // The conversation, the message, the key and the events, by statements that were there before.
  expect(run).toHaveBeenCalledTimes(4);
  expect(prepare.mock.calls.map(([sql]) => sql)).toEqual([]);
});

test("deliveries are found by their endpoint and by their line, also when many are not made", async () => {
  const { id } = await stage.guest("Hello");
  const one = { type: "message.created", body: "{}", since: stage.clock.now() };
  const planned = ["e-1", "e-2"].map((eventId) => ({ ...one, endpoint: "a", eventId }));
  await stage.store.addRating(id, { score: 5, comment: null }, one.since, planned);
  const now = stage.clock.now();
  const terms = { endpoint: "a", now, until: now + 1, claim: "c", most: 8 };
  const plans = await plansOf(async () => {
    const [claimed] = await stage.store.claimDeliveries(terms);
    expect(claimed).toMatchObject({ eventId: "e-1", attempt: 1 });
    if (claimed === undefined) return;
    expect(await stage.store.settleDelivery(claimed, { kind: "delivered" }, now)).toBe(true);
    await stage.store.nextDelivery("a", now);
  });
  for (const index of [
    "deliveries USING INDEX deliveries_by_line (conversation_id=? AND endpoint=? AND state=?",
    "deliveries USING COVERING INDEX deliveries_by_endpoint (endpoint=? AND state=? AND next_at",
  ])
    expect(plans).toContainEqual(expect.stringContaining(index));
  expect(plans.filter((step) => step.startsWith("SCAN"))).toEqual([]);
});
