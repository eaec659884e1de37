import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_DEPLOYMENT } from "../domain/home-of.ts";
import { ChatStage, NOOR } from "../testing/chat-stage.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";

/* Conversations without a guest's stream: agents alone end them. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

async function create(): Promise<string> {
  const id = crypto.randomUUID();
  await stage.chats.createWithoutGuest(id, newChat());
  return id;
}

async function restart(): Promise<void> {
  await stage.stop();
  await stage.start();
  await stage.settle();
}

/** A long time, in one step: a step for each half minute takes too long. */
async function waitDay(): Promise<void> {
  stage.clock.advance(DAY);
  await stage.settle();
}

test("it keeps its place in line without a stream, over a restart and for days", async () => {
  const id = await create();
  await waitDay();
  await restart();
  await waitDay();
  await stage.pass(5 * MINUTE);
  expect(await stage.conversation(id)).toMatchObject({
    state: "active",
    leftLineAt: null,
    missed: null,
  });
  expect(await stage.chats.awaySince(id)).toBeNull();
  const [waiting] = await stage.chats.waiting(lanternLine.id, ["q-bookings"]);
  expect(waiting).toMatchObject({ summary: { id }, awaySince: null });
});

test("it rings with an agent who comes after a restart, and its offers are not withdrawn", async () => {
  const id = await create();
  await restart();
  // It is in memory from now on.
  expect(await stage.chats.awaySince(id)).toBeNull();
  await waitDay();
  expect(await stage.chats.awaySince(id)).toBeNull();
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "available" });
  await stage.settle();
  const isRinging = async (): Promise<boolean> =>
    (await stage.chats.get(id)).members.some(({ state }) => state === "alerting");
  expect(await isRinging()).toBe(true);
  // A guest who has been away for half a minute is offered to nobody.
  stage.clock.advance(29_000);
  await stage.settle();
  expect(await isRinging()).toBe(true);
});

test("neither silence nor the absence of its agent ends it", async () => {
  const [first, ...others] = lanternLine.deployments;
  if (first === undefined) throw new Error("There is no deployment");
  const strict = { ...first, rules: { ...first.rules, onAgentGone: "end" as const } };
  await stage.stop();
  await stage.start({ ...lanternLine, deployments: [strict, ...others] });
  const detach = stage.agents.attach(NOOR);
  const id = await create();
  await stage.chats.take(id, "u-noor");
  expect((await stage.store.loadActive(id))?.routing.deadlineAt).toBeNull();
  await waitDay();
  expect((await stage.conversation(id)).state).toBe("active");
  detach();
  await stage.pass(10 * MINUTE);
  expect((await stage.conversation(id)).state).toBe("active");
  expect((await stage.chats.get(id)).members.findLast(({ userId }) => userId === "u-noor")).toEqual(
    expect.objectContaining({ state: "disconnected", leaveReason: "gone" }),
  );
});

test("one that a crash kept out of the line is lost after a while", async () => {
  const { conversation } = await stage.chats.create(newChat({ deploymentId: NO_DEPLOYMENT }));
  await restart();
  await stage.pass(31 * MINUTE);
  expect(await stage.conversation(conversation.id)).toMatchObject({
    state: "ended",
    endReason: "lost",
  });
});
