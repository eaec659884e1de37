import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import type { Conversation, Member, Wrapup } from "../domain/model.ts";
import type { Organization, User } from "../domain/tenant.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import type { Bus, ChatEvent, DeskEvent } from "./bus.ts";
import type { Agents } from "./agents.ts";
import { createAgents } from "./create-agents.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { startMissedExpiry } from "./missed-expiry.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

const start = Date.UTC(2026, 0, 5, 14, 0);
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const TEXT = "My train was cancelled, write me at mara@example.com";
const bookings = "q-bookings";
const lost = "q-lost";
const rival: Organization = { ...lanternLine, id: "rival", name: "Rival" };
const tenants = [lanternLine, rival];
const noor: User = lanternLine.users[0] as User;
const tomas: User = lanternLine.users[1] as User;
const solved: Wrapup = {
  code: "w-solved",
  name: "Solved",
  notes: null,
  tags: [],
  durationSeconds: null,
  endAt: start,
  isProvisional: false,
};

let folder: string;
let store: SqlStore;
let bus: Bus;
let agents: Agents;
let chats: RunningConversations;
let clock = createFakeClock(start);
let told: DeskEvent[];
let events: ChatEvent[];

async function boot(): Promise<void> {
  bus = createInProcessBus();
  told = [];
  events = [];
  bus.onDesk((event) => told.push(event));
  bus.onChats((event) => events.push(event));
  store = await openStore({ folder, syncData: syncAtOnce });
  const report = (error: unknown): void => {
    throw error;
  };
  const ports = { store, bus, clock, tenants, report };
  agents = await createAgents(ports);
  chats = await createConversations({ ...ports, agents });
}

async function stop(): Promise<void> {
  await chats.close();
  await store.close();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-missed-"));
  clock = createFakeClock(start);
  await boot();
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A guest with a stream, who has written. */
async function guestWrites(
  body = TEXT,
  input = newChat(),
): Promise<{ readonly id: string; readonly memberId: string; readonly leave: () => void }> {
  const { id, guestMemberId: memberId } = (await chats.create(input)).conversation;
  const leave = await chats.attach(id);
  await chats.send(id, memberId, body, "standard", null);
  return { id, memberId, leave };
}

/** Lets commands that time has started run to their end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass in steps, so that timers that are set on the way are due as well. */
async function pass(ms: number): Promise<void> {
  const stepMs = 30_000;
  for (let left = ms; left > 0; left -= stepMs) {
    clock.advance(Math.min(stepMs, left));
    await settle();
  }
}

/** A guest who wrote, closed the page, and has left the line. */
async function gone(): ReturnType<typeof guestWrites> {
  const guest = await guestWrites();
  guest.leave();
  await pass(120_100);
  await vi.waitFor(async () => expect(await listed()).toEqual(once));
  return guest;
}

/** The texts in the lists of both queues of both organizations. */
async function listed(): Promise<readonly string[]> {
  const lists = tenants.flatMap(({ id }) =>
    [bookings, lost].map(async (queue) =>
      (await chats.missed(id, [queue])).map(({ lastText }) => `${id} ${queue} ${lastText}`),
    ),
  );
  return (await Promise.all(lists)).flat().map((one) => one.replace(lanternLine.id, "home"));
}

const once = [`home ${bookings} ${TEXT}`];
const conversation = async (id: string): Promise<Conversation> =>
  (await chats.get(id)).conversation;
const legOf = async (id: string, userId: string): Promise<Member> =>
  (await chats.get(id)).members.findLast((one) => one.userId === userId) as Member;
const newMisses = (): number =>
  told.filter((event) => event.kind === "missed-list" && event.isNew).length;

test("a guest who writes and ends the chat while nobody is signed in stands in the list once", async () => {
  const { id, memberId } = await guestWrites();
  expect(await listed()).toEqual([]);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual(once);
  expect(newMisses()).toBe(1);
});

test("a guest whose page is gone stands in the list once", async () => {
  const { leave } = await guestWrites();
  leave();
  clock.advance(1_800_000);
  await vi.waitFor(async () => expect(await listed()).toEqual(once));
  expect(newMisses()).toBe(1);
});

test("a guest who is gone for two minutes is listed once, and its end does not list it again", async () => {
  const { id, leave } = await guestWrites();
  leave();
  await pass(119_000);
  expect(await listed()).toEqual([]);
  // The wait began with a stamp that runs some milliseconds ahead of the clock.
  await pass(1_100);
  await vi.waitFor(async () => expect(await listed()).toEqual(once));
  expect((await conversation(id)).state).toBe("active");
  await pass(1_700_000);
  await vi.waitFor(async () => expect((await conversation(id)).state).toBe("ended"));
  expect(await listed()).toEqual(once);
  expect(newMisses()).toBe(1);
});

test("a guest who comes back before anybody has taken it is off the list, and has its place again", async () => {
  const first = await guestWrites("first");
  const { id, memberId, leave } = await gone();
  await guestWrites("last");
  leave();
  events.length = 0;
  await chats.attach(id);
  expect(await listed()).toEqual([]);
  expect(events).toContainEqual({ kind: "missed", conversationId: id, missed: null });
  expect(await chats.queuePlace(id)).toMatchObject({ position: 2 });
  expect(await chats.queuePlace(first.id)).toMatchObject({ position: 1 });
  await chats.send(id, memberId, "I am back", "standard", null);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual([`home ${bookings} I am back`]);
});

test("a guest who comes back after it was taken stays with that agent, and joins the line with a new text once it is closed", async () => {
  const { id, memberId } = await gone();
  await chats.takeMissed(id, noor);
  await chats.attach(id);
  expect(await chats.queuePlace(id)).toBeNull();
  const { id: readUntil } = await chats.send(id, memberId, "Are you there?", "standard", null);
  expect(await listed()).toEqual([`home ${bookings} Are you there?`]);
  expect(await chats.queuePlace(id)).toBeNull();
  await chats.closeMissed(id, solved, { readUntil });
  expect(await listed()).toEqual([]);
  expect(await chats.queuePlace(id)).toBeNull();
  await chats.send(id, memberId, "One more thing", "standard", null);
  expect(await chats.queuePlace(id)).toMatchObject({ position: 1 });
  expect(await listed()).toEqual([]);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual([`home ${bookings} One more thing`]);
});

test("a text that arrives after its page has gone brings nobody back in line", async () => {
  const { id, memberId } = await gone();
  await chats.send(id, memberId, "and at once, please", "standard", null);
  expect(await listed()).toEqual([`home ${bookings} and at once, please`]);
  expect(await chats.queuePlace(id)).toBeNull();
  expect(newMisses()).toBe(1);
});

test("a guest who waits while every agent is at capacity, and leaves, stands in the list once", async () => {
  for (const { id: userId } of [noor, tomas]) {
    const first = await guestWrites(userId);
    await chats.take(first.id, userId);
    await agents.set(
      { organizationId: lanternLine.id, userId },
      { status: "available", capacity: 1 },
    );
  }
  const { id, memberId } = await guestWrites();
  await settle();
  expect((await chats.get(id)).members.filter(({ role }) => role === "agent")).toEqual([]);
  await expect(chats.take(id, noor.id)).rejects.toMatchObject({ code: "capacity-reached" });
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual(once);
});

test("the list is the same after a restart", async () => {
  const { id, memberId } = await guestWrites();
  await chats.guestLeaves(id, memberId);
  await stop();
  await boot();
  expect(await listed()).toEqual(once);
  expect(newMisses()).toBe(0);
});

test("a guest who waited before a restart, and never came back, stands in the list once", async () => {
  await guestWrites();
  await stop();
  await boot();
  clock.advance(1_800_000);
  await vi.waitFor(async () => expect(await listed()).toEqual(once));
  expect(newMisses()).toBe(1);
});

test("a text that is sent again because its reply was lost stands in the list once", async () => {
  const { id, guestMemberId } = (await chats.create(newChat())).conversation;
  await chats.attach(id);
  await chats.send(id, guestMemberId, TEXT, "standard", "key");
  await chats.send(id, guestMemberId, TEXT, "standard", "key");
  await chats.guestLeaves(id, guestMemberId);
  await chats.send(id, guestMemberId, TEXT, "standard", "key");
  expect(await listed()).toEqual(once);
  const page = { after: null, before: null, sortOrder: "ascending", maxResults: 100 } as const;
  const { messages } = await chats.messages(id, page);
  expect(messages.filter(({ body }) => body === TEXT)).toHaveLength(1);
});

test("a chat that was transferred to another queue is missed there and nowhere else", async () => {
  const { id, memberId } = await guestWrites();
  const { participantId } = await chats.take(id, noor.id);
  await chats.transfer(id, participantId, { queueId: lost }, null);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual([`home ${lost} ${TEXT}`]);
});

test("a chat of an organization is in no list of another with the same queue ids", async () => {
  const { id, memberId } = await guestWrites(TEXT, newChat({ organizationId: rival.id }));
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual([`rival ${bookings} ${TEXT}`]);
});

test("a guest who has written nothing is not missed, whatever the bot has said", async () => {
  const { id, guestMemberId } = (await chats.create(newChat())).conversation;
  await chats.attach(id);
  await chats.guestLeaves(id, guestMemberId);
  expect(await listed()).toEqual([]);
});

test("a guest to whom an agent has written is not missed", async () => {
  const { id, memberId } = await guestWrites();
  const leg = await chats.take(id, noor.id);
  await chats.send(id, leg.id, "Hello", "standard", null);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual([]);
});

test("a guest whose agent said nothing before the guest left is missed", async () => {
  const { id, memberId } = await guestWrites();
  await chats.take(id, noor.id);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual(once);
});

test("a chat that an agent ended without a word is missed until that agent wraps it up", async () => {
  const { id } = await guestWrites();
  const leg = await chats.take(id, noor.id);
  await chats.leave(id, leg.id);
  expect(await listed()).toEqual(once);
  await chats.wrapUp(id, leg.id, { ...solved, isProvisional: true });
  expect(await listed()).toEqual(once);
  await chats.wrapUp(id, leg.id, solved);
  expect(await listed()).toEqual([]);
});

test("one agent takes it, a second one is refused, and it is closed with a wrap-up", async () => {
  const { id, memberId } = await guestWrites();
  await expect(chats.takeMissed(id, noor)).rejects.toMatchObject({ code: "not-missed" });
  await chats.guestLeaves(id, memberId);
  const takes = await Promise.allSettled([chats.takeMissed(id, noor), chats.takeMissed(id, tomas)]);
  expect(takes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const taker = (await conversation(id)).missed?.takenBy?.userId;
  const [mine, other] = taker === noor.id ? [noor, tomas] : [tomas, noor];
  await expect(chats.takeMissed(id, other)).rejects.toMatchObject({ code: "conversation-taken" });
  await chats.takeMissed(id, mine);
  expect(await listed()).toEqual(once);
  await chats.closeMissed(id, solved);
  expect(await listed()).toEqual([]);
  expect((await conversation(id)).missed).toMatchObject({ state: "closed", wrapup: solved });
  await expect(chats.takeMissed(id, mine)).rejects.toMatchObject({ code: "not-missed" });
  expect(newMisses()).toBe(1);
});

test("the wrap-up of a leg does not take off the list what a colleague has taken", async () => {
  const { id } = await guestWrites();
  const leg = await chats.take(id, noor.id);
  await chats.leave(id, leg.id);
  await chats.takeMissed(id, tomas);
  await chats.wrapUp(id, leg.id, solved);
  expect(await listed()).toEqual(once);
  expect((await legOf(id, noor.id)).wrapup).toEqual(solved);
});

test("the list's queue is told of every change, before the guest's stream hears of the end", async () => {
  const { id, memberId } = await guestWrites();
  events.length = 0;
  await chats.guestLeaves(id, memberId);
  expect(events.map(({ kind }) => kind).slice(-2)).toEqual(["missed", "ended"]);
  told.length = 0;
  await chats.takeMissed(id, noor);
  await chats.closeMissed(id, solved);
  const organizationId = lanternLine.id;
  const ofList = { kind: "missed-list", organizationId, queueId: bookings, conversationId: id };
  expect(told).toEqual([
    { ...ofList, isNew: false },
    { ...ofList, isNew: false },
  ]);
});

test("after the days of its deployment it is off the list within an hour, and not before", async () => {
  const { id, memberId } = await guestWrites();
  await chats.guestLeaves(id, memberId);
  const report = (error: unknown): void => {
    throw error;
  };
  const end = startMissedExpiry({ store, chats, clock, tenants, report });
  clock.advance(30 * DAY);
  await settle();
  expect(await listed()).toEqual(once);
  clock.advance(HOUR);
  await vi.waitFor(async () => expect(await listed()).toEqual([]));
  expect((await conversation(id)).missed?.state).toBe("expired");
  await end();
});

test("a full disk loses nothing: the end is refused as a whole, and the list has it afterwards", async () => {
  const { id, memberId } = await guestWrites();
  store.refuseWrites(true);
  await expect(chats.guestLeaves(id, memberId)).rejects.toMatchObject({
    code: "store-unavailable",
  });
  expect(await listed()).toEqual([]);
  store.refuseWrites(false);
  await chats.guestLeaves(id, memberId);
  expect(await listed()).toEqual(once);
});
