import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { call, createGuest, endAll, start, tryStart, type Answer } from "./built-server.ts";

/*
 * A disk that is really full: an in-memory file system of 8 MB. It needs the right to mount. A
 * started server takes about 2 MB, half of it copies of the widget's chunks.
 */

const folder = mkdtempSync(join(tmpdir(), "parlor-disk-"));
const isMounted =
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder]).status === 0;
const filler = join(folder, "filler");
const data = join(folder, "data");

afterAll(() => {
  if (isMounted) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});

function fillDisk(): void {
  for (const size of [1_000_000, 100_000, 4_096, 512, 1]) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    }
  }
}

describe.skipIf(!isMounted)("with a full disk (needs the right to mount a file system)", () => {
  beforeAll(() => expect(isMounted).toBe(true));
  afterEach(async () => {
    await endAll();
    for (const name of readdirSync(folder))
      rmSync(join(folder, name), { recursive: true, force: true });
  });

  test("writes are 503 with a time to come back, reading and streams go on, readiness says so, it recovers by itself, and it stops well", async () => {
    const server = await start({ PARLOR_DATA: data });
    const { port } = server;
    const guest = await createGuest(port);
    const streams: WebSocket[] = [];
    const attach = async (): Promise<WebSocket> => {
      const socket = new WebSocket(guest.stream);
      streams.push(socket);
      await once(socket, "message");
      return socket;
    };
    const stream = await attach();
    const kept = ["before"];
    expect((await guest.send(port, "before", "before")).status).toBe(200);

    fillDisk();
    // The space that is already allocated still takes some messages.
    let refused: Answer | null = null;
    for (let index = 0; refused === null; index++) {
      const body = `full ${index} ${"x".repeat(2_000)}`;
      const answer = await guest.send(port, body, String(index));
      if (answer.status === 200) kept.push(body);
      else if (answer.status !== 429) refused = answer;
    }
    expect(refused).toMatchObject({
      status: 503,
      headers: { "retry-after": "5" },
      body: { code: "service.unavailable", status: 503 },
    });
    expect((await call(port, "GET", "/readyz")).status).toBe(503);
    expect((await call(port, "GET", "/healthz")).status).toBe(200);
    expect(await guest.history(port)).toEqual(kept);
    // The open stream goes on, and another one can be attached.
    await once(stream, "message");
    await attach();

    unlinkSync(filler);
    await vi.waitFor(async () => expect((await call(port, "GET", "/readyz")).status).toBe(200));
    expect((await guest.send(port, "after", "after")).status).toBe(200);
    kept.push("after");

    fillDisk();
    const closed = once(stream, "close");
    server.signal("SIGTERM");
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect((await closed)[0]).toBe(1012);

    const again = await start({ PARLOR_DATA: data });
    expect(await guest.history(again.port)).toEqual(kept);
    unlinkSync(filler);
    for (const one of streams) one.terminate();
  });

  test("a first start that finds no room is refused with the reason, and the next one with room works", async () => {
    fillDisk();
    const { server, ended, said } = await tryStart({ PARLOR_DATA: data });
    expect(server).toBeNull();
    expect((await ended).code).toBe(1);
    expect(said()).toMatch(/^parlor: .*\n$/);
    unlinkSync(filler);
    const { port } = await start({ PARLOR_DATA: data });
    expect((await call(port, "GET", "/readyz")).status).toBe(200);
  });
});
