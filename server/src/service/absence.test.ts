import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import { createFakeClock, type FakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import type { Agents } from "./agents.ts";
import type { ChatEvent, DeskEvent } from "./bus.ts";
import { createAgents } from "./create-agents.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

/* Guests who close the page, or lose the network, while they wait. */

const NOOR = { organizationId: lanternLine.id, userId: "u-noor" };
const AWAY_MS = 30_000;
/** The rule's 120 s, and the milliseconds by which stamps run ahead of a standing clock. */
const GRACE_MS = 120_100;

let folder: string;
let clock: FakeClock;
let store: SqlStore;
let agents: Agents;
let chats: RunningConversations;
let told: (ChatEvent | DeskEvent)[];

async function boot(): Promise<void> {
  store = await openStore({ folder, syncData: syncAtOnce });
  const bus = createInProcessBus();
  told = [];
  bus.onChats((event) => told.push(event));
  bus.onDesk((event) => told.push(event));
  const report = (error: unknown): void => {
    throw error;
  };
  const ports = { store, bus, clock, tenants: [lanternLine], report };
  agents = await createAgents(ports);
  chats = await createConversations({ ...ports, agents });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-absence-"));
  clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  await boot();
});
afterEach(async () => {
  await chats.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets commands that time or routing has started run to their end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await settle();
  // Fires the timers that were armed meanwhile and are due by now.
  clock.advance(0);
  await settle();
}

interface Visit {
  readonly id: string;
  readonly leave: () => void;
}

async function visit(): Promise<Visit> {
  const { id } = (await chats.create(newChat())).conversation;
  const leave = await chats.attach(id);
  await settle();
  return { id, leave };
}

const offersOf = async (id: string): Promise<string[]> =>
  (await chats.get(id)).members.flatMap(({ role, state, leaveReason }) =>
    role === "agent" ? (leaveReason ?? state) : [],
  );
const inLine = async (): Promise<(string | null)[]> =>
  (await chats.waiting(lanternLine.id, ["q-bookings"])).map(({ summary }) => summary.id);

test("no offer rings for a guest who has been without a stream for 30 s, and one rings on return", async () => {
  const { id, leave } = await visit();
  leave();
  await pass(AWAY_MS);
  await agents.set(NOOR, { status: "available" });
  await settle();
  expect(await offersOf(id)).toEqual([]);
  await chats.attach(id);
  await settle();
  expect(await offersOf(id)).toEqual(["alerting"]);
});

test("an offer rings on while a page is changed, and is withdrawn without blame once the guest is away", async () => {
  const { id, leave } = await visit();
  leave();
  await pass(5_000);
  await agents.set(NOOR, { status: "available" });
  await settle();
  await pass(AWAY_MS - 5_001);
  expect(await offersOf(id)).toEqual(["alerting"]);
  await pass(1);
  expect(await offersOf(id)).toEqual(["guest-away"]);
  await chats.attach(id);
  await settle();
  expect(await offersOf(id)).toEqual(["guest-away", "alerting"]);
});

test("an away guest stays in the list of those who wait, with the time since when", async () => {
  const { id, leave } = await visit();
  const leftAt = clock.now();
  leave();
  await pass(AWAY_MS - 1);
  expect(await chats.waiting(lanternLine.id, ["q-bookings"])).toMatchObject([{ awaySince: null }]);
  told.length = 0;
  await pass(1);
  expect(await chats.waiting(lanternLine.id, ["q-bookings"])).toMatchObject([
    { awaySince: leftAt },
  ]);
  expect(await chats.awaySince(id)).toBe(leftAt);
  expect(told).toContainEqual({
    kind: "waiting",
    organizationId: lanternLine.id,
    queueId: "q-bookings",
    conversationId: id,
  });
  told.length = 0;
  await chats.attach(id);
  expect(told).toContainEqual(expect.objectContaining({ kind: "waiting" }));
});

test("a guest leaves the line after the grace: nobody waits behind it, and nobody can take it", async () => {
  const first = await visit();
  const second = await visit();
  first.leave();
  await pass(GRACE_MS);
  expect(await inLine()).toEqual([second.id]);
  expect(await chats.queuePlace(first.id)).toBeNull();
  expect(await chats.queuePlace(second.id)).toMatchObject({ position: 1 });
  expect(await chats.counts()).toMatchObject({ waiting: 1, open: 2 });
  expect(told).toContainEqual(
    expect.objectContaining({
      kind: "queue",
      conversationId: second.id,
      place: expect.objectContaining({ position: 1 }),
    }),
  );
  await expect(chats.take(first.id, "u-noor")).rejects.toMatchObject({ code: "not-waiting" });
  expect((await chats.get(first.id)).conversation).toMatchObject({
    state: "active",
    leftLineAt: clock.now(),
  });
});

test("who comes back before the stream's grace ends has the old place again", async () => {
  const first = await visit();
  await pass(1_000);
  const second = await visit();
  first.leave();
  await pass(1_799_000);
  expect(await inLine()).toEqual([second.id]);
  await chats.attach(first.id);
  await settle();
  expect(await inLine()).toEqual([first.id, second.id]);
  expect(await chats.queuePlace(first.id)).toMatchObject({ position: 1 });
  expect((await chats.get(first.id)).conversation.leftLineAt).toBeNull();
});

test("who does not come back is lost, and its words are still there", async () => {
  const { id, leave } = await visit();
  const guest = (await chats.get(id)).conversation.guestMemberId;
  await chats.send(id, guest, "My train was cancelled", "standard", null);
  leave();
  await pass(GRACE_MS);
  await pass(1_800_000);
  expect((await chats.get(id)).conversation).toMatchObject({ state: "ended", endReason: "lost" });
  expect(await store.lastGuestText((await chats.get(id)).conversation)).toBe(
    "My train was cancelled",
  );
});

test("a restart puts nobody back in line, and the place is there on return", async () => {
  const first = await visit();
  const second = await visit();
  first.leave();
  await pass(GRACE_MS);
  await chats.close();
  await store.close();
  await boot();
  expect(await inLine()).toEqual([second.id]);
  await chats.attach(first.id);
  expect(await inLine()).toEqual([first.id, second.id]);
});

test("a guest who is cut off when the agent hands it over has the whole grace from then on", async () => {
  agents.attach(NOOR);
  const { id, leave } = await visit();
  const { participantId } = await chats.take(id, "u-noor");
  leave();
  await pass(600_000);
  await chats.transfer(id, participantId, { queueId: "q-lost" }, null);
  await pass(GRACE_MS - 200);
  expect(await chats.waiting(lanternLine.id, ["q-lost"])).toHaveLength(1);
  await pass(200);
  expect(await chats.waiting(lanternLine.id, ["q-lost"])).toEqual([]);
});

test("a guest in a chat is told to be away by a change of the conversation, and stays in it", async () => {
  const { id, leave } = await visit();
  await chats.take(id, "u-noor");
  leave();
  told.length = 0;
  await pass(GRACE_MS);
  expect(told).toContainEqual({ kind: "changed", conversationId: id, memberId: null });
  expect(await offersOf(id)).toEqual(["connected"]);
  expect((await chats.get(id)).conversation.leftLineAt).toBeNull();
});

test("a guest's text is missed from when it leaves the line, and no more once it is back", async () => {
  const { id, leave } = await visit();
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.send(id, guestMemberId, "My train was cancelled", "standard", null);
  leave();
  await pass(GRACE_MS - 200);
  expect((await chats.get(id)).conversation.missed).toBeNull();
  await pass(200);
  expect((await chats.get(id)).conversation.missed).toMatchObject({
    state: "open",
    queueId: "q-bookings",
  });
  await chats.attach(id);
  expect((await chats.get(id)).conversation.missed).toBeNull();
  expect(await inLine()).toEqual([id]);
});

test("a guest whose missed chat an agent has taken is not offered to another when it is back", async () => {
  const { id, leave } = await visit();
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.send(id, guestMemberId, "My train was cancelled", "standard", null);
  leave();
  await pass(GRACE_MS);
  await chats.takeMissed(id, lanternLine.users[0]!);
  await chats.attach(id);
  await agents.set(NOOR, { status: "available" });
  await settle();
  expect(await inLine()).toEqual([]);
  expect(await offersOf(id)).toEqual([]);
  expect((await chats.get(id)).conversation.missed).toMatchObject({ state: "taken" });
});
