import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import type { Member } from "../domain/model.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import { createFakeClock, type FakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import type { Agents } from "./agents.ts";
import { createAgents } from "./create-agents.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

/* Routing while the disk takes no writes. */

let folder: string;
let clock: FakeClock;
let store: SqlStore;
let agents: Agents;
let chats: RunningConversations;
let trouble: unknown[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-router-"));
  clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  store = await openStore({ folder, syncData: syncAtOnce });
  trouble = [];
  const bus = createInProcessBus();
  const tenants = [lanternLine];
  const report = (error: unknown): void => void trouble.push(error);
  agents = await createAgents({ store, bus, clock, tenants, report });
  chats = await createConversations({ store, bus, clock, tenants, agents, report });
});
afterEach(async () => {
  await chats.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const offers = async (id: string): Promise<Member[]> =>
  (await chats.get(id)).members.filter(({ role }) => role === "agent");

test("an offer that could not be written is made once writes work again, though nothing else happens", async () => {
  const { id } = (await chats.create(newChat())).conversation;
  await chats.attach(id);
  store.refuseWrites(true);
  agents.seen({ organizationId: lanternLine.id, userId: "u-noor" });
  // Of the agent's status, and of the offer.
  const unavailable = { code: "store-unavailable" };
  await vi.waitFor(() => expect(trouble).toMatchObject([unavailable, unavailable]));
  expect(await offers(id)).toEqual([]);
  // Still full: it is tried again, and again.
  clock.advance(5_000);
  await vi.waitFor(() => expect(trouble).toHaveLength(3));
  store.refuseWrites(false);
  clock.advance(5_000);
  await vi.waitFor(async () => expect(await offers(id)).toMatchObject([{ userId: "u-noor" }]));
});

test("a stream that comes back needs no write, and a first one does", async () => {
  const { id } = (await chats.create(newChat())).conversation;
  (await chats.attach(id))();
  const fresh = (await chats.create(newChat())).conversation.id;
  store.refuseWrites(true);
  await chats.attach(id);
  await expect(chats.attach(fresh)).rejects.toMatchObject({ code: "store-unavailable" });
  store.refuseWrites(false);
});
