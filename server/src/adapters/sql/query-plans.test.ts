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
