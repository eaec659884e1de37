import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConversationChange, type LoadedConversation } from "../../domain/conversation-change.ts";
import type { Message } from "../../domain/model.ts";
import type { CommitResult } from "../../service/store.ts";
import { ChatStory } from "../../testing/chat-story.ts";
import { lanternLine } from "../../testing/tenant-fixture.ts";
import { openStore, type SqlStore } from "./open-store.ts";

/* Several commits at once: which of them are written, and in which order. */

let folder: string;
let store: SqlStore;
let ids: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-commits-"));
  store = await openStore({ folder });
  ids = 0;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const newId = (): string => `id-${ids++}`;
const queue = lanternLine.queues[0]!;

/** Creates a conversation of this id. */
async function create(id: string): Promise<LoadedConversation> {
  const { conversation } = new ChatStory(queue).chat;
  const record = {
    conversation: { ...conversation, id, guestMemberId: `${id} guest` },
    members: [],
  };
  const change = new ConversationChange(
    { record, requests: [], lastAt: 0, version: 0 },
    conversation.createdAt,
    newId,
  );
  change.add({ id: `${id} guest`, role: "guest", state: "connected", displayName: "Mara" });
  await store.commit(change.done(), { expectedVersion: null });
  return load(id);
}

async function load(id: string): Promise<LoadedConversation> {
  const loaded = await store.load(id);
  if (loaded === null) throw new Error(`${id} is not stored`);
  return loaded;
}

/** The guest writes, on what was loaded. */
function write(
  loaded: LoadedConversation,
  body: string,
  { key, messageId = newId() }: { key?: string; messageId?: string } = {},
): Promise<CommitResult> {
  const { guestMemberId: memberId } = loaded.record.conversation;
  const change = new ConversationChange(loaded, loaded.lastAt, () => messageId);
  change.addMessage(memberId, body, "standard");
  return store.commit(change.done(), {
    expectedVersion: loaded.version,
    ...(key !== undefined && { idempotency: { key, memberId, hash: body, messageId, sinceAt: 0 } }),
  });
}

async function messages(id: string): Promise<readonly Message[]> {
  const page = await store.messages(id, {
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 1_000,
  });
  return page === "unknown-cursor" ? [] : page.messages;
}
const texts = async (id: string): Promise<string[]> => (await messages(id)).map(({ body }) => body);

const conflict = { code: "version-conflict" };

test("of two changes of one version at once the first is written", async () => {
  const loaded = await create("a");
  const other = await create("b");
  const first = write(loaded, "first");
  const second = write(loaded, "second");
  const third = write(other, "third");
  expect(await first).toMatchObject({ version: 2, repeated: null });
  await expect(second).rejects.toMatchObject(conflict);
  expect(await third).toMatchObject({ version: 2, repeated: null });
  expect([await texts("a"), await texts("b")]).toEqual([["first"], ["third"]]);
});

test("a commit that the database refuses takes no other with it, and leaves nothing behind", async () => {
  const [a, b, c] = [await create("a"), await create("b"), await create("c")];
  await write(a, "earlier", { messageId: "used" });
  const good = write(b, "good");
  const clash = write(c, "clash", { messageId: "used" });
  const late = write(await load("a"), "late");
  await expect(clash).rejects.toMatchObject({ code: expect.stringContaining("CONSTRAINT") });
  expect([(await good).version, (await late).version]).toEqual([2, 3]);
  expect([await texts("a"), await texts("b"), await texts("c")]).toEqual([
    ["earlier", "late"],
    ["good"],
    [],
  ]);
  expect((await load("c")).version).toBe(1);
  expect((await write(c, "again")).version).toBe(2);
});

test("one key twice at once makes one message, and both get it", async () => {
  const loaded = await create("a");
  const [first, again] = await Promise.all([
    write(loaded, "hello", { key: "k" }),
    write(loaded, "hello", { key: "k" }),
  ]);
  const [message] = await messages("a");
  expect(await texts("a")).toEqual(["hello"]);
  expect(first.repeated).toBe(null);
  expect(again.repeated).toEqual({ message, hash: "hello" });
});

test("a key that was used is found whatever the version, and the other writes nothing", async () => {
  const loaded = await create("a");
  await write(loaded, "hello", { key: "k" });
  await write(await load("a"), "more");
  const again = await write(loaded, "hello", { key: "k" });
  expect(again.repeated?.message.body).toBe("hello");
  expect(await texts("a")).toEqual(["hello", "more"]);
});

test("an old use of a key is forgotten, and the new one counts from then on", async () => {
  const loaded = await create("a");
  await write(loaded, "first", { key: "k" });
  const now = await load("a");
  const { guestMemberId: memberId } = now.record.conversation;
  const asked = { key: "k", memberId, hash: "second", messageId: "m-2", sinceAt: now.lastAt + 1 };
  const change = new ConversationChange(now, now.lastAt, () => "m-2");
  change.addMessage(memberId, "second", "standard");
  const result = await store.commit(change.done(), {
    expectedVersion: now.version,
    idempotency: asked,
  });
  expect(result).toMatchObject({ version: 3, repeated: null });
  expect(await store.firstReply("a", asked)).toMatchObject({ message: { id: "m-2" } });
});

test("the events of an ended conversation are deleted with it, and those of older commits before", async () => {
  const loaded = await create("a");
  await write(loaded, "hello");
  await create("b");
  const count = (): unknown => {
    const file = new Libsql(join(folder, "parlor.db"));
    const row = file.prepare("select count(*) as n from events").get();
    file.close();
    return row;
  };
  expect(count()).toMatchObject({ n: 3 });
  expect(await store.deleteEvents(loaded.lastAt + 1, 1)).toBe(1);
  expect(await store.deleteEvents(0, 100)).toBe(0);
  expect(count()).toMatchObject({ n: 2 });
  const change = new ConversationChange(await load("a"), loaded.lastAt, newId);
  change.end("guest");
  await store.commit(change.done(), { expectedVersion: 2 });
  expect(count()).toMatchObject({ n: 3 });
  expect(await store.deleteEnded(loaded.lastAt + 1, 10)).toBe(1);
  expect(count()).toMatchObject({ n: 1 });
});

/** A request of a client: a message in one of four conversations, on the newest version or not. */
const command = fc.record({
  id: fc.constantFrom("a", "b", "c", "d"),
  isStale: fc.boolean(),
  key: fc.option(fc.constantFrom("k-1", "k-2", "k-3"), { nil: undefined }),
  isClash: fc.boolean(),
});

test("the store has what a model of one writer after the other has, in any mix of commits at once", async () => {
  const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 8 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      await store.wipe();
      const model = new Map<string, { version: number; texts: string[]; keys: Set<string> }>();
      for (const id of ["a", "b", "c", "d"]) {
        await create(id);
        model.set(id, { version: 1, texts: [], keys: new Set() });
      }
      await write(await load("d"), "used", { messageId: "used" });
      model.set("d", { version: 2, texts: ["used"], keys: new Set() });
      for (const [round, commands] of all.entries()) {
        const before = new Map(
          await Promise.all([...model.keys()].map(async (id) => [id, await load(id)] as const)),
        );
        const done = commands.map(({ id, isStale, key, isClash }, index) => {
          const loaded = before.get(id)!;
          const body = `${round} ${index}`;
          return write(isStale ? { ...loaded, version: loaded.version - 1 } : loaded, body, {
            ...(key !== undefined && { key }),
            ...(isClash && { messageId: "used" }),
          }).then(
            ({ repeated, version }) => (repeated === null ? `written ${version}` : "repeated"),
            () => "refused",
          );
        });
        const expected = commands.map(({ id, isStale, key, isClash }, index) => {
          const known = model.get(id)!;
          if (key !== undefined && known.keys.has(key)) return "repeated";
          const asked = before.get(id)!.version - (isStale ? 1 : 0);
          if (asked !== known.version || isClash) return "refused";
          known.version++;
          known.texts.push(`${round} ${index}`);
          if (key !== undefined) known.keys.add(key);
          return `written ${known.version}`;
        });
        expect(await Promise.all(done)).toEqual(expected);
      }
      for (const [id, known] of model) {
        expect(await texts(id)).toEqual(known.texts);
        expect((await load(id)).version).toBe(known.version);
      }
    }),
    { numRuns: 40 },
  );
});
