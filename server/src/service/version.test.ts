import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import {
  ConversationChange,
  type ChangeResult,
  type LoadedConversation,
} from "../domain/conversation-change.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import { createAgents } from "./create-agents.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

/* The version of a conversation: a change is written only on the state that it was decided on. */

let folder: string;
let store: SqlStore;
let chats: RunningConversations;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-version-"));
  store = await openStore({ folder, syncData: syncAtOnce });
  const bus = createInProcessBus();
  const tenants = [lanternLine];
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  const report = (error: unknown): void => {
    throw error;
  };
  const ports = { store, bus, clock, tenants, report };
  chats = await createConversations({ ...ports, agents: await createAgents(ports) });
});
afterEach(async () => {
  await chats.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function created(): Promise<string> {
  const { id } = (await chats.create(newChat())).conversation;
  await chats.attach(id);
  return id;
}

async function load(id: string): Promise<LoadedConversation> {
  const loaded = await store.load(id);
  if (loaded === null) throw new Error("The conversation is not stored");
  return loaded;
}

function attributes(loaded: LoadedConversation, values: Record<string, string>): ChangeResult {
  const change = new ConversationChange(loaded, loaded.lastAt, () => crypto.randomUUID());
  change.set({ attributes: { ...loaded.record.conversation.attributes, ...values } });
  change.publishChange(null);
  return change.done();
}

test("a change on an old version is refused, and nothing of it is written", async () => {
  const loaded = await load(await created());
  const { id } = loaded.record.conversation;
  const options = { expectedVersion: loaded.version };
  await store.commit(attributes(loaded, { first: "1" }), options);
  await expect(store.commit(attributes(loaded, { second: "2" }), options)).rejects.toMatchObject({
    code: "version-conflict",
  });
  expect((await load(id)).record.conversation.attributes).toEqual({ first: "1" });
});

test("a conversation is created once", async () => {
  const loaded = await load(await created());
  await expect(
    store.commit(attributes(loaded, { again: "1" }), { expectedVersion: null }),
  ).rejects.toThrow();
});

test("the version counts the commits, whatever they change", async () => {
  const id = (await chats.create(newChat())).conversation.id;
  const loaded = await load(id);
  expect(loaded.version).toBe(1);
  const options = { expectedVersion: loaded.version };
  expect(await store.commit(attributes(loaded, { first: "1" }), options)).toMatchObject({
    version: 2,
  });
  expect((await load(id)).version).toBe(2);
});

test("a change that adds no message moves the newest time stamp too", async () => {
  const loaded = await load(await created());
  expect(attributes(loaded, { first: "1" }).lastAt).toBeGreaterThan(loaded.lastAt);
});

test("of two changes of an ended conversation at once, both are kept", async () => {
  const id = await created();
  await chats.endForAll(id, "agent");
  await Promise.all([
    chats.setAttributes(id, { first: "1" }),
    chats.setAttributes(id, { second: "2" }),
  ]);
  expect((await chats.get(id)).conversation.attributes).toEqual({ first: "1", second: "2" });
});

test("a change of an active conversation is decided again on what another writer has stored", async () => {
  const id = await created();
  const loaded = await load(id);
  await store.commit(attributes(loaded, { other: "1" }), { expectedVersion: loaded.version });
  await chats.setAttributes(id, { own: "2" });
  expect((await load(id)).record.conversation.attributes).toEqual({ other: "1", own: "2" });
});

test("a command gives up after five conflicts", async () => {
  const id = await created();
  await chats.endForAll(id, "agent");
  const old = await load(id);
  await chats.setAttributes(id, { first: "1" });
  const stale = vi.spyOn(store, "load").mockResolvedValue(old);
  await expect(chats.setAttributes(id, { second: "2" })).rejects.toMatchObject({
    code: "version-conflict",
  });
  expect(stale).toHaveBeenCalledTimes(5);
});
