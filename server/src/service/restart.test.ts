import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR, TOMAS, type Guest } from "../testing/chat-stage.ts";
import { copyConversation } from "../testing/copy-conversation.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import { countStatements } from "../testing/watch-statements.ts";

/* A restart forgets no offer, clock, wait, refusal or agent's state. */

const MINUTE = 60_000;
/** The stamps of one moment differ, so the last of them may be so far ahead of the clock. */
const AHEAD = 10;
let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

async function restart(): Promise<void> {
  await stage.stop();
  await stage.start();
  await stage.settle();
}
const legsOf = async (id: string): Promise<string[]> =>
  (await stage.chats.get(id)).members.flatMap(({ role, userId, state, leaveReason }) =>
    role === "agent" ? `${userId} ${leaveReason ?? state}` : [],
  );
const estimateOf = async (id: string): Promise<number | null | undefined> =>
  (await stage.chats.queuePlace(id))?.estimatedWaitSeconds;

test("a guest who lost its stream is lost after 30 minutes, however often the server restarts", async () => {
  const { id, leave } = await stage.guest("Hello");
  leave();
  await stage.pass(20 * MINUTE);
  await restart();
  await stage.pass(9 * MINUTE);
  expect((await stage.conversation(id)).state).toBe("active");
  await stage.pass(MINUTE);
  expect(await stage.conversation(id)).toMatchObject({ state: "ended", endReason: "lost" });
});

test("a guest who had a stream is lost 30 minutes after the start", async () => {
  const { id } = await stage.guest("Hello");
  await stage.pass(20 * MINUTE);
  await restart();
  await stage.pass(29 * MINUTE);
  expect((await stage.conversation(id)).state).toBe("active");
  await stage.pass(MINUTE);
  expect(await stage.conversation(id)).toMatchObject({ state: "ended", endReason: "lost" });
});

test("a start on a full disk serves readers, and takes up the rest once it can write", async () => {
  const [gone, back] = [await stage.guest("Hello"), await stage.guest("Hello again")];
  await stage.stop();
  stage.isFull = true;
  await stage.start();
  expect((await stage.conversation(gone.id)).state).toBe("active");
  await stage.chats.attach(back.id);
  await stage.pass(MINUTE);
  stage.isFull = false;
  stage.store.refuseWrites(false);
  await stage.pass(30 * MINUTE);
  expect(await stage.conversation(gone.id)).toMatchObject({ state: "ended", endReason: "lost" });
  expect((await stage.conversation(back.id)).state).toBe("active");
});

test("the idle time of a chat goes on over a restart", async () => {
  stage.agents.attach(NOOR);
  const { id } = await stage.guest("Hello");
  await stage.answers(id, NOOR, "Hello");
  await stage.pass(10 * MINUTE);
  await restart();
  stage.agents.attach(NOOR);
  await stage.chats.attach(id);
  await stage.pass(4 * MINUTE);
  expect((await stage.conversation(id)).state).toBe("active");
  await stage.pass(MINUTE + AHEAD);
  expect(await stage.conversation(id)).toMatchObject({ state: "ended", endReason: "idle" });
});

test("a guest's message in a chat writes itself alone, and the idle time begins with it all the same", async () => {
  stage.agents.attach(NOOR);
  const { id } = await stage.guest("Hello");
  await stage.answers(id, NOOR, "Hello");
  const { guestMemberId } = await stage.conversation(id);
  const write = (text: string): Promise<unknown> =>
    stage.chats.send(id, guestMemberId, text, "standard", null);
  await stage.pass(10_000);
  await write("The first one prepares what follows");
  await stage.pass(10_000);
  // The message, the version of its conversation, and its event.
  expect(await countStatements(() => write("A berth, please"))).toBe(3);
  await restart();
  stage.agents.attach(NOOR);
  await stage.chats.attach(id);
  await stage.pass(15 * MINUTE - 1_000);
  expect((await stage.conversation(id)).state).toBe("active");
  await stage.pass(1_000 + AHEAD);
  expect(await stage.conversation(id)).toMatchObject({ state: "ended", endReason: "idle" });
});

test("a stream that is back in a moment, and typing within 30 s, ask nothing of the store", async () => {
  const { id, leave } = await stage.guest("Hello");
  const { guestMemberId } = await stage.conversation(id);
  await stage.settle();
  const asked = await countStatements(async () => {
    leave();
    stage.clock.advance(29_000);
    await stage.chats.attach(id);
    await stage.chats.typing(id, guestMemberId);
    await stage.settle();
  });
  expect(asked).toBe(0);
  stage.clock.advance(1_000);
  const later = await countStatements(async () => {
    await stage.chats.typing(id, guestMemberId);
    await stage.settle();
  });
  // One transaction: its begin, its update and its commit.
  expect(later).toBe(3);
});

test("a deadline that passed while no server ran is applied at the start", async () => {
  const { id, leave } = await stage.guest("Hello");
  leave();
  await stage.pass(20 * MINUTE);
  await stage.stop();
  stage.clock.advance(20 * MINUTE);
  await stage.start();
  await stage.settle();
  expect(await stage.conversation(id)).toMatchObject({ state: "ended", endReason: "lost" });
});

test("an offer that rings over a restart is missed in time, and the refusal is known", async () => {
  await stage.agents.set(NOOR, { status: "available" });
  const { id } = await stage.guest();
  await stage.settle();
  expect(await legsOf(id)).toEqual(["u-noor alerting"]);
  stage.clock.advance(10_000);
  await restart();
  stage.agents.attach(NOOR);
  await stage.chats.attach(id);
  await stage.pass(20_100);
  expect(await legsOf(id)).toEqual(["u-noor no-answer"]);
  await restart();
  await stage.chats.attach(id);
  stage.agents.attach(NOOR);
  await stage.settle();
  expect(await legsOf(id)).toEqual(["u-noor no-answer"]);
  await stage.agents.set(TOMAS, { status: "available" });
  await stage.settle();
  expect(await legsOf(id)).toEqual(["u-noor no-answer", "u-tomas alerting"]);
});

test("the agent who has been idle for longest is asked first, also after a restart", async () => {
  stage.agents.attach(NOOR);
  stage.agents.attach(TOMAS);
  for (const who of [TOMAS, NOOR]) {
    const guest = await stage.guest("Hello");
    await stage.answers(guest.id, who, "Hello");
    await guest.ends();
    stage.clock.advance(1_000);
  }
  await restart();
  for (const who of [NOOR, TOMAS]) await stage.agents.set(who, { status: "busy" });
  const { id } = await stage.guest();
  for (const who of [NOOR, TOMAS]) await stage.agents.set(who, { status: "available" });
  await stage.settle();
  expect(await legsOf(id)).toEqual(["u-tomas alerting"]);
});

test("an estimate counts the waits that were answered before a restart", async () => {
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "busy", capacity: 20 });
  const waited = async (): Promise<Guest> => {
    const guest = await stage.guest("Hello");
    await stage.pass(MINUTE);
    await stage.answers(guest.id, NOOR, "Hello");
    return guest;
  };
  for (let n = 0; n < 2; n++) await waited();
  const third = await stage.guest("Hello");
  await stage.pass(MINUTE);
  await restart();
  stage.agents.attach(NOOR);
  await stage.answers(third.id, NOOR, "Hello");
  const { id } = await stage.guest();
  expect(await estimateOf(id)).toBe(60);
});

test("a full agent is offered nobody after a restart", async () => {
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "available", capacity: 1 });
  const { id } = await stage.guest("Hello");
  await stage.settle();
  await stage.chats.take(id, NOOR.userId);
  await restart();
  stage.agents.attach(NOOR);
  await stage.chats.attach(id);
  const other = await stage.guest();
  await stage.settle();
  expect(await legsOf(other.id)).toEqual([]);
  await expect(stage.chats.take(other.id, NOOR.userId)).rejects.toMatchObject({
    code: "capacity-reached",
  });
});

test("a queue that the configuration no longer has is replaced by the first one, in order", async () => {
  const { id } = (await stage.chats.create(newChat({ queueId: "q-lost" }))).conversation;
  await stage.chats.attach(id);
  const later = await stage.guest();
  await stage.stop();
  await stage.start({ ...lanternLine, queues: lanternLine.queues.slice(0, 1) });
  await stage.settle();
  await stage.chats.attach(id);
  await stage.chats.attach(later.id);
  expect(await stage.chats.queuePlace(id)).toMatchObject({ name: "Bookings", position: 1 });
  expect(await stage.chats.queuePlace(later.id)).toMatchObject({ position: 2 });
});

test("a start with a thousand open chats loads none of them", async () => {
  const { id } = await stage.guest();
  await stage.stop();
  copyConversation(stage.folder, id, 999);
  const count = await countStatements(async () => {
    await stage.start();
    await stage.settle();
  });
  expect(stage.chats.countInMemory()).toBe(0);
  expect(count).toBeLessThan(60);
  expect(await stage.chats.counts()).toMatchObject({ open: 1_000, waiting: 1_000 });
});
