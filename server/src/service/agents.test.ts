import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import type { AgentGoneRule } from "../domain/tenant.ts";
import { createFakeClock, type FakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import type { Agents } from "./agents.ts";
import type { ChatEvent } from "./bus.ts";
import { createAgents } from "./create-agents.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

/* Agents who are there, who go, and who come back. */

const NOOR = { organizationId: lanternLine.id, userId: "u-noor" };
const TOMAS = { organizationId: lanternLine.id, userId: "u-tomas" };
const CALL_MS = 60_000;
const OFFLINE_MS = 30_000;
const GONE_MS = 120_000;

let folder: string;
let clock: FakeClock;
let store: SqlStore;
let agents: Agents;
let chats: RunningConversations;
let told: ChatEvent[];
let trouble: unknown[];

async function boot(onAgentGone: AgentGoneRule = "queue"): Promise<void> {
  store = await openStore({ folder, syncData: syncAtOnce });
  const bus = createInProcessBus();
  told = [];
  trouble = [];
  bus.onChats((event) => told.push(event));
  const tenants = [
    {
      ...lanternLine,
      deployments: lanternLine.deployments.map((one) => ({
        ...one,
        rules: { ...one.rules, onAgentGone },
      })),
    },
  ];
  const report = (error: unknown): void => void trouble.push(error);
  const ports = { store, bus, clock, tenants, report };
  agents = await createAgents(ports);
  chats = await createConversations({ ...ports, agents });
}

async function shutDown(): Promise<void> {
  await chats.close();
  await agents.close();
  await store.close();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-agents-"));
  clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  await boot();
});
afterEach(async () => {
  await shutDown();
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
async function waiting(): Promise<string> {
  const { id } = (await chats.create(newChat())).conversation;
  await chats.attach(id);
  await settle();
  return id;
}
const legsOf = async (id: string): Promise<string[]> =>
  (await chats.get(id)).members.flatMap(({ role, displayName, state, leaveReason }) =>
    role === "agent" ? `${displayName.split(" ")[0]} ${leaveReason ?? state}` : [],
  );

test("a call keeps an agent present for a minute, and half a minute later it is offline for good", async () => {
  agents.seen(NOOR);
  expect(agents.get(NOOR)).toMatchObject({ status: "available", isPresent: true });
  await pass(CALL_MS - 1);
  agents.seen(NOOR);
  await pass(CALL_MS - 1);
  expect(agents.get(NOOR).isPresent).toBe(true);
  await pass(1);
  expect(agents.get(NOOR)).toMatchObject({ status: "available", isPresent: false });
  await pass(OFFLINE_MS);
  expect(agents.get(NOOR)).toMatchObject({ status: "offline", isPresent: false });
  agents.seen(NOOR);
  expect(agents.get(NOOR)).toMatchObject({ status: "offline", isPresent: true });
  await agents.set(NOOR, { status: "available" });
  expect(agents.get(NOOR).status).toBe("available");
});

test("an open socket keeps an agent present without a call, and the last one that closes ends it", async () => {
  agents.seen(NOOR);
  const [one, two] = [agents.attach(NOOR), agents.attach(NOOR)];
  await pass(3_600_000);
  one();
  one();
  await pass(3_600_000);
  expect(agents.get(NOOR)).toMatchObject({ status: "available", isPresent: true });
  two();
  expect(agents.get(NOOR).isPresent).toBe(false);
  await pass(OFFLINE_MS);
  expect(agents.get(NOOR).status).toBe("offline");
});

test("offers go to nobody who is not there", async () => {
  agents.seen(NOOR);
  await pass(CALL_MS);
  const id = await waiting();
  expect(agents.get(NOOR).status).toBe("available");
  expect(await legsOf(id)).toEqual([]);
  agents.seen(NOOR);
  await settle();
  expect(await legsOf(id)).toEqual(["Noor alerting"]);
});

test("an offer to an agent who goes moves on at once", async () => {
  const close = agents.attach(NOOR);
  agents.seen(NOOR);
  await pass(CALL_MS);
  const id = await waiting();
  agents.attach(TOMAS);
  agents.seen(TOMAS);
  expect(await legsOf(id)).toEqual(["Noor alerting"]);
  close();
  await pass(0);
  expect(await legsOf(id)).toEqual(["Noor no-answer", "Tomás alerting"]);
});

test("a transfer to an agent who is not there rings nowhere and waits in the queue", async () => {
  agents.attach(NOOR);
  const id = await waiting();
  const { participantId } = await chats.take(id, "u-noor");
  await chats.transfer(id, participantId, { userId: "u-tomas" }, "Wants a refund");
  expect(await legsOf(id)).toEqual(["Noor transfer"]);
  expect(await chats.waiting(lanternLine.id, ["q-bookings"])).toHaveLength(1);
});

test("status and capacity are the same after a restart, and a first call ends no break", async () => {
  agents.seen(NOOR);
  await agents.set(NOOR, { status: "break", capacity: 2 });
  await shutDown();
  await boot();
  expect(agents.get(NOOR)).toMatchObject({ status: "break", capacity: 2, isPresent: false });
  agents.seen(NOOR);
  expect(agents.get(NOOR)).toMatchObject({ status: "break", isPresent: true });
});

test("an agent who does not come back after a restart is offline, and one whom nobody knows is new", async () => {
  agents.seen(NOOR);
  await settle();
  await shutDown();
  await boot();
  await pass(CALL_MS + OFFLINE_MS - 1);
  expect(agents.get(NOOR)).toMatchObject({ status: "available", isPresent: false });
  await pass(1);
  expect(agents.get(NOOR).status).toBe("offline");
  agents.seen(TOMAS);
  expect(agents.get(TOMAS).status).toBe("available");
});

test("a status that cannot be written is refused and does not change", async () => {
  await agents.set(NOOR, { status: "available" });
  store.refuseWrites(true);
  await expect(agents.set(NOOR, { status: "break" })).rejects.toMatchObject({
    code: "store-unavailable",
  });
  expect(agents.get(NOOR).status).toBe("available");
  agents.seen(TOMAS);
  await settle();
  expect(trouble).toMatchObject([{ code: "store-unavailable" }]);
  expect(agents.get(TOMAS).status).toBe("available");
  store.refuseWrites(false);
});

interface Talk {
  readonly id: string;
  readonly closeDesk: () => void;
}

/** Noor talks with a guest; the call that she made last is a minute ago. */
async function talk(): Promise<Talk> {
  const closeDesk = agents.attach(NOOR);
  const id = await waiting();
  await chats.take(id, "u-noor");
  await pass(CALL_MS);
  told.length = 0;
  return { id, closeDesk };
}

test("an agent who is back in time goes on as if nothing had been", async () => {
  const { id, closeDesk } = await talk();
  closeDesk();
  await pass(GONE_MS - 1);
  agents.attach(NOOR);
  await pass(GONE_MS);
  expect(await legsOf(id)).toEqual(["Noor connected"]);
  expect(told.filter(({ kind }) => kind === "member")).toEqual([]);
});

test("a chat whose agent stays away is back in line at its old place, and the guest is told why", async () => {
  const { id, closeDesk } = await talk();
  const later = await waiting();
  closeDesk();
  await pass(GONE_MS);
  expect(await legsOf(id)).toEqual(["Noor gone"]);
  expect(told).toContainEqual(
    expect.objectContaining({
      kind: "member",
      member: expect.objectContaining({ state: "disconnected", leaveReason: "gone" }),
    }),
  );
  const line = await chats.waiting(lanternLine.id, ["q-bookings"]);
  expect(line.map(({ summary }) => summary.id)).toEqual([id, later]);
  expect(await chats.queuePlace(id)).toMatchObject({ position: 1 });
  agents.attach(TOMAS);
  await agents.set(TOMAS, { status: "available", capacity: 1 });
  await settle();
  expect(await legsOf(id)).toEqual(["Noor gone", "Tomás alerting"]);
});

test("the line keeps its order over a restart", async () => {
  const { id, closeDesk } = await talk();
  const later = await waiting();
  closeDesk();
  await pass(GONE_MS);
  await shutDown();
  await boot();
  const line = await chats.waiting(lanternLine.id, ["q-bookings"]);
  expect(line.map(({ summary }) => summary.id)).toEqual([id, later]);
});

test("an agent who does not come back after a restart is gone as well", async () => {
  const { id } = await talk();
  await shutDown();
  await boot();
  await chats.attach(id);
  await pass(CALL_MS + GONE_MS - 1);
  expect(await legsOf(id)).toEqual(["Noor connected"]);
  await pass(1);
  expect(await legsOf(id)).toEqual(["Noor gone"]);
});

test("by the rule 'keep' the guest is told once, and told when the agent is back", async () => {
  await shutDown();
  await boot("keep");
  const { id, closeDesk } = await talk();
  closeDesk();
  await pass(GONE_MS);
  await pass(GONE_MS);
  const legs = (): unknown[] =>
    told.flatMap((event) => (event.kind === "member" ? event.member : []));
  expect(legs()).toMatchObject([{ state: "connected", goneAt: expect.any(Number) }]);
  agents.attach(NOOR);
  await settle();
  expect(legs()).toMatchObject([{}, { state: "connected", goneAt: null }]);
  expect(await legsOf(id)).toEqual(["Noor connected"]);
});

test("by the rule 'end' the chat is over", async () => {
  await shutDown();
  await boot("end");
  const { id, closeDesk } = await talk();
  closeDesk();
  await pass(GONE_MS);
  expect((await chats.get(id)).conversation).toMatchObject({ state: "ended", endReason: "system" });
  expect(await legsOf(id)).toEqual(["Noor gone"]);
});
