import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import type { Agents } from "./agents.ts";
import { createAgents } from "./create-agents.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

/* How many chats an agent may have at once, whoever gives them to it. */

const NOOR = "u-noor";
const who = { organizationId: lanternLine.id, userId: NOOR };

let folder: string;
let store: SqlStore;
let chats: RunningConversations;
let agents: Agents;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-capacity-"));
  store = await openStore({ folder, syncData: syncAtOnce });
  const bus = createInProcessBus();
  const tenants = [lanternLine];
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  const report = (error: unknown): void => {
    throw error;
  };
  agents = await createAgents({ store, bus, clock, tenants, report });
  chats = await createConversations({ store, bus, clock, tenants, agents, report });
});

afterEach(async () => {
  await chats.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function waiting(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { conversation } = await chats.create(newChat());
    await chats.attach(conversation.id);
    ids.push(conversation.id);
  }
  return ids;
}

const capacity = (value: number): Promise<unknown> => agents.set(who, { capacity: value });
const reached = { code: "capacity-reached" };
const load = async (): Promise<number> => (await chats.loads(lanternLine.id)).get(NOOR) ?? 0;

/** Lets commands that routing has started run to their end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function outcomes(takes: readonly Promise<unknown>[]): Promise<(string | "taken")[]> {
  const settled = await Promise.allSettled(takes);
  return settled.map((one) =>
    one.status === "fulfilled" ? "taken" : (one.reason as { code: string }).code,
  );
}

test.each([1, 3])(
  "of ten chats taken at once by an agent for %i, as many are given",
  async (most) => {
    await capacity(most);
    const ids = await waiting(10);
    const all = await outcomes(ids.map((id) => chats.take(id, NOOR)));
    expect(all.filter((one) => one === "taken")).toHaveLength(most);
    expect(all.filter((one) => one === reached.code)).toHaveLength(10 - most);
    expect(await load()).toBe(most);
  },
);

test("a take beside offers does not give an agent more than it may have", async () => {
  await capacity(2);
  const ids = await waiting(6);
  const available = agents.set(who, { status: "available" });
  await outcomes(ids.toReversed().map((id) => chats.take(id, NOOR)));
  await available;
  await settle();
  expect(await load()).toBe(2);
});

test("an offer counts from when it rings, and can be taken all the same", async () => {
  await capacity(1);
  const ids = await waiting(2);
  await agents.set(who, { status: "available" });
  await settle();
  expect(await load()).toBe(1);
  const ringing = ids.map((id) => chats.peek(id)?.members.some(({ userId }) => userId === NOOR));
  const offered = ids[ringing.indexOf(true)] ?? "";
  const other = ids[ringing.indexOf(false)] ?? "";
  await expect(chats.take(other, NOOR)).rejects.toMatchObject(reached);
  expect(await chats.take(offered, NOOR)).toMatchObject({ state: "connected" });
  expect(await load()).toBe(1);
});

test("a transfer to an agent passes the limit, and can be answered or taken", async () => {
  await capacity(1);
  const [own = "", first = "", second = "", other = ""] = await waiting(4);
  await chats.take(own, NOOR);
  for (const id of [first, second]) {
    const { participantId } = await chats.take(id, "u-tomas");
    await chats.transfer(id, participantId, { userId: NOOR }, null);
  }
  expect(await load()).toBe(3);
  const offer = (await chats.get(first)).members.find(({ userId }) => userId === NOOR);
  expect(await chats.accept(first, offer?.participantId ?? "")).toMatchObject({
    state: "connected",
  });
  expect(await chats.take(second, NOOR)).toMatchObject({ state: "connected" });
  await expect(chats.take(other, NOOR)).rejects.toMatchObject(reached);
});

test("a take that was refused or could not be written takes no room", async () => {
  await capacity(1);
  const [first = "", second = ""] = await waiting(2);
  store.refuseWrites(true);
  await expect(chats.take(first, NOOR)).rejects.toMatchObject({ code: "store-unavailable" });
  store.refuseWrites(false);
  expect(await load()).toBe(0);
  await chats.take(second, "u-tomas");
  await expect(chats.take(second, NOOR)).rejects.toMatchObject({ code: "conversation-taken" });
  await chats.take(first, NOOR);
  expect(await load()).toBe(1);
});

test("a chat that ends makes room", async () => {
  await capacity(1);
  const [first = "", second = ""] = await waiting(2);
  await chats.take(first, NOOR);
  await expect(chats.take(second, NOOR)).rejects.toMatchObject(reached);
  await chats.endForAll(first, "agent");
  await chats.take(second, NOOR);
});
