import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatEvent } from "../../domain/chat-event.ts";
import { ChatStage, NOOR } from "../../testing/chat-stage.ts";
import { newChat } from "../../testing/tenant-fixture.ts";

/*
 * The process dies between two steps of a commit. A copy of the database's files is all that a
 * killed process leaves: what it wrote is with the operating system, and its memory is gone.
 * test/built/kill.test.ts kills a whole server at random moments.
 */

/** The files at a moment, and all that others know by then. */
interface Moment {
  readonly folder: string;
  /** The replies that senders have had, by their keys. */
  readonly replies: ReadonlyMap<string, string>;
  readonly told: readonly ChatEvent[];
}

interface Sender {
  readonly id: string;
  readonly memberId: string;
}

let stage: ChatStage;
let moments: Moment[];
let replies: Map<string, string>;

beforeEach(async () => {
  stage = await new ChatStage().start();
  moments = [];
  replies = new Map();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

function keepMoment(): void {
  const folder = join(stage.folder, `moment-${moments.length}`);
  mkdirSync(folder, { mode: 0o700 });
  for (const name of ["parlor.db", "parlor.db-wal"])
    if (existsSync(join(stage.folder, name)))
      copyFileSync(join(stage.folder, name), join(folder, name));
  const told = stage.told.flatMap((event) => ("organizationId" in event ? [] : event));
  moments.push({ folder, replies: new Map(replies), told });
}

/** Keeps a moment before each call of the database from now on, and after each commit. */
function keepMoments(): void {
  const file = new Libsql(":memory:");
  const statement: { run: (...values: unknown[]) => unknown } = Object.getPrototypeOf(
    file.prepare("select 1"),
  );
  file.close();
  const { run } = statement;
  const { exec } = Libsql.prototype;
  vi.spyOn(statement, "run").mockImplementation(function (this: unknown, ...values) {
    keepMoment();
    return run.apply(this, values);
  });
  vi.spyOn(Libsql.prototype, "exec").mockImplementation(function (
    this: InstanceType<typeof Libsql>,
    sql,
  ) {
    keepMoment();
    exec.call(this, sql);
    keepMoment();
    return this;
  });
}

const say = async (on: ChatStage, { id, memberId }: Sender, key: string): Promise<string> =>
  (await on.chats.send(id, memberId, `says ${key}`, "standard", key)).id;

async function joins(): Promise<Sender> {
  const { id } = await stage.guest();
  return { id, memberId: (await stage.chats.get(id)).conversation.guestMemberId };
}

interface StoredBatch {
  readonly version: number;
  readonly events: readonly ChatEvent[];
}

function storedBatches(folder: string, conversationId: string): StoredBatch[] {
  const file = new Libsql(join(folder, "parlor.db"));
  const rows = file
    .prepare("select version, body from events where conversation_id = ? order by version")
    .all(conversationId) as { version: number; body: string }[];
  file.close();
  return rows.map(({ version, body }) => ({
    version,
    events: JSON.parse(body) as readonly ChatEvent[],
  }));
}

/** The rows of a conversation agree with its events. */
async function expectWhole(on: ChatStage, id: string): Promise<void> {
  const batches = storedBatches(on.folder, id);
  expect(batches.map(({ version }) => version)).toEqual(batches.map((_, index) => index + 1));
  const loaded = await on.store.load(id);
  expect(loaded?.version ?? 0).toBe(batches.length);
  const events = batches.flatMap((batch) => batch.events);
  const page = await on.store.messages(id, {
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 100,
  });
  expect(events.flatMap((event) => (event.kind === "message" ? [event.message] : []))).toEqual(
    page === "unknown-cursor" ? [] : page.messages,
  );
  const hasEnded = loaded?.record.conversation.state === "ended";
  expect(events.some(({ kind }) => kind === "ended")).toBe(hasEnded);
}

test("a process that dies between any two steps of a commit loses nothing and doubles nothing", async () => {
  const [ada, ben, cid] = [await joins(), await joins(), await joins()];
  await stage.answers(ben.id, NOOR);
  const keyed = { "ada-1": ada, "ben-1": ben, "ada-2": ada };
  const acknowledged = async (key: keyof typeof keyed): Promise<void> => {
    replies.set(key, await say(stage, keyed[key], key));
  };
  stage.told.length = 0;
  keepMoments();
  const [, , , created] = await Promise.all([
    acknowledged("ada-1"),
    acknowledged("ben-1"),
    stage.chats.guestLeaves(cid.id, cid.memberId),
    stage.chats.create(newChat()),
  ]);
  await acknowledged("ada-2");
  keepMoment();
  vi.restoreAllMocks();

  const stored = new Set<number>();
  for (const { folder, replies: known, told } of moments) {
    const later = await new ChatStage(folder).start();
    const all = [ada.id, ben.id, cid.id, created.conversation.id];
    for (const id of all) await expectWhole(later, id);
    // Nobody was told of what is not stored.
    const events = all.flatMap((id) => storedBatches(folder, id).flatMap((one) => one.events));
    for (const event of told) expect(events).toContainEqual(JSON.parse(JSON.stringify(event)));
    for (const [key, messageId] of known)
      expect(
        (await later.store.message(keyed[key as keyof typeof keyed].id, messageId))?.body,
      ).toBe(`says ${key}`);
    stored.add(events.length);
    // The senders who had no reply come again.
    for (const [key, sender] of Object.entries(keyed))
      expect(await say(later, sender, key)).toEqual(known.get(key) ?? expect.any(String));
    for (const id of all) await expectWhole(later, id);
    await later.stop();
  }
  // Nothing, what came in one turn of the event loop, and what came after it.
  expect(stored.size).toBe(3);
  expect(moments.length).toBeGreaterThan(25);
});
