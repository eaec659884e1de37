import { once } from "node:events";
import { connect } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  call,
  createGuest,
  endAll,
  start,
  type Answer,
  type BuiltGuest,
  type BuiltServer,
} from "./built-server.ts";

/* How the server as a process ends: told to, told twice, and killed; always under load. */

let folder: string;
let sockets: WebSocket[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-stopping-"));
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const boot = (env: Readonly<Record<string, string>> = {}): Promise<BuiltServer> =>
  start({ PARLOR_DATA: join(folder, "data"), ...env });

async function attach(guest: BuiltGuest): Promise<WebSocket> {
  const socket = new WebSocket(guest.stream);
  sockets.push(socket);
  socket.on("error", () => undefined);
  await once(socket, "message");
  return socket;
}

async function talkingGuests(port: number, count: number): Promise<BuiltGuest[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const guest = await createGuest(port);
      await attach(guest);
      return guest;
    }),
  );
}

interface Sent {
  readonly acknowledged: string[];
  readonly refusals: Answer[];
  readonly errors: string[];
  readonly inDoubt: string[];
}

/**
 * Sends messages one after the other, over one connection while it is kept alive, until a request
 * fails. Ignores Retry-After.
 */
async function sendOn(
  guest: BuiltGuest,
  port: number,
  name: string,
  onSent: () => void,
): Promise<Sent> {
  const sent: Sent = { acknowledged: [], refusals: [], errors: [], inDoubt: [] };
  for (let index = 0; sent.errors.length === 0; index++) {
    const body = `${name} ${index}`;
    try {
      const answer = await guest.send(port, body, body);
      if (answer.status === 503) sent.refusals.push(answer);
      else if (answer.status === 200) sent.acknowledged.push(body);
      else if (answer.status !== 429) throw new Error(`An answer ${answer.status}`);
      onSent();
    } catch (error) {
      const { code, isKept } = error as NodeJS.ErrnoException & { readonly isKept?: boolean };
      // The system resets connections that wait for a server which accepts none any more.
      const isUnaccepted = code === "ECONNRESET" && isKept === false && sent.refusals.length > 0;
      sent.errors.push(isUnaccepted ? "ECONNREFUSED" : (code ?? String(error)));
      sent.inDoubt.push(body);
    }
  }
  return sent;
}

/** All guests at once, and after so many answers something else. */
async function loadUntil(
  guests: readonly BuiltGuest[],
  port: number,
  name: string,
  count: number,
  then: () => void,
): Promise<(readonly [BuiltGuest, Sent])[]> {
  let total = 0;
  return Promise.all(
    guests.map(async (guest) => {
      const sent = await sendOn(guest, port, name, () => {
        if (++total === count) then();
      });
      return [guest, sent] as const;
    }),
  );
}

test("SIGTERM under load: every request is answered or turned away, and all that is acknowledged is kept", async () => {
  const server = await boot();
  const guests = await talkingGuests(server.port, 30);
  const closed = sockets.map((socket) => once(socket, "close"));
  const sent = await loadUntil(guests, server.port, "m", 150, () => server.signal("SIGTERM"));
  expect(await server.ended).toEqual({ code: 0, signal: null });
  for (const [code] of await Promise.all(closed)) expect(code).toBe(1012);
  // A connection that is refused was never a request.
  const errors = sent.flatMap(([, { errors: codes }]) => codes);
  expect(errors.filter((code) => code !== "ECONNREFUSED")).toEqual([]);
  const refusals = sent.flatMap(([, one]) => one.refusals);
  expect(refusals.length).toBeGreaterThan(0);
  for (const { headers, body } of refusals) {
    expect(headers).toMatchObject({ connection: "close", "retry-after": "5" });
    expect(body).toMatchObject({ code: "service.unavailable", status: 503 });
  }
  const { port } = await boot();
  for (const [guest, { acknowledged }] of sent)
    expect(await guest.history(port)).toEqual(acknowledged);
});

const isReady = async (port: number): Promise<number> =>
  (await call(port, "GET", "/readyz")).status;

/**
 * Starts to send a guest's message. Resolves once the server is handling it, which takes `delayMs`.
 */
async function sendSlowly(
  server: BuiltServer,
  guest: BuiltGuest,
  delayMs: number,
): Promise<{ readonly answer: Promise<Answer> }> {
  // The connection is there before, so that the slow request is written at once.
  expect((await guest.send(server.port, "first", "k-1")).status).toBe(200);
  await server.switch("operations", {
    operationId: "postWebchatGuestConversationMemberMessages",
    delayMs,
  });
  const answer = guest.send(server.port, "under way", "k-2");
  answer.catch(() => undefined);
  // The server has read the slow request by the time that it answers these.
  for (let turn = 0; turn < 3; turn++) expect(await isReady(server.port)).toBe(200);
  return { answer };
}

test("while it drains: what is under way ends well, the rest is turned away, and idle connections go first", async () => {
  const server = await boot();
  const guest = await createGuest(server.port);
  const streamClosed = once(await attach(guest), "close");
  const idle = connect(server.port, "127.0.0.1");
  idle.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(idle, "data");
  const order: string[] = [];
  idle.once("close", () => order.push("idle"));
  const slow = await sendSlowly(server, guest, 4_000);
  const answered = slow.answer.finally(() => order.push("answer"));
  server.signal("SIGTERM");
  await vi.waitFor(async () => expect(await isReady(server.port)).toBe(503));
  expect((await call(server.port, "GET", "/healthz")).status).toBe(200);
  const refused = await call(server.port, "POST", "/api/v2/webchat/guest/conversations", {
    body: {},
    headers: { origin: "https://site.example" },
  });
  expect(refused).toMatchObject({
    status: 503,
    headers: {
      "retry-after": "5",
      connection: "close",
      "access-control-allow-origin": "https://site.example",
    },
    body: { code: "service.unavailable" },
  });
  const late = new WebSocket(guest.stream);
  sockets.push(late);
  late.on("error", () => undefined);
  const [, reply] = (await once(late, "unexpected-response")) as [unknown, { statusCode: number }];
  expect(reply.statusCode).toBe(503);
  expect(await answered).toMatchObject({ status: 200, headers: { connection: "close" } });
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(order).toEqual(["idle", "answer"]);
  expect((await streamClosed)[0]).toBe(1012);
  const { port } = await boot();
  expect(await guest.history(port)).toEqual(["first", "under way"]);
});

test("a body that drips holds the stop no longer than the drain", async () => {
  const server = await boot({ PARLOR_DRAIN_SECONDS: "1" });
  const drip = connect(server.port, "127.0.0.1");
  drip.on("error", () => undefined);
  drip.write("POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n");
  drip.write("Content-Type: application/json\r\n\r\n");
  const dripping = setInterval(() => drip.write(" "), 50);
  const cut = once(drip, "close");
  for (let turn = 0; turn < 3; turn++) expect(await isReady(server.port)).toBe(200);
  const toldAt = performance.now();
  server.signal("SIGTERM");
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - toldAt).toBeLessThan(4_000);
  await cut;
  clearInterval(dripping);
});

test.each(["SIGTERM", "SIGINT"] as const)("a second %s ends the wait at once", async (signal) => {
  const server = await boot({ PARLOR_DRAIN_SECONDS: "300" });
  const guest = await createGuest(server.port);
  await attach(guest);
  const { answer } = await sendSlowly(server, guest, 60_000);
  server.signal(signal);
  await vi.waitFor(async () => expect(await isReady(server.port)).toBe(503));
  server.signal(signal);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  await expect(answer).rejects.toThrow();
  // The server has not stored the message that it did not acknowledge.
  const { port } = await boot();
  expect(await guest.history(port)).toEqual(["first"]);
});

test("with nothing under way it stops at once, though streams are open and never answer", async () => {
  const server = await boot({ PARLOR_DRAIN_SECONDS: "300" });
  const guest = await createGuest(server.port);
  const stream = await attach(guest);
  stream.pause();
  const toldAt = performance.now();
  server.signal("SIGTERM");
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - toldAt).toBeLessThan(5_000);
});
