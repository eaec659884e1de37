import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAuditLog } from "../adapters/audit-log.ts";
import { createReadAudit, type ReadAudit } from "./read-audit.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

let folder: string;
let path: string;
let store: SqlStore;
let readings: ReadAudit;

/** As after a restart: what was only in memory is gone. */
function restart(): void {
  readings = createReadAudit({ store, audit: createAuditLog(path) });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-readings-"));
  path = join(folder, "audit.log");
  store = await openStore({ folder, syncData: syncAtOnce });
  restart();
});
afterEach(async () => {
  await readings.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const lines = (): string[] =>
  readFileSync(path, "utf8").match(/(?<="conversationId":")[^"]+/g) ?? [];
const unavailable = { code: "store-unavailable", details: { retryAfterSeconds: 5 } };

test("the first reading has a line, the second none", async () => {
  await readings.note("u-noor", ["c-1"], 1);
  await readings.note("u-noor", ["c-1"], 2);
  await readings.note("u-tomas", ["c-1"], 3);
  expect(
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { what: "read-along", userId: "u-noor", conversationId: "c-1", at: 1 },
    { what: "read-along", userId: "u-tomas", conversationId: "c-1", at: 3 },
  ]);
});

test("a list has a line for each conversation that the agent had not read, in one go", async () => {
  await readings.note("u-noor", ["c-1"], 1);
  const { add, ...log } = createAuditLog(path);
  const added: number[] = [];
  readings = createReadAudit({
    store,
    audit: { ...log, add: (...entries) => (added.push(entries.length), add(...entries)) },
  });
  await readings.note("u-noor", ["c-1", "c-2", "c-3", "c-2"], 2);
  await readings.note("u-noor", ["c-3", "c-1"], 3);
  await readings.note("u-noor", [], 4);
  expect(lines()).toEqual(["c-1", "c-2", "c-3"]);
  expect(added).toEqual([2]);
});

test("while the log cannot be written every reading is refused, and afterwards each has one line", async () => {
  mkdirSync(path);
  await expect(readings.note("u-noor", ["c-1"], 1)).rejects.toMatchObject(unavailable);
  await expect(readings.note("u-noor", ["c-1"], 2)).rejects.toMatchObject(unavailable);
  await expect(readings.note("u-noor", ["c-2"], 3)).rejects.toMatchObject(unavailable);
  rmSync(path, { recursive: true });
  // The reading of another chat brings what is owed with it.
  await readings.note("u-noor", ["c-3"], 4);
  expect(lines()).toEqual(["c-1", "c-2", "c-3"]);
  await readings.note("u-noor", ["c-1"], 5);
  expect(lines()).toEqual(["c-1", "c-2", "c-3"]);
});

test("a line that is owed is written at the next start, though nobody reads again", async () => {
  mkdirSync(path);
  await expect(readings.note("u-noor", ["c-1"], 1)).rejects.toMatchObject(unavailable);
  rmSync(path, { recursive: true });
  restart();
  await readings.catchUp();
  expect(lines()).toEqual(["c-1"]);
});

test("a crash between the line and the store's note of it does not write the line twice", async () => {
  await store.recordReadAccess("u-noor", ["c-1"], 1);
  await createAuditLog(path).add({
    what: "read-along",
    userId: "u-noor",
    conversationId: "c-1",
    at: 1,
  });
  restart();
  await readings.catchUp();
  expect(lines()).toEqual(["c-1"]);
  expect(await store.unloggedReadAccess()).toEqual([]);
});

test("a store that cannot be written refuses the reading, and repeating it writes one line", async () => {
  store.refuseWrites(true);
  await expect(readings.note("u-noor", ["c-1"], 1)).rejects.toMatchObject(unavailable);
  store.refuseWrites(false);
  const markLogged = store.markLogged;
  store.markLogged = async () => {
    store.markLogged = markLogged;
    store.refuseWrites(true);
    return markLogged([{ userId: "u-noor", conversationId: "c-1", at: 2 }]);
  };
  await expect(readings.note("u-noor", ["c-1"], 2)).rejects.toMatchObject(unavailable);
  store.refuseWrites(false);
  await readings.note("u-noor", ["c-1"], 3);
  expect(lines()).toEqual(["c-1"]);
});

test("a read that is already recorded can be repeated while the store cannot be written", async () => {
  await readings.note("u-noor", ["c-1"], 1);
  store.refuseWrites(true);
  await readings.note("u-noor", ["c-1"], 2);
  store.refuseWrites(false);
});

test("two readings at once have one line each, in turn", async () => {
  await Promise.all(
    ["c-1", "c-1", "c-2", "c-1"].map((id, index) => readings.note("u-noor", [id], index)),
  );
  expect(lines()).toEqual(["c-1", "c-2"]);
});

test("a line that a crash has torn does not swallow the one after it", async () => {
  writeFileSync(path, '{"what":"read-al');
  await readings.note("u-noor", ["c-1"], 1);
  appendFileSync(path, "");
  expect(readFileSync(path, "utf8").split("\n")[0]).toBe('{"what":"read-al');
  expect(lines()).toEqual(["c-1"]);
});
