import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOpenConnections } from "./open-connections.ts";

class FakeSocket extends EventEmitter {
  isDestroyed = false;
  destroy(): void {
    this.isDestroyed = true;
    this.emit("close");
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;
const newSocket = (): FakeSocket & Socket => new FakeSocket() as FakeSocket & Socket;

/** Whether a promise is settled after a time. */
async function settlesWithin(ms: number, promise: Promise<void>): Promise<boolean> {
  let isSettled = false;
  void promise.then(() => (isSettled = true));
  await vi.advanceTimersByTimeAsync(ms);
  return isSettled;
}

test("an idle connection is closed after a second without traffic", async () => {
  const connections = createOpenConnections();
  const socket = newSocket();
  connections.add(socket);
  const closed = connections.closeAll(null, never);
  expect(await settlesWithin(990, closed)).toBe(false);
  expect(socket.isDestroyed).toBe(false);
  expect(await settlesWithin(20, closed)).toBe(true);
  expect(socket.isDestroyed).toBe(true);
});

test("a connection with a request under way stays open until a second after the answer", async () => {
  const connections = createOpenConnections();
  const socket = newSocket();
  connections.add(socket);
  const end = connections.beginRequest(socket);
  const closed = connections.closeAll(null, never);
  expect(await settlesWithin(60_000, closed)).toBe(false);
  end();
  expect(await settlesWithin(990, closed)).toBe(false);
  expect(await settlesWithin(20, closed)).toBe(true);
});

test("an upgraded connection is no HTTP connection and is never closed as idle", async () => {
  const connections = createOpenConnections();
  const [plain, upgraded] = [newSocket(), newSocket()];
  connections.add(plain);
  connections.upgrade(upgraded);
  expect([...connections.httpSockets()]).toEqual([plain]);
  const all = connections.closeAll(null, never);
  expect(await settlesWithin(60_000, all)).toBe(false);
  expect([plain.isDestroyed, upgraded.isDestroyed]).toEqual([true, false]);
  connections.cut();
  expect(await settlesWithin(0, all)).toBe(true);
});

test("the wait for quiet lasts while clients arrive, and two seconds at most", async () => {
  const connections = createOpenConnections();
  connections.add(newSocket());
  const quiet = connections.waitForQuiet(never);
  for (let arrived = 0; arrived < 9; arrived++) {
    expect(await settlesWithin(200, quiet)).toBe(false);
    connections.add(newSocket());
  }
  expect(await settlesWithin(210, quiet)).toBe(true);
});

test("an abort ends the wait for open connections", async () => {
  const connections = createOpenConnections();
  connections.beginRequest(newSocket());
  const abort = new AbortController();
  const closed = connections.closeAll(null, abort.signal);
  expect(await settlesWithin(60_000, closed)).toBe(false);
  abort.abort();
  expect(await settlesWithin(0, closed)).toBe(true);
});
