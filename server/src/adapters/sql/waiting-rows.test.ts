import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR, TOMAS } from "../../testing/chat-stage.ts";
import { lanternLine } from "../../testing/tenant-fixture.ts";
import { countStatements } from "../../testing/watch-statements.ts";

/* The list of those who wait is read from columns. */

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

const names = async (): Promise<readonly unknown[]> =>
  (await stage.chats.waiting(lanternLine.id, ["q-bookings", "q-lost"])).map(
    ({ summary, lastText }) => [summary.guest.name, lastText],
  );

test("the list is one statement, and a frame's row is another", async () => {
  const { id } = await stage.guest("Hello");
  await stage.guest("Is anybody there?");
  expect(await countStatements(names)).toBe(1);
  expect(await countStatements(() => stage.chats.waitingOne(id))).toBe(1);
});

test("the list needs nothing of a guest's members, and no conversation comes into memory", async () => {
  await stage.guest("Hello");
  await stage.stop();
  const file = new Libsql(join(stage.folder, "parlor.db"));
  file.exec("delete from members");
  file.close();
  await stage.start();
  await stage.settle();
  expect(await names()).toEqual([["Mara", "Hello"]]);
  expect(stage.chats.countInMemory()).toBe(0);
});

test("a row says who transferred the guest, without the note while the chat rings with it", async () => {
  stage.agents.attach(NOOR);
  const { id } = await stage.guest("Hello");
  const { participantId } = await stage.answers(id, NOOR);
  const row = async (): Promise<unknown> => (await stage.chats.waitingOne(id))?.summary.transfer;
  expect(await row()).toBeUndefined();
  await stage.chats.transfer(id, participantId, { queueId: "q-lost" }, "a refund");
  await stage.settle();
  expect(await row()).toEqual({ from: "Noor Haddad", note: "a refund" });
  stage.agents.attach(TOMAS);
  await stage.agents.set(TOMAS, { status: "available" });
  await stage.settle();
  expect(await row()).toEqual({ from: "Noor Haddad", note: null });
});

test("a guest who waited before there were such rows is in the list once the server has started", async () => {
  const { id } = await stage.guest("Hello");
  await stage.stop();
  const file = new Libsql(join(stage.folder, "parlor.db"));
  // The migration leaves such rows.
  file.exec("update conversations set waiting_summary = null, deadline_at = 0");
  file.close();
  await stage.start();
  await stage.settle();
  expect(await names()).toEqual([["Mara", "Hello"]]);
  expect(await stage.chats.waitingOne(id)).toMatchObject({ summary: { id } });
});
