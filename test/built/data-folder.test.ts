import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGuest, endAll, start, tryStart, type BuiltServer } from "./built-server.ts";

/* One data folder, several processes: who may have it, and who else may read it. */

let folder: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-data-"));
  data = join(folder, "data");
});
afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const boot = (): Promise<BuiltServer> => start({ PARLOR_DATA: data });

/** A start that has to fail: its exit code, and what it said. */
async function refusedStart(
  prefix: readonly string[] = [],
): Promise<{ code: number | null; said: string }> {
  const { server, ended, said } = await tryStart({ PARLOR_DATA: data }, prefix);
  expect(server).toBeNull();
  return { code: (await ended).code, said: said().trim() };
}
const inUse = {
  code: 1,
  said: expect.stringMatching(/^parlor: Another process uses the data folder \S+$/),
};

const unshare = ["unshare", "--pid", "--fork", "--kill-child"];
const canUnshare = spawnSync(unshare[0] ?? "", [...unshare.slice(1), "true"]).status === 0;

test("a second process is refused in one clear line while the first runs, however often it tries", async () => {
  const server = await boot();
  for (let attempt = 0; attempt < 2; attempt++) expect(await refusedStart()).toEqual(inUse);
  server.signal("SIGTERM");
  expect((await server.ended).code).toBe(0);
  await boot();
});

test("a process that was killed keeps nothing: the next start has the folder at once", async () => {
  const server = await boot();
  server.signal("SIGKILL");
  await server.ended;
  await boot();
});

test.skipIf(!canUnshare)(
  "a process in a namespace of its own, as in another container, is refused too (needs the right to unshare)",
  async () => {
    const { server } = await tryStart({ PARLOR_DATA: data }, unshare);
    expect(server).not.toBeNull();
    expect(await refusedStart(unshare)).toEqual(inUse);
    expect(await refusedStart()).toEqual(inUse);
    server?.signal("SIGKILL");
    await server?.ended;
    await boot();
  },
);

test("of six starts at once exactly one runs", async () => {
  const starts = await Promise.all(
    Array.from({ length: 6 }, () => tryStart({ PARLOR_DATA: data })),
  );
  expect(starts.filter(({ server }) => server !== null)).toHaveLength(1);
  for (const { server, ended, said } of starts) {
    if (server !== null) continue;
    expect({ code: (await ended).code, said: said().trim() }).toEqual(inUse);
  }
});

test("a lock of version 0.1.0 is respected while its process runs, and taken over afterwards", async () => {
  mkdirSync(data);
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  writeFileSync(join(data, "parlor.lock"), String(other.pid));
  const { code, said } = await refusedStart();
  expect(code).toBe(1);
  expect(said).toContain(`parlor.lock names process ${other.pid}, which is running`);
  const exited = once(other, "exit");
  other.kill("SIGKILL");
  await exited;
  await boot();
  expect(existsSync(join(data, "parlor.lock"))).toBe(false);
});

test("a backup can be made by another process while the server runs, and is a whole store", async () => {
  const server = await boot();
  const guest = await createGuest(server.port);
  const copy = join(folder, "copy");
  mkdirSync(copy);
  const script = `
    const Libsql = require("libsql");
    const file = new Libsql(${JSON.stringify(join(data, "parlor.db"))});
    file.exec("vacuum into " + ${JSON.stringify(`'${join(copy, "parlor.db")}'`)});
  `;
  const cwd = fileURLToPath(new URL("../../server", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { cwd });
  expect([status, stderr.toString()]).toEqual([0, ""]);
  const second = await start({ PARLOR_DATA: copy });
  // The guest's token is good there, so the key and the chat are in the copy.
  expect(await guest.history(second.port)).toEqual([]);
});

test("folder and files are their owner's alone, also when they were open before", async () => {
  mkdirSync(data);
  chmodSync(data, 0o755);
  writeFileSync(join(data, "audit.log"), "", { mode: 0o644 });
  const server = await boot();
  await createGuest(server.port);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  const modes = Object.fromEntries(
    readdirSync(data).map((name) => [name, (statSync(join(data, name)).mode & 0o777).toString(8)]),
  );
  expect(modes).toEqual({
    "audit.log": "600",
    builds: "700",
    "parlor.db": "600",
    "parlor.db-shm": "600",
    "parlor.db-wal": "600",
    "parlor.lock.db": "600",
    "parlor.made": "600",
    "parlor.sock": "600",
  });
});

test.each([
  ["emptied", "SIGTERM"],
  ["emptied", "SIGKILL"],
  ["removed", "SIGTERM"],
  ["removed", "SIGKILL"],
  ["removed with its logs", "SIGTERM"],
] as const)("a store that was %s after %s is refused, and says what to do", async (how, signal) => {
  const server = await boot();
  await createGuest(server.port);
  server.signal(signal);
  await server.ended;
  const database = join(data, "parlor.db");
  if (how === "emptied") truncateSync(database);
  else rmSync(database);
  if (how === "removed with its logs")
    for (const end of ["-wal", "-shm"]) rmSync(database + end, { force: true });
  const { code, said } = await refusedStart();
  expect(code).toBe(1);
  const state = how === "emptied" ? "empty" : "missing";
  expect(said).toMatch(
    new RegExp(
      `^parlor: \\S+parlor\\.db is ${state}, but there was a store: parlor\\.made.* beside it\\. Restore parlor\\.db from`,
    ),
  );
  rmSync(data, { recursive: true });
  await boot();
});
