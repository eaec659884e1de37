import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { createAgents } from "./create-agents.ts";
import { createFakeClock, type FakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import { createAuditLog } from "../adapters/audit-log.ts";
import type { AuditLog } from "./audit-log.ts";
import { startRetention } from "./retention.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

let folder: string;
let clock: FakeClock;
let store: SqlStore;
let audit: AuditLog;
let chats: RunningConversations;
let deleted: number[];
let trouble: unknown[];
let stop: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-retention-"));
  clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  store = await openStore({ folder, syncData: syncAtOnce });
  audit = createAuditLog(join(folder, "audit.log"));
  const bus = createInProcessBus();
  const tenants = [lanternLine];
  const report = (error: unknown): void => {
    throw error;
  };
  const ports = { store, bus, clock, tenants, report };
  chats = await createConversations({ ...ports, agents: await createAgents(ports) });
  [deleted, trouble] = [[], []];
  stop = async () => undefined;
});

afterEach(async () => {
  await stop();
  await chats.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function keepFor(days: number): void {
  stop = startRetention({
    attachments: { deleteOfEnded: async () => undefined },
    store,
    audit,
    clock,
    days,
    onDeleted: (count) => deleted.push(count),
    report: (error) => trouble.push(error),
  });
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5_000 });

/** A chat with something of everything in it, each named after `word`. */
async function talk(word: string): Promise<{ id: string; end: () => Promise<void> }> {
  const chat = newChat({ attributes: { "context.about": `${word}-attribute` } });
  const { conversation } = await chats.create({
    ...chat,
    guest: { ...chat.guest, displayName: `${word}-name`, email: `${word}@example.test` },
  });
  const { id, guestMemberId } = conversation;
  await chats.attach(id);
  await chats.send(id, guestMemberId, `${word}-message`, "standard", `${word}-key`);
  await store.recordReadAccess("u-noor", [id], clock.now());
  await audit.add({ what: "read-along", userId: "u-noor", conversationId: id, at: clock.now() });
  await chats.take(id, "u-noor");
  const agent = (await chats.get(id)).members.find((member) => member.userId === "u-noor");
  await chats.createMediaRequest(id, agent?.id ?? "", ["SCREENSHARE"], 60);
  await chats.rate(id, { score: 5, comment: `${word}-comment` });
  return { id, end: () => chats.guestLeaves(id, guestMemberId) };
}

/** Whether any file of the data folder has these bytes. */
const isOnDisk = (words: string): boolean =>
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(words));

test("chats that ended before the retention period are gone, from the files too, and later ones are whole", async () => {
  const old = await talk("apple");
  await old.end();
  clock.advance(2 * DAY);
  const recent = await talk("cherry");
  await recent.end();
  clock.advance(29 * DAY);
  expect(isOnDisk("apple-message")).toBe(true);
  keepFor(30);
  await until(() => expect(deleted).toEqual([1]));
  expect(await store.load(old.id)).toBeNull();
  expect(isOnDisk("apple")).toBe(false);
  expect(isOnDisk(old.id)).toBe(false);
  const kept = await store.load(recent.id);
  expect(kept?.requests).toHaveLength(1);
  expect(await store.rating(recent.id)).toEqual({ score: 5, comment: "cherry-comment" });
  expect(kept && (await store.lastGuestText(kept.record.conversation))).toBe("cherry-message");
  expect(readFileSync(join(folder, "audit.log"), "utf8")).toContain(recent.id);
});

test("a chat that is still open is never deleted, however old it is", async () => {
  const { conversation } = await chats.create(newChat());
  await chats.attach(conversation.id);
  const { id: userId } = lanternLine.users[0] ?? { id: "" };
  await audit.add({ what: "read-along", userId, conversationId: conversation.id, at: clock.now() });
  const over = await talk("apple");
  await over.end();
  clock.advance(400 * DAY);
  keepFor(30);
  await until(() => expect(deleted).toEqual([1]));
  expect((await chats.get(conversation.id)).conversation.state).toBe("active");
  expect((await store.load(conversation.id))?.record.members).not.toHaveLength(0);
  expect(readFileSync(join(folder, "audit.log"), "utf8")).toContain(conversation.id);
});

test("it looks at the start, and then every hour", async () => {
  const first = await talk("apple");
  await first.end();
  clock.advance(HOUR);
  const second = await talk("cherry");
  await second.end();
  clock.advance(DAY - 30 * 60 * 1000);
  keepFor(1);
  await until(() => expect(deleted).toEqual([1]));
  expect(await store.load(second.id)).not.toBeNull();
  clock.advance(HOUR);
  await until(() => expect(deleted).toEqual([1, 1]));
  expect(await store.load(second.id)).toBeNull();
});

test("other work has a turn between two batches, and the count is reported once", async () => {
  for (let i = 0; i < 45; i++) {
    const { conversation } = await chats.create(newChat());
    await chats.attach(conversation.id);
    await chats.endForAll(conversation.id, "system");
  }
  clock.advance(2 * DAY);
  let others = 0;
  const count = (): void => {
    if (deleted.length > 0) return;
    others++;
    setImmediate(count);
  };
  setImmediate(count);
  keepFor(1);
  await until(() => expect(deleted).toEqual([45]));
  expect(others).toBeGreaterThanOrEqual(2);
});

test("an hour in which the disk is full is reported, and the next one catches up", async () => {
  const { id, end } = await talk("apple");
  await end();
  clock.advance(2 * DAY);
  store.refuseWrites(true);
  keepFor(1);
  await until(() => expect(trouble).toMatchObject([{ code: "store-unavailable" }]));
  expect(await store.load(id)).not.toBeNull();
  store.refuseWrites(false);
  clock.advance(HOUR);
  await until(() => expect(deleted).toEqual([1]));
});

test("once stopped it has done what it began, and does no more", async () => {
  const first = await talk("apple");
  await first.end();
  keepFor(1);
  await stop();
  clock.advance(2 * DAY);
  await stop();
  expect(await store.load(first.id)).not.toBeNull();
});
