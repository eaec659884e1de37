import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createS3Files } from "../../server/src/adapters/files/s3-files.ts";
import { startS3Server, type S3Server } from "../../server/src/testing/s3-server.ts";
import { png } from "../../server/src/testing/hostile-files.ts";
import { startFaultProxy, type FaultProxy } from "../faults/fault-proxy.ts";
import { endAll, start, type BuiltGuest, type BuiltServer } from "./built-server.ts";
import {
  announce,
  bodyOf,
  bytesAt,
  filesBelow,
  leave,
  messagesOf,
  openGuest,
  PATIENCE,
  put,
  sendFiles,
  stateOf,
  takeBack,
  untilState,
  type Sample,
} from "./file-calls.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/* The built server with its files in a store that speaks S3, behind a network that can fail. */

/** Goes in two parts. */
const large: Sample = {
  name: "timetable.txt",
  type: "text/plain",
  bytes: Buffer.from(randomBytes(9_000_000 / 2).toString("hex")),
};
const note: Sample = { name: "note.txt", type: "text/plain", bytes: Buffer.from("Berth 33.") };
const picture: Sample = { name: "ticket.png", type: "image/png", bytes: png(40, 30) };
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const WRITE = { method: "PUT", path: /^\/files\/parlor\// };
const READ = { method: "GET", path: /^\/files\/parlor\// };
const DELETE = { method: "DELETE", path: /^\/files\/parlor\// };

let folder: string;
let s3: S3Server;
let network: FaultProxy;
let server: BuiltServer;
let guest: BuiltGuest;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parlor-files-s3-"));
  s3 = await startS3Server();
  network = await startFaultProxy(`http://127.0.0.1:${s3.port}`);
  server = await start({
    PARLOR_DATA: folder,
    PARLOR_FILES: "s3",
    PARLOR_FILES_MIN_FREE_MB: "0",
    PARLOR_KEEP_BUILDS_DAYS: "0",
    PARLOR_RETENTION_DAYS: "30",
    PARLOR_S3_ENDPOINT: network.url,
    PARLOR_S3_BUCKET: "files",
    PARLOR_S3_REGION: "us-east-1",
    PARLOR_S3_KEY: "S3RVER",
    PARLOR_S3_SECRET: "S3RVER",
    PARLOR_S3_PREFIX: "parlor/",
    PARLOR_S3_PATH_STYLE: "1",
  });
  guest = await openGuest(server.port);
});
afterEach(async () => {
  await endAll();
  await network.close();
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The ids of the stored files, as the store itself lists them. */
async function stored(): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of createS3Files(s3.options("path", "parlor/")).list()) ids.push(id);
  return ids;
}

async function uploaded(sample: Sample, key: string): Promise<{ id: string; url?: string }> {
  const file = await announce(server.port, guest, sample, key);
  expect((await put(server.port, file, sample.bytes)).status).toBe(200);
  return untilState(server.port, guest, file.id, "ready");
}

const get = (url: string | undefined, init: RequestInit): Promise<Response> => {
  const { pathname, search } = new URL(url ?? "");
  return fetch(`http://127.0.0.1:${server.port}${pathname}${search}`, init);
};

test("a file is uploaded, sent, read in part, taken back, and erased with its chat", async () => {
  const { id } = await uploaded(large, "large");
  const shown = await uploaded(picture, "picture");
  const { id: back } = await uploaded(note, "note");
  expect((await stored()).toSorted()).toEqual([id, shown.id, back].toSorted());
  expect(await filesBelow(join(folder, "files"))).toEqual([]);
  await vi.waitFor(
    async () => expect(await filesBelow(join(folder, "files-in"))).toEqual([]),
    PATIENCE,
  );

  expect((await takeBack(server.port, guest, back)).status).toBe(204);
  expect((await stored()).toSorted()).toEqual([id, shown.id].toSorted());

  bodyOf(await sendFiles(server.port, guest, [id, shown.id], "Both", "send"));
  const [message] = await messagesOf(server.port, guest);
  const url = message?.attachments?.[0]?.url;
  expect((await bytesAt(server.port, url)).equals(large.bytes)).toBe(true);
  // Over the border of the two parts.
  const [first, last] = [8 * 1024 * 1024 - 5, 8 * 1024 * 1024 + 4];
  const part = await get(url, { headers: { range: `bytes=${first}-${last}` } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes ${first}-${last}/${large.bytes.length}`);
  expect(await part.text()).toBe(large.bytes.subarray(first, last + 1).toString());
  const head = await get(url, { method: "HEAD" });
  expect(head.headers.get("content-length")).toBe(String(large.bytes.length));

  expect((await leave(server.port, guest)).status).toBe(204);
  await server.switch("clock", { advanceMs: DAY_MS });
  await vi.waitFor(async () => expect((await get(url, {})).status).toBe(403), PATIENCE);
  expect(await stored()).toHaveLength(2);
  await server.switch("clock", { advanceMs: 30 * DAY_MS });
  await vi.waitFor(async () => {
    await server.switch("clock", { advanceMs: DAY_MS / 24 });
    expect(await stored()).toEqual([]);
  }, PATIENCE);
});

test("503 while a file is written: it is written again, and ready", async () => {
  network.next(WRITE, { kind: "answer", status: 503, body: "<Code>SlowDown</Code>" }, 2);
  const { id } = await uploaded(note, "note");
  expect(await stored()).toEqual([id]);
  const asked = network.exchanges.filter(({ request }) => request.startsWith("PUT"));
  expect(asked.map(({ status }) => status)).toEqual([503, 503, 200]);
});

test("a part that fails is sent again, and the file is whole", async () => {
  network.next({ method: "PUT", path: /partNumber=2/ }, { kind: "lose-answer" });
  const { url } = await uploaded(large, "large");
  expect((await bytesAt(server.port, url)).equals(large.bytes)).toBe(true);
});

test("a store that is away for minutes: nothing is ready meanwhile, messages go on, and the file is ready when it is back", async () => {
  network.setOffline(true);
  const file = await announce(server.port, guest, note, "note");
  expect((await put(server.port, file, note.bytes)).status).toBe(200);
  for (let minute = 0; minute < 3; minute++) {
    await server.switch("clock", { advanceMs: MINUTE_MS });
    expect((await guest.send(server.port, `minute ${minute}`)).status).toBe(200);
    expect((await stateOf(server.port, guest, file.id)).state).toBe("checking");
  }
  network.setOffline(false);
  await vi.waitFor(async () => {
    await server.switch("clock", { advanceMs: MINUTE_MS / 4 });
    expect((await stateOf(server.port, guest, file.id)).state).toBe("ready");
  }, PATIENCE);
  expect(await stored()).toEqual([file.id]);
});

test("a store that is away for too long: the file is refused, and nothing of it is left", async () => {
  network.setOffline(true);
  const file = await announce(server.port, guest, note, "note");
  expect((await put(server.port, file, note.bytes)).status).toBe(200);
  await vi.waitFor(async () => {
    await server.switch("clock", { advanceMs: MINUTE_MS / 2 });
    expect(await stateOf(server.port, guest, file.id)).toMatchObject({
      state: "refused",
      code: "service.unavailable",
    });
  }, PATIENCE);
  expect(await filesBelow(join(folder, "files-in"))).toEqual([]);
  network.setOffline(false);
  expect(await stored()).toEqual([]);
});

test("a store that is slow: the file is checked meanwhile, and messages go on", async () => {
  network.next(WRITE, { kind: "hold-answer" });
  const file = await announce(server.port, guest, note, "note");
  expect((await put(server.port, file, note.bytes)).status).toBe(200);
  await vi.waitFor(() => expect(network.exchanges.length).toBeGreaterThan(0), PATIENCE);
  expect((await guest.send(server.port, "Still here")).status).toBe(200);
  expect((await stateOf(server.port, guest, file.id)).state).toBe("checking");
  await vi.waitFor(async () => {
    // The answer may not be there yet.
    network.release();
    expect((await stateOf(server.port, guest, file.id)).state).toBe("ready");
  }, PATIENCE);
});

test("503 when a file is read: the answer says so, has no bytes, and the next one has them", async () => {
  const { url } = await uploaded(note, "note");
  network.next({ path: /^\/files\/parlor\// }, { kind: "answer", status: 503 }, 4);
  const refused = await get(url, {});
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: "service.unavailable" });
  expect((await bytesAt(server.port, url)).equals(note.bytes)).toBe(true);
});

test("a store that breaks off in the middle of a file: the client sees that bytes are missing", async () => {
  const { url } = await uploaded(large, "large");
  network.next(READ, { kind: "reset-mid-body" });
  const reply = await get(url, {});
  await expect(reply.arrayBuffer()).rejects.toThrow();
  expect((await guest.send(server.port, "Still here")).status).toBe(200);
  expect((await bytesAt(server.port, url)).equals(large.bytes)).toBe(true);
});

test("a deletion that the store refuses is tried again, though the row is gone", async () => {
  const { id } = await uploaded(note, "note");
  network.next(DELETE, { kind: "answer", status: 503 }, 8);
  expect((await takeBack(server.port, guest, id)).status).toBe(204);
  await expect(stateOf(server.port, guest, id)).rejects.toThrow("404");
  expect(await stored()).toEqual([id]);
  await vi.waitFor(async () => {
    await server.switch("clock", { advanceMs: 5 * MINUTE_MS });
    expect(await stored()).toEqual([]);
  }, PATIENCE);
});
