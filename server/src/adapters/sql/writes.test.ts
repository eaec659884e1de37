import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely } from "kysely";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StoreDialect } from "./database.ts";
import { openLogSync } from "./log-sync.ts";
import type { Database } from "./schema.ts";
import { createWrites, type Writes } from "./writes.ts";

/* SQLite itself says no here: by its own limit of pages, and by its own read-only mode. */

let folder: string;
let file: InstanceType<typeof Libsql>;
let db: Kysely<Database>;
let writes: Writes;
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-writes-"));
  file = new Libsql(join(folder, "parlor.db"));
  file.pragma("journal_mode = WAL");
  file.exec("create table settings (name text primary key, value text not null)");
  db = new Kysely<Database>({ dialect: new StoreDialect(file) });
  now = 0;
  writes = createWrites(db, file, openLogSync(join(folder, "parlor.db")), { now: () => now });
});
afterEach(async () => {
  await writes.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, value: string): Promise<unknown> =>
  writes.run((trx) => trx.insertInto("settings").values({ name, value }).execute());
const names = async (): Promise<string[]> =>
  (await db.selectFrom("settings").select("name").orderBy("name").execute()).map((row) => row.name);

// Less than there is means as much as there is.
const fill = (): void => void file.pragma("max_page_count = 1");
const empty = (): void => void file.pragma("max_page_count = 100000");
const unavailable = (sqlite: string): object => ({
  code: "store-unavailable",
  details: { retryAfterSeconds: 5 },
  cause: { code: expect.stringContaining(sqlite) },
});

test("a full disk is a refusal with a time to come back, nothing of the write is kept, and the next write works", async () => {
  await put("small", "x");
  fill();
  const both = writes.run(async (trx) => {
    await trx.insertInto("settings").values({ name: "first", value: "x" }).execute();
    await trx
      .insertInto("settings")
      .values({ name: "big", value: "y".repeat(100_000) })
      .execute();
  });
  await expect(both).rejects.toMatchObject(unavailable("SQLITE_FULL"));
  expect(await names()).toEqual(["small"]);
  empty();
  await put("after", "x");
  expect(await names()).toEqual(["after", "small"]);
});

test("a read-only disk is 503", async () => {
  file.pragma("query_only = on");
  await expect(put("a", "x")).rejects.toMatchObject(unavailable("SQLITE_READONLY"));
  file.pragma("query_only = off");
  await put("a", "x");
});

test("an error that is not the disk's stays what it is", async () => {
  await put("a", "x");
  await expect(put("a", "x")).rejects.toMatchObject({
    code: expect.stringContaining("CONSTRAINT"),
  });
  await expect(
    writes.run(async () => {
      throw new RangeError("a fault");
    }),
  ).rejects.toThrow(RangeError);
});

test("readiness follows the last write, and finds out by itself when the disk takes writes again", async () => {
  await put("small", "x");
  expect(await writes.areWorking()).toBe(true);
  fill();
  await expect(put("big", "y".repeat(100_000))).rejects.toMatchObject({
    code: "store-unavailable",
  });
  expect(await writes.areWorking()).toBe(false);
  empty();
  expect(await writes.areWorking()).toBe(true);
});

test("readiness finds a full disk while nobody writes", async () => {
  await put("a", "x");
  file.pragma("query_only = on");
  expect(await writes.areWorking()).toBe(true);
  now += 1_000;
  expect(await writes.areWorking()).toBe(false);
});

test("readiness knows at once when the test control refuses writes, and when it lets them through", async () => {
  await put("a", "x");
  writes.refuse(true);
  expect(await writes.areWorking()).toBe(false);
  writes.refuse(false);
  expect(await writes.areWorking()).toBe(true);
});

test("readiness writes at most once a second", async () => {
  const changes = (): unknown => file.prepare("select total_changes() as n").get();
  await writes.areWorking();
  const before = changes();
  for (let index = 0; index < 20; index++) await writes.areWorking();
  expect(changes()).toMatchObject({ n: (before as { n: number }).n });
  now += 1_000;
  await Promise.all([writes.areWorking(), writes.areWorking(), writes.areWorking()]);
  expect(changes()).toMatchObject({ n: (before as { n: number }).n + 1 });
});

test("closing waits for the writes under way and takes no more", async () => {
  let isDone = false;
  const write = writes.run(async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    isDone = true;
  });
  await writes.close();
  expect(isDone).toBe(true);
  await write;
  await expect(put("late", "x")).rejects.toMatchObject({ code: "store-unavailable" });
});
