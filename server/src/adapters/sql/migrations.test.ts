import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { Kysely, Migrator, SqliteDialect, type SqliteDatabase } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInProcessBus } from "../in-process-bus.ts";
import { createConversations } from "../../service/create-conversations.ts";
import { createAgents } from "../../service/create-agents.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { lanternLine } from "../../testing/tenant-fixture.ts";
import { StoreDialect } from "./database.ts";
import { migrations } from "./migrations.ts";
import { openStore, type SqlStore } from "./open-store.ts";

/* A store of version 0.1.0 is opened by this one. */

/** The last migration that 0.1.0 had. */
const LAST_OF_0_1_0 = "0004_readings_by_conversation";
const at = Date.UTC(2026, 0, 5, 14, 0);
let folder: string;
let store: SqlStore | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-migrations-"));
  store = null;
});
afterEach(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The guest, as 0.1.0 stored a member. */
const storedMember = {
  id: "g",
  participantId: "pg",
  conversationId: "c",
  role: "CUSTOMER",
  state: "CONNECTED",
  displayName: "Mara",
  firstName: null,
  lastName: null,
  email: null,
  phoneNumber: null,
  avatarImageUrl: null,
  authenticatedGuest: false,
  customFields: {},
  userId: null,
  queueId: null,
  joinedAt: at,
  alertingAt: null,
  connectedAt: at,
  leftAt: null,
  leaveReason: null,
  transferNote: null,
  wrapup: null,
  isWrapupSkipped: false,
};

/**
 * Makes a store with the rows of 0.1.0: a conversation, a guest's message with a key, an agent's
 * read.
 */
async function makeOldStore(
  body: string,
  comment: string | null = null,
  { isAnswered = false } = {},
): Promise<void> {
  const file = new Libsql(join(folder, "parlor.db"));
  file.pragma("journal_mode = WAL");
  const db = new Kysely<object>({
    dialect: new SqliteDialect({ database: file as unknown as SqliteDatabase }),
  });
  const { error } = await new Migrator({ db, provider: migrations }).migrateTo(LAST_OF_0_1_0);
  if (error !== undefined) throw error;
  const { id: organization, deployments } = lanternLine;
  const put = (sql: string, ...values: unknown[]): void => void file.prepare(sql).run(...values);
  put(
    `insert into conversations values ('c', ?, ?, 'active', 'g', 'q-bookings', '[]', null, 0, '{}', null, ?, ?, null, null, ?)`,
    organization,
    deployments[0]?.id,
    at,
    at,
    at + 2,
  );
  put(`insert into members values ('g', 'c', null, ?, ?)`, at, JSON.stringify(storedMember));
  put(`insert into messages values ('m', 'c', 'g', ?, 'standard', ?)`, body, at + 1);
  if (isAnswered) {
    const agent = {
      ...storedMember,
      id: "a",
      participantId: "pa",
      role: "AGENT",
      userId: "u-noor",
    };
    const left = { ...agent, state: "DISCONNECTED", leftAt: at + 2, leaveReason: "left" };
    put(`insert into members values ('a', 'c', 'u-noor', ?, ?)`, at, JSON.stringify(left));
    put(`insert into messages values ('n', 'c', 'a', 'Hello', 'standard', ?)`, at + 2);
  }
  put(`insert into idempotency values ('c', 'k', 'm', ?)`, at + 1);
  put(`insert into idempotency values ('c', 'of-nothing', 'gone', ?)`, at + 1);
  put(`insert into readings values ('u-noor', 'c', ?)`, at + 2);
  if (comment !== null) put(`insert into ratings values ('c', 5, ?, ?)`, comment, at + 3);
  await db.destroy();
}

/** Brings the old store to the schema of a migration. */
async function migrateTo(name: string): Promise<InstanceType<typeof Libsql>> {
  const file = new Libsql(join(folder, "parlor.db"));
  const db = new Kysely<object>({ dialect: new StoreDialect(file) });
  const { error } = await new Migrator({ db, provider: migrations }).migrateTo(name);
  if (error !== undefined) throw error;
  return file;
}

async function open(): Promise<Awaited<ReturnType<typeof createConversations>>> {
  store = await openStore({ folder });
  const bus = createInProcessBus();
  const tenants = [lanternLine];
  const clock = createFakeClock(at + 60_000);
  const report = (error: unknown): void => {
    throw error;
  };
  const ports = { store, bus, clock, tenants, report };
  return createConversations({ ...ports, agents: await createAgents(ports) });
}

test("a repetition of what 0.1.0 acknowledged gives its message, by the body that was kept", async () => {
  await makeOldStore("hello");
  const chats = await open();
  expect(await chats.send("c", "g", "hello", "standard", "k")).toMatchObject({ id: "m" });
  await expect(chats.send("c", "g", "other", "standard", "k")).rejects.toMatchObject({
    code: "idempotency-key-reused",
  });
  const fresh = await chats.send("c", "g", "hello", "standard", "k-2");
  expect(fresh.id).not.toBe("m");
  expect(await chats.send("c", "g", "hello", "standard", "k-2")).toEqual(fresh);
  await chats.close();
});

test("text after a NUL in a message of 0.1.0, hidden there, is read again", async () => {
  await makeOldStore("My order is 4711\0 and the second is 4712", "good\0 and fast");
  const chats = await open();
  expect((await chats.message("c", "m")).body).toBe("My order is 4711 and the second is 4712");
  expect(await chats.rating("c")).toEqual({ score: 5, comment: "good and fast" });
  await chats.close();
});

test("a reading that 0.1.0 noted is owed to the audit log until it is marked", async () => {
  await makeOldStore("hello");
  const chats = await open();
  const reading = {
    organizationId: lanternLine.id,
    userId: "u-noor",
    conversationId: "c",
    at: at + 2,
  };
  expect(await store?.unloggedReadAccess()).toEqual([reading]);
  expect(await store?.recordReadAccess("u-noor", ["c"], at + 9)).toBe(0);
  await store?.markLogged([reading]);
  expect(await store?.unloggedReadAccess()).toEqual([]);
  await chats.close();
});

test("a chat that was open in 0.1.0 and unanswered is missed when its guest leaves", async () => {
  await makeOldStore("My train was cancelled");
  const chats = await open();
  const listed = async (): Promise<readonly (string | null)[]> =>
    (await chats.missed(lanternLine.id, ["q-bookings"])).map(({ lastText }) => lastText);
  expect(await listed()).toEqual([]);
  await chats.guestLeaves("c", "g");
  expect(await listed()).toEqual(["My train was cancelled"]);
  expect((await chats.get("c")).conversation.pageInfo).toEqual({
    fieldLabels: {},
    canShareScreen: null,
    language: null,
    address: null,
    promise: null,
  });
  await chats.close();
});

test("a chat that an agent answered in 0.1.0 is not missed when its guest leaves", async () => {
  await makeOldStore("My train was cancelled", null, { isAnswered: true });
  const chats = await open();
  await chats.guestLeaves("c", "g");
  expect(await chats.missed(lanternLine.id, ["q-bookings"])).toEqual([]);
  await chats.close();
});

/** In 0.1.0 an agent answered the guest of the old store and handed it on; the guest waits. */
function handOn(guestWroteSince: boolean): void {
  const file = new Libsql(join(folder, "parlor.db"));
  const put = (sql: string, ...values: unknown[]): void => void file.prepare(sql).run(...values);
  const queue = JSON.stringify({ ...storedMember, id: "q", participantId: "pq", role: "ACD" });
  put(`insert into members values ('q', 'c', null, ?, ?)`, at + 3, queue);
  if (guestWroteSince)
    put(`insert into messages values ('o', 'c', 'g', 'Anybody?', 'standard', ?)`, at + 4);
  put(`update conversations set last_at = ?`, at + 4);
  file.close();
}

test.each([
  ["and wrote again is missed when it leaves", true, ["Anybody?"]],
  ["and did not write again is not missed", false, []],
])("a guest who was answered and handed on in 0.1.0 %s", async (_, guestWroteSince, listed) => {
  await makeOldStore("My train was cancelled", null, { isAnswered: true });
  handOn(guestWroteSince);
  const chats = await open();
  await chats.guestLeaves("c", "g");
  const missed = await chats.missed(lanternLine.id, ["q-bookings"]);
  expect(missed.map(({ lastText }) => lastText)).toEqual(listed);
  await chats.close();
});

test("the flags of a conversation that was closed as missed stay as they are", async () => {
  await makeOldStore("My train was cancelled");
  const file = await migrateTo("0011_agents");
  const closed = { state: "closed", queueId: "q-bookings", since: at, textAt: null, takenBy: null };
  file
    .prepare("update conversations set has_guest_text = 0, missed = ?")
    .run(JSON.stringify({ ...closed, wrapup: null }));
  file.close();
  const chats = await open();
  expect((await chats.get("c")).conversation.hasGuestText).toBe(false);
  await chats.close();
});

test("an agent finds the chats that ended before an agent's rows knew of the end", async () => {
  await makeOldStore("My train was cancelled", null, { isAnswered: true });
  const file = await migrateTo("0013_ever_missed");
  file.exec(`update conversations set state = 'ended', end_reason = 'guest', ended_at = ${at + 5}`);
  file.close();
  const chats = await open();
  const who = { organizationId: lanternLine.id, userId: "u-noor" };
  expect(await store?.endedOfUser(who, at + 5)).toMatchObject([{ conversation: { id: "c" } }]);
  expect(await store?.endedOfUser(who, at + 6)).toEqual([]);
  expect(await store?.unwrapped(who)).toMatchObject([{ conversation: { id: "c" } }]);
  await chats.close();
});

test("a conversation of an older schema has the first version, and changes by it", async () => {
  await makeOldStore("My train was cancelled");
  (await migrateTo("0013_ever_missed")).close();
  const chats = await open();
  expect((await store?.load("c"))?.version).toBe(1);
  await chats.send("c", "g", "Anybody?", "standard", null);
  expect((await store?.load("c"))?.version).toBe(2);
  await chats.close();
});
