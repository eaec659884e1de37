import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Wrapup } from "../domain/model.ts";
import type { Organization, User } from "../domain/tenant.ts";
import { ChatStage, TOMAS, type Guest } from "../testing/chat-stage.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import { startMissedExpiry } from "./missed-expiry.ts";

/* A missed conversation that an agent has taken, and a guest who goes on with it. */

const [noor, tomas] = lanternLine.users as [User, User];
const solved: Wrapup = {
  code: "w-solved",
  name: "Solved",
  notes: null,
  tags: [],
  durationSeconds: null,
  endAt: 0,
  isProvisional: false,
};
const listEvent = (conversationId: string): object => ({
  kind: "missed-list",
  organizationId: lanternLine.id,
  queueId: "q-bookings",
  conversationId,
  isNew: false,
});

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

/** A guest who wrote, closed the page, and has left the line. */
async function gone(): Promise<Guest> {
  const guest = await stage.guest("My train was cancelled");
  guest.leave();
  await stage.pass(150_000);
  expect((await stage.conversation(guest.id)).missed).toMatchObject({ state: "open" });
  return guest;
}

const lists = (): unknown[] => stage.told.filter(({ kind }) => kind === "missed-list");

test("each text in a listed conversation is told to its queue, and is no new entry", async () => {
  const guest = await gone();
  stage.told.length = 0;
  await guest.writes("and my name is Mara");
  expect(lists()).toEqual([listEvent(guest.id)]);
  await stage.chats.takeMissed(guest.id, noor);
  stage.told.length = 0;
  await guest.writes("call me");
  expect(lists()).toEqual([listEvent(guest.id)]);
  expect(stage.told.map(({ kind }) => kind)).not.toContain("missed");
  expect(await stage.listed()).toEqual(["q-bookings: call me"]);
});

test("text that came after the take is not closed before the agent has read it", async () => {
  const { chats } = stage;
  const guest = await gone();
  await chats.takeMissed(guest.id, noor);
  const first = await guest.writes("and my name is Mara");
  const last = await guest.writes("call me");
  const unread = { code: "missed-text-unread" };
  await expect(chats.closeMissed(guest.id, solved)).rejects.toMatchObject(unread);
  await expect(chats.closeMissed(guest.id, solved, { readUntil: first.id })).rejects.toMatchObject(
    unread,
  );
  await expect(chats.closeMissed(guest.id, solved, { readUntil: "nothing" })).rejects.toMatchObject(
    { code: "message-not-found" },
  );
  expect(await stage.listed()).toEqual(["q-bookings: call me"]);
  await chats.closeMissed(guest.id, solved, { readUntil: last.id });
  expect(await stage.listed()).toEqual([]);
});

test("text that came before the take needs no word that it was read, also after a restart", async () => {
  const guest = await gone();
  await guest.writes("call me");
  await stage.chats.takeMissed(guest.id, noor);
  await stage.stop();
  await stage.start();
  await stage.chats.closeMissed(guest.id, solved);
  expect(await stage.listed()).toEqual([]);
});

test("text that came after the take is not lost in a restart", async () => {
  const guest = await gone();
  await stage.chats.takeMissed(guest.id, noor);
  await guest.writes("call me");
  await stage.stop();
  await stage.start();
  await expect(stage.chats.closeMissed(guest.id, solved)).rejects.toMatchObject({
    code: "missed-text-unread",
  });
});

test("a colleague takes it over from the one who has it, and only one of two at once", async () => {
  const { chats } = stage;
  const guest = await gone();
  await chats.takeMissed(guest.id, noor);
  const refusal = { code: "conversation-taken" };
  await expect(chats.takeMissed(guest.id, tomas)).rejects.toMatchObject(refusal);
  const third: User = { ...tomas, id: "u-third", name: "Third" };
  const takes = await Promise.allSettled([
    chats.takeMissed(guest.id, tomas, { from: noor.id }),
    chats.takeMissed(guest.id, third, { from: noor.id }),
  ]);
  expect(takes).toMatchObject([{ status: "fulfilled" }, { status: "rejected", reason: refusal }]);
  expect((await stage.conversation(guest.id)).missed).toMatchObject({
    state: "taken",
    takenBy: { userId: tomas.id },
  });
  await expect(chats.takeMissed(guest.id, noor)).rejects.toMatchObject(refusal);
});

test("a colleague who meant to take it over takes it also when nobody has it any more", async () => {
  const guest = await gone();
  await stage.chats.takeMissed(guest.id, tomas, { from: noor.id });
  expect((await stage.conversation(guest.id)).missed).toMatchObject({
    takenBy: { userId: tomas.id },
  });
});

test.each<[string, Organization]>([
  ["configured", { ...lanternLine, users: [tomas] }],
  [
    "a member of the queue",
    {
      ...lanternLine,
      queues: lanternLine.queues.map((queue) => ({ ...queue, memberUserIds: [tomas.id] })),
    },
  ],
])("it is released when the taker is no longer %s", async (_, tenant) => {
  const [lost, kept] = [await gone(), await gone()];
  await stage.chats.takeMissed(lost.id, noor);
  await stage.chats.takeMissed(kept.id, tomas);
  await stage.stop();
  await stage.start(tenant);
  stage.told.length = 0;
  const end = startMissedExpiry({
    store: stage.store,
    chats: stage.chats,
    clock: stage.clock,
    tenants: [tenant],
    report: (error) => {
      throw error;
    },
  });
  await vi.waitFor(async () =>
    expect((await stage.conversation(lost.id)).missed).toMatchObject({
      state: "open",
      takenBy: null,
    }),
  );
  await end();
  expect(lists()).toEqual([listEvent(lost.id)]);
  expect((await stage.conversation(kept.id)).missed).toMatchObject({ state: "taken" });
});

/** The guest's stream is back, after its missed text was closed. */
async function backAfterClosing(isStaffed: boolean): Promise<Guest> {
  const guest = await gone();
  await stage.chats.takeMissed(guest.id, noor);
  await stage.chats.closeMissed(guest.id, solved);
  if (isStaffed) await stage.agents.set(TOMAS, { status: "available" });
  await stage.chats.attach(guest.id);
  await stage.settle();
  return guest;
}
const offers = async (id: string): Promise<number> =>
  (await stage.chats.get(id)).members.filter(({ role }) => role === "agent").length;

test("a guest who is back after it was closed, without a new word, rings no agent", async () => {
  const { id } = await backAfterClosing(true);
  expect(await stage.chats.queuePlace(id)).toBeNull();
  expect(await offers(id)).toBe(0);
  expect((await stage.conversation(id)).missed).toMatchObject({ state: "closed" });
});

test.each([
  ["rings with an agent", true],
  ["waits behind those who are in line", false],
])("a guest who writes again after it was closed %s, and is told so", async (_, isStaffed) => {
  const { id, writes } = await backAfterClosing(isStaffed);
  const other = isStaffed ? null : await stage.guest("I came meanwhile");
  if (!isStaffed) await stage.pass(60_000);
  stage.told.length = 0;
  await writes("One more thing");
  await stage.settle();
  expect(stage.told).toContainEqual({ kind: "missed", conversationId: id, missed: null });
  expect(stage.told).toContainEqual(
    expect.objectContaining({
      kind: "queue",
      conversationId: id,
      place: expect.objectContaining({ position: isStaffed ? 1 : 2 }),
    }),
  );
  expect((await stage.conversation(id)).missed).toBeNull();
  expect(await offers(id)).toBe(isStaffed ? 1 : 0);
  if (other === null) return;
  expect(await stage.chats.queuePlace(other.id)).toMatchObject({ position: 1 });
  const waiting = await stage.chats.waiting(lanternLine.id, ["q-bookings"]);
  expect(waiting.map(({ summary, place }) => [summary.id, place.waitsSince])).toEqual([
    [other.id, expect.any(Number)],
    // The wait that ended with the answer is over.
    [id, stage.clock.now()],
  ]);
});

test("a guest who is back before anybody has taken it has its old place, before those who came since", async () => {
  const { id } = await gone();
  const other = await stage.guest("I came meanwhile");
  await stage.chats.attach(id);
  expect(await stage.chats.queuePlace(id)).toMatchObject({ position: 1 });
  expect(await stage.chats.queuePlace(other.id)).toMatchObject({ position: 2 });
});

test("a guest who never wrote, and left the line, has its place again", async () => {
  const guest = await stage.guest();
  guest.leave();
  await stage.pass(150_000);
  expect(await stage.chats.queuePlace(guest.id)).toBeNull();
  await stage.chats.attach(guest.id);
  expect(await stage.chats.queuePlace(guest.id)).toMatchObject({ position: 1 });
});
