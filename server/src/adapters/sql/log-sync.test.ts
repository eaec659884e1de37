import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  inTransaction,
  openDatabase,
  readPragma,
  StoreDialect,
  type DatabaseFile,
} from "./database.ts";
import { openLogSync, type LogSync } from "./log-sync.ts";
import type { Database } from "./schema.ts";
import { createWrites, type Writes } from "./writes.ts";

/** Calls that the disk has not answered yet. */
let syncs: { readonly land: () => void; readonly fail: (error: Error) => void }[];
let folder: string;
let file: DatabaseFile;
let db: Kysely<Database>;
/** Whether the disk answers at once. */
let isFast: boolean;
let log: LogSync;
let writes: Writes;

beforeEach(() => {
  syncs = [];
  isFast = false;
  folder = mkdtempSync(join(tmpdir(), "parlor-log-"));
  file = openDatabase(join(folder, "parlor.db"), () => undefined);
  file.exec("create table settings (name text primary key, value text not null)");
  db = new Kysely<Database>({ dialect: new StoreDialect(file) });
  log = openLogSync(
    join(folder, "parlor.db"),
    () => new Promise((land, fail) => (isFast ? land() : syncs.push({ land, fail }))),
  );
  writes = createWrites(db, file, log);
});
afterEach(async () => {
  isFast = true;
  await writes.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string): void =>
  void file.prepare("insert into settings values (?, 'x')").run(name);

test("a commit is acknowledged when the disk has its log", async () => {
  let isTold = false;
  const { onDisk } = await writes.commit("a", () => put("a"));
  const commit = onDisk.then(() => (isTold = true));
  await vi.waitUntil(() => syncs.length === 1);
  expect(isTold).toBe(false);
  syncs[0]?.land();
  await commit;
});

test("all that is written while one sync runs waits for the next, and shares it", async () => {
  const told: number[] = [];
  const all = [0, 1, 2].map((number) => log.sync().then(() => told.push(number)));
  expect(syncs).toHaveLength(1);
  syncs[0]?.land();
  await all[0];
  await vi.waitUntil(() => syncs.length === 2);
  expect(told).toEqual([0]);
  syncs[1]?.land();
  await Promise.all(all);
  expect(told).toEqual([0, 1, 2]);
  const later = log.sync();
  syncs[2]?.land();
  await later;
});

test("a disk that fails takes no more writes, because its log is not known any more", async () => {
  const { onDisk } = await writes.commit("a", () => put("a"));
  await vi.waitUntil(() => syncs.length === 1);
  syncs[0]?.fail(new Error("EIO: i/o error, fdatasync"));
  await expect(onDisk).rejects.toMatchObject({ code: "store-unavailable" });
  expect(await writes.areWorking()).toBe(false);
  await expect(writes.commit("b", () => put("b"))).rejects.toMatchObject({
    code: "store-unavailable",
  });
  expect(syncs).toHaveLength(1);
});

test("all other transactions wait for the disk themselves", () => {
  expect(readPragma(file, "synchronous")).toBe(2);
  inTransaction(file, () => put("a"));
  expect(readPragma(file, "synchronous")).toBe(2);
  expect(() =>
    inTransaction(file, () => {
      expect(readPragma(file, "synchronous")).toBe(1);
      throw new RangeError("a fault");
    }),
  ).toThrow(RangeError);
  expect(readPragma(file, "synchronous")).toBe(2);
});
