import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAuditLog } from "../audit-log.ts";
import { closeFilesToOthers, prepareFolder } from "./data-folder.ts";
import { openStore, type SqlStore } from "./open-store.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "parlor-folder-")), "data");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

async function fill(store: SqlStore): Promise<void> {
  for (let index = 0; index < 25; index++)
    await store.setSetting(`setting-${index}`, "x".repeat(16_000));
}

/**
 * Makes a closed store. It is a copy, because this process may still have handles on the original's
 * files.
 */
async function makeStore(): Promise<void> {
  const made = join(folder, "..", "made");
  const store = await openStore({ folder: made });
  await fill(store);
  await store.close();
  cpSync(made, folder, { recursive: true });
}

describe("permissions", () => {
  const openModes = async (): Promise<Record<string, number>> => {
    const store = await openStore({ folder });
    await fill(store);
    await createAuditLog(at("audit.log")).add({
      what: "read-along",
      userId: "u",
      conversationId: "c",
      at: 1,
    });
    const modes = Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(at(name))]));
    await store.close();
    return { folder: modeOf(folder), ...modes };
  };
  const closed = {
    folder: 0o700,
    "parlor.db": 0o600,
    "parlor.db-wal": 0o600,
    "parlor.db-shm": 0o600,
    "parlor.lock.db": 0o600,
    "parlor.made": 0o600,
    "audit.log": 0o600,
  };

  test("folder and files are their owner's alone, whatever the umask", async () => {
    const umask = process.umask(0);
    try {
      expect(await openModes()).toEqual(closed);
    } finally {
      process.umask(umask);
    }
  });

  test("a folder that was there before is closed to others, with all that is in it", async () => {
    await makeStore();
    for (const name of ["audit.log", "audit.log.new", "parlor.db-wal"]) writeFileSync(at(name), "");
    chmodSync(folder, 0o755);
    for (const name of readdirSync(folder)) chmodSync(at(name), 0o644);
    expect(await openModes()).toEqual({ ...closed, "audit.log.new": 0o600 });
  });

  test("a folder that all users share is left as it is, and told", async () => {
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    const warnings: string[] = [];
    const store = await openStore({ folder, warn: (text) => warnings.push(text) });
    await store.close();
    expect(statSync(folder).mode & 0o7777).toBe(0o1777);
    expect(warnings).toEqual([expect.stringContaining("shared by all users")]);
    expect(modeOf(at("parlor.db"))).toBe(0o600);
  });
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)("a data folder of another user (needs root, to become one)", () => {
  const NOBODY = 65_534;
  const asNobody = (work: () => void): void => {
    process.seteuid?.(NOBODY);
    try {
      work();
    } finally {
      process.seteuid?.(0);
    }
  };

  test("a file that is open to others is refused, and one that is closed is not", () => {
    chmodSync(join(folder, ".."), 0o755);
    mkdirSync(folder);
    writeFileSync(at("audit.log"), "{}", { mode: 0o644 });
    asNobody(() => {
      expect(() => closeFilesToOthers(folder)).toThrow(
        expect.objectContaining({
          code: "store-unwritable",
          message: expect.stringMatching(/audit\.log is open to others .* set its mode to 600/),
        }),
      );
    });
    chmodSync(at("audit.log"), 0o600);
    asNobody(() => closeFilesToOthers(folder));
  });

  test("a folder that is open to others is told, and used", () => {
    chmodSync(join(folder, ".."), 0o755);
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const warnings: string[] = [];
    asNobody(() => prepareFolder(folder, (text) => warnings.push(text)));
    expect(warnings).toEqual([expect.stringContaining("is open to others and cannot be closed")]);
  });
});

describe("a database that was lost", () => {
  const refusal = (state: string, beside: string): object => ({
    name: "StoreError",
    code: "store-damaged",
    message: expect.stringMatching(
      new RegExp(
        `parlor\\.db is ${state}, but there was a store: .*${beside}.* beside it.*Restore.*or move .*${beside}.* away`,
      ),
    ),
  });

  test.each([
    ["empty", () => truncateSync(at("parlor.db"))],
    ["missing", () => unlinkSync(at("parlor.db"))],
  ])("is not begun anew when it is %s and the audit log is not", async (state, lose) => {
    await makeStore();
    writeFileSync(at("audit.log"), "{}\n");
    lose();
    await expect(openStore({ folder })).rejects.toMatchObject(refusal(state, "audit\\.log"));
    expect(existsSync(at("parlor.db")) ? statSync(at("parlor.db")).size : 0).toBe(0);
    // Doing what the message says helps.
    for (const name of ["audit.log", "parlor.made", "parlor.db-wal", "parlor.db-shm"])
      rmSync(at(name), { force: true });
    await (await openStore({ folder })).close();
  });

  test.each(["empty", "missing"])(
    "is not begun anew when it is %s and the write-ahead log is not",
    async (state) => {
      const store = await openStore({ folder });
      await fill(store);
      copyFileSync(at("parlor.db-wal"), join(folder, "..", "wal"));
      await store.close();
      copyFileSync(join(folder, "..", "wal"), at("parlor.db-wal"));
      if (state === "empty") truncateSync(at("parlor.db"));
      else unlinkSync(at("parlor.db"));
      await expect(openStore({ folder })).rejects.toMatchObject(refusal(state, "parlor\\.db-wal"));
      expect(statSync(at("parlor.db-wal")).size).toBeGreaterThan(0);
    },
  );

  test.each(["parlor.made", "parlor.db-wal", "parlor.db-shm"])(
    "is not begun anew when an empty %s is all that is left of it",
    async (left) => {
      await makeStore();
      for (const name of readdirSync(folder))
        if (name !== left && name !== "parlor.lock.db") unlinkSync(at(name));
      writeFileSync(at(left), "");
      await expect(openStore({ folder })).rejects.toMatchObject(refusal("missing", left));
      expect(existsSync(at("parlor.db"))).toBe(false);
      rmSync(folder, { recursive: true });
      await (await openStore({ folder })).close();
    },
  );

  test("is a new one where only the lock of a start that failed is left", async () => {
    mkdirSync(folder);
    writeFileSync(at("parlor.lock.db"), "");
    await (await openStore({ folder })).close();
    expect(existsSync(at("parlor.made"))).toBe(true);
  });

  test("of an earlier version is noted at its next start", async () => {
    await makeStore();
    unlinkSync(at("parlor.made"));
    await (await openStore({ folder })).close();
    expect(existsSync(at("parlor.made"))).toBe(true);
  });

  test("is a new one when nothing belongs to it, and an empty file is told", async () => {
    mkdirSync(folder);
    writeFileSync(at("parlor.db"), "");
    writeFileSync(at("audit.log"), "");
    const warnings: string[] = [];
    await (await openStore({ folder, warn: (text) => warnings.push(text) })).close();
    expect(warnings).toEqual([expect.stringContaining("is empty. It becomes a new store.")]);
  });
});

describe("a damaged database is refused with a reason", () => {
  const spoil = (offset: number, length: number): void => {
    const file = openSync(at("parlor.db"), "r+");
    writeSync(file, Buffer.alloc(length, 0xa5), 0, length, offset);
    closeSync(file);
  };
  test.each([
    ["garbage in its middle", () => spoil(statSync(at("parlor.db")).size / 2, 20_000)],
    ["garbage on its second page", () => spoil(4_096, 4_096)],
    ["a broken header", () => spoil(0, 100)],
    ["half of it", () => truncateSync(at("parlor.db"), statSync(at("parlor.db")).size / 2)],
    ["a text file", () => writeFileSync(at("parlor.db"), "This is no database.\n".repeat(500))],
  ])("%s", async (_, damage) => {
    await makeStore();
    const { size } = statSync(at("parlor.db"));
    expect(size).toBeGreaterThan(200_000);
    damage();
    const error: unknown = await openStore({ folder }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "StoreError",
      code: expect.stringMatching(/^store-(damaged|unreadable)$/),
      message: expect.stringContaining(folder),
    });
    // The lock is let go, so that the restored file can be opened by the same process.
    copyFileSync(join(folder, "..", "made", "parlor.db"), at("parlor.db"));
    await (await openStore({ folder })).close();
  });
});
