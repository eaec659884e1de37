import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ReadAlongEntry } from "../service/audit-log.ts";
import { createAuditLog } from "./audit-log.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-audit-"));
  path = join(folder, "audit.log");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = (conversationId: string, at: number): ReadAlongEntry => ({
  what: "read-along",
  userId: "u-noor",
  conversationId,
  at,
});
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};
const conversations = (): string[] =>
  readFileSync(path, "utf8").match(/(?<="conversationId":")[^"]+/g) ?? [];

test("a line goes when it is old and its conversation is gone, and the file stays its owner's alone", async () => {
  const audit = createAuditLog(path);
  for (const [id, at] of [
    ["gone", 1],
    ["there", 2],
    ["gone-lately", 10],
  ] as const)
    await audit.add(entry(id, at));
  await audit.drop(10, async (id) => id.startsWith("gone"));
  expect(conversations()).toEqual(["there", "gone-lately"]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a line that is added while the log is written anew is not lost", async () => {
  const audit = createAuditLog(path);
  await audit.add(entry("gone", 1));
  let added: Promise<void> = Promise.resolve();
  await audit.drop(10, async () => {
    // By now the whole file has been read.
    await turns(50);
    added = audit.add(entry("new", 20));
    await turns(50);
    return true;
  });
  await added;
  expect(conversations()).toEqual(["new"]);
});

test("a line that a crash has torn keeps no other from going", async () => {
  const audit = createAuditLog(path);
  await audit.add(entry("gone", 1));
  appendFileSync(path, '{"what":"read-al\n');
  await audit.drop(10, async () => true);
  expect(readFileSync(path, "utf8")).toBe('{"what":"read-al\n');
});

test("a log that nobody has written yet is no trouble", async () => {
  await expect(createAuditLog(path).drop(10, async () => true)).resolves.toBeUndefined();
});

test("a rewriting that fails half way loses no line, and leaves nothing beside the log", async () => {
  const audit = createAuditLog(path);
  await audit.add(entry("gone", 1), entry("there", 2), entry("gone-too", 3));
  const before = readFileSync(path, "utf8");
  const failing = audit.drop(10, async (id) => {
    if (id === "gone-too") throw new Error("The store cannot be read");
    return id === "gone";
  });
  await expect(failing).rejects.toThrow("The store cannot be read");
  expect(readFileSync(path, "utf8")).toBe(before);
  expect(readdirSync(folder)).toEqual(["audit.log"]);
  await audit.drop(10, async (id) => id.startsWith("gone"));
  expect(conversations()).toEqual(["there"]);
});

test("separators of Unicode inside a line do not break it in two", async () => {
  const audit = createAuditLog(path);
  const odd = { ...entry("there", 2), userId: "a\u2028b\u2029c\u0085d" };
  await audit.add(entry("gone", 1), odd);
  await audit.drop(10, async (id) => id === "gone");
  expect(await audit.missing([odd])).toEqual([]);
  expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify(odd)}\n`);
});
