import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatStage, NOOR, TOMAS } from "../testing/chat-stage.ts";
import { copyConversation } from "../testing/copy-conversation.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import { countStatements } from "../testing/watch-statements.ts";

/* The order of a line, and what a long one costs. */

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

const inLine = async (queueId = "q-bookings"): Promise<string[]> =>
  (await stage.chats.waiting(lanternLine.id, [queueId])).map(({ summary }) => summary.id);

async function waits(priority: number): Promise<string> {
  const { id } = (await stage.chats.create(newChat({ priority }))).conversation;
  await stage.chats.attach(id);
  return id;
}

test("a line has the higher priority first, then the longest waiting", async () => {
  const plain = await waits(0);
  const urgent = await waits(5);
  const later = await waits(0);
  expect(await inLine()).toEqual([urgent, plain, later]);
  expect(await stage.chats.queuePlace(later)).toMatchObject({ position: 3, ahead: 2 });
});

test("a transferred guest comes before all who wait, is offered first, and takes its note along", async () => {
  const guest = await stage.guest("Hello");
  const leg = await stage.answers(guest.id, NOOR, "One moment");
  const urgent = await waits(90);
  await stage.chats.transfer(guest.id, leg.participantId, { queueId: "q-bookings" }, "a refund");
  expect(await inLine()).toEqual([guest.id, urgent]);
  expect(await stage.chats.queuePlace(guest.id)).toMatchObject({ position: 1 });
  const queueLeg = (await stage.chats.get(guest.id)).members.findLast((m) => m.role === "queue");
  expect(queueLeg).toMatchObject({
    transferNote: "a refund",
    transferredBy: { userId: "u-noor", name: "Noor Haddad" },
  });
  await stage.agents.set(TOMAS, { status: "available", capacity: 1 });
  await stage.settle();
  const offered = (await stage.chats.get(guest.id)).members.at(-1);
  expect(offered).toMatchObject({ userId: "u-tomas", state: "alerting", transferNote: "a refund" });
});

test("a line of a thousand makes no command ask more of the store", async () => {
  const measure = async (): Promise<number[]> => {
    const counts: number[] = [];
    const count = async (work: () => Promise<unknown>): Promise<void> => {
      const all = async (): Promise<void> => {
        await work();
        await stage.settle();
      };
      counts.push(await countStatements(all));
    };
    let id = "";
    await count(async () => {
      id = (await stage.chats.create(newChat())).conversation.id;
    });
    await count(() => stage.chats.attach(id));
    await count(() => stage.chats.queuePlace(id));
    await count(() => stage.chats.countWaiting(lanternLine.id, "q-bookings"));
    await count(() => stage.chats.waiting(lanternLine.id, ["q-bookings"]));
    await count(() => stage.chats.take(id, NOOR.userId));
    await count(() => stage.agents.set(NOOR, { status: "busy" }));
    return counts;
  };
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "busy" });
  const { id } = await stage.guest();
  // No line has been read a moment ago.
  for (let n = 0; n < 2; n++) await stage.pass(10_000);
  const few = await measure();
  await stage.stop();
  copyConversation(stage.folder, id, 1_000);
  await stage.start();
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "busy" });
  await stage.settle();
  // No line has been read a moment ago.
  for (let n = 0; n < 2; n++) await stage.pass(10_000);
  expect(await stage.chats.countWaiting(lanternLine.id, "q-bookings")).toBe(1_001);
  const many = await measure();
  expect(many.filter((count, index) => count > (few[index] ?? 0))).toEqual([]);
});

test("guests of a line are told their places at most every 5 s, and none of an unchanged one", async () => {
  const guests = [await waits(0), await waits(0), await waits(0)];
  await stage.pass(5_000);
  stage.told.length = 0;
  const told = (): number => stage.told.filter(({ kind }) => kind === "queue").length;
  await stage.chats.take(guests[0] ?? "", NOOR.userId);
  await stage.settle();
  expect(told()).toBe(2);
  await stage.chats.take(guests[1] ?? "", NOOR.userId);
  await stage.settle();
  expect(told()).toBe(2);
  await stage.pass(5_000);
  expect(told()).toBe(3);
  await stage.pass(60_000);
  expect(told()).toBe(3);
});

test("conversations that nobody uses leave memory, and are there when they are asked for", async () => {
  await stage.stop();
  stage.cacheSize = 50;
  await stage.start();
  const ids: string[] = [];
  for (let n = 0; n < 100; n++) ids.push((await stage.chats.create(newChat())).conversation.id);
  expect(stage.chats.countInMemory()).toBe(50);
  const [first = ""] = ids;
  expect(stage.chats.peek(first)).toBeNull();
  await stage.chats.attach(first);
  expect(await inLine()).toEqual([first]);
  for (let n = 0; n < 100; n++) await stage.chats.create(newChat());
  expect(stage.chats.peek(first)).not.toBeNull();
  expect(stage.chats.countInMemory()).toBe(51);
});

test("the changes of agents read a line once in 5 s, and not at all for an offer to nobody", async () => {
  for (let n = 0; n < 3; n++) await waits(0);
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "busy" });
  for (let n = 0; n < 2; n++) await stage.pass(10_000);
  const line = vi.spyOn(stage.store, "line");
  const reads = (): number =>
    line.mock.calls.filter(([{ queueId }]) => queueId === "q-bookings").length;
  const change = async (times: number): Promise<number> => {
    line.mockClear();
    for (let n = 0; n < times; n++) {
      await stage.agents.set(NOOR, { status: n % 2 === 0 ? "break" : "busy" });
      await stage.settle();
    }
    return reads();
  };
  expect(await change(20)).toBe(1);
  await stage.pass(4_999);
  expect(await change(20)).toBe(0);
  await stage.pass(1);
  expect(reads()).toBe(1);
  expect(await change(20)).toBe(0);
});

test("an offer that rings, and one that is declined, read the line of positions once in 5 s", async () => {
  const { id } = await stage.guest("Hello");
  for (let n = 0; n < 3; n++) await waits(0);
  await stage.pass(10_000);
  const places = vi.spyOn(stage.store, "answers");
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "available", capacity: 1 });
  await stage.settle();
  places.mockClear();
  const leg = (await stage.chats.get(id)).members.find(({ userId }) => userId === NOOR.userId);
  await stage.chats.leave(id, leg?.id ?? "");
  await stage.settle();
  expect(places).not.toHaveBeenCalled();
  await stage.pass(5_000);
  expect(places).toHaveBeenCalledTimes(1);
});
