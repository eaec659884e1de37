import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./store-lock.ts";

/* Locks between processes are tested with the built server: test/built/data-folder.test.ts. */

let folder: string;
const pidFile = (): string => join(folder, "parlor.lock");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("one holder at a time, and it leaves nothing but the file itself", () => {
  const unlock = takeLock(folder);
  expect(() => takeLock(folder)).toThrow("Another process uses the data folder");
  // The refused one has closed the same file, which must not let the lock go.
  expect(() => takeLock(folder)).toThrow("Another process uses the data folder");
  expect(readdirSync(folder)).toEqual(["parlor.lock.db"]);
  unlock();
  takeLock(folder)();
  expect(readdirSync(folder)).toEqual(["parlor.lock.db"]);
});

test("the process id that version 0.1.0 kept is respected while its process runs, and then removed", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  writeFileSync(pidFile(), String(other.pid));
  expect(() => takeLock(folder)).toThrow(
    `parlor.lock names process ${other.pid}, which is running`,
  );
  expect(existsSync(pidFile())).toBe(true);
  const exited = once(other, "exit");
  other.kill("SIGKILL");
  await exited;
  takeLock(folder)();
  expect(existsSync(pidFile())).toBe(false);
});

test.each(["own id", "", "no number", "-1", "0", "1.5"])(
  "a process id that is nobody else's (%s) is removed",
  (text) => {
    writeFileSync(pidFile(), text === "own id" ? String(process.pid) : text);
    takeLock(folder)();
    expect(existsSync(pidFile())).toBe(false);
  },
);
