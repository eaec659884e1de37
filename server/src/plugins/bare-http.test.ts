import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { errorIn, openRaw, upgradeRequest, type RawClient } from "../testing/raw-client.ts";
import { createBareServer } from "./bare-http.ts";
import { createTrust, type TrustedProxies } from "./client-address.ts";
import { createConnections } from "./connections.ts";
import { acceptUpgrades, type UpgradeHandler } from "./upgrades.ts";

/* The server beneath Fastify: connections, raw sockets, and requests that never become one. */

let server: Server | null = null;
const clients: RawClient[] = [];
const reported: unknown[] = [];

afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.destroy();
  reported.splice(0);
  const closing = server;
  server = null;
  closing?.closeAllConnections();
  await new Promise((resolve) => (closing === null ? resolve(null) : closing.close(resolve)));
});

/** Starts a server that answers "yes" to every request. @returns its port */
async function start(
  options: {
    readonly all?: number;
    readonly each?: number;
    readonly trusted?: TrustedProxies;
    readonly requestSeconds?: number;
    readonly handlers?: readonly UpgradeHandler[];
    readonly upgradeMs?: number;
  } = {},
): Promise<number> {
  const trust = createTrust(options.trusted ?? 0);
  const connections = createConnections({
    trust,
    maxConnections: options.all ?? 1_000,
    maxConnectionsPerAddress: options.each ?? 1_000,
  });
  const timeouts = {
    requestSeconds: options.requestSeconds ?? 30,
    connectionSeconds: 90,
    keepAliveSeconds: 72,
  };
  server = createBareServer(
    (request, response) => void request.resume().on("end", () => response.end("yes")),
    { timeouts, connections },
  );
  acceptUpgrades(server, {
    handlers: options.handlers ?? [],
    connections,
    trust,
    report: (error) => reported.push(error),
    ...(options.upgradeMs !== undefined && { timeoutMs: options.upgradeMs }),
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function open(port: number, bytes = ""): Promise<RawClient> {
  const client = await openRaw(port, bytes);
  clients.push(client);
  return client;
}
const countOpen = (): Promise<number> =>
  new Promise((resolve, reject) => {
    server?.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
const allGone = (): Promise<void> =>
  vi.waitFor(async () => expect(await countOpen()).toBe(0), { timeout: 5_000, interval: 20 });
const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const comes = (client: RawClient, text: string): Promise<void> =>
  vi.waitFor(() => expect(client.text()).toContain(text), { timeout: 5_000, interval: 10 });
const answered = (client: RawClient): Promise<void> => comes(client, "yes");
/** Tries anew until an answer begins like this. */
const untilAnswered = (port: number, bytes: string, start: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const client = await open(port, bytes);
      await Promise.race([once(client.socket, "data"), client.ended()]);
      expect(client.text()).toContain(start);
    },
    { timeout: 5_000, interval: 20 },
  );
/** Takes every upgrade, and reads on as a websocket does. */
const taken: UpgradeHandler = {
  upgrade(_, socket) {
    socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    socket.resume();
    socket.on("end", () => socket.destroy());
    return true;
  },
};

describe("upgrades", () => {
  test("a reset right after an upgrade to nobody's path ends nothing but itself", async () => {
    const port = await start();
    for (let n = 0; n < 50; n++) {
      const { socket } = await open(port, upgradeRequest("/nope"));
      socket.resetAndDestroy();
    }
    await allGone();
    await answered(await open(port, GET));
  });

  test("a refusal is an ErrorBody, and the socket goes though the client sends on and never closes", async () => {
    const port = await start();
    const client = await open(port, upgradeRequest("/nope"));
    client.socket.write("five!");
    const answer = await client.ended();
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(answer).toContain("X-Content-Type-Options: nosniff");
    expect(errorIn(answer)).toMatchObject({ code: "not.found", status: 404 });
    await allGone();
  });

  test("a refused client that holds its end open and reads nothing is cut", async () => {
    const port = await start();
    const client = await openRaw(port, upgradeRequest("/nope"), { holdsOpen: true });
    clients.push(client);
    client.socket.pause();
    await allGone();
  });

  test("an upgrade that a handler never finishes is refused after a time-out", async () => {
    const port = await start({ handlers: [{ upgrade: () => true }], upgradeMs: 50 });
    const client = await open(port, upgradeRequest("/slow"));
    expect(await client.ended()).toMatch(/^HTTP\/1\.1 503 /);
    await allGone();
  });

  test("an upgrade that was answered in time is left alone", async () => {
    let raw: Duplex | undefined;
    const fast: UpgradeHandler = {
      upgrade(request, socket, head) {
        if (request.url !== "/fast") return true;
        raw = socket;
        return taken.upgrade(request, socket, head);
      },
    };
    const port = await start({ handlers: [fast], upgradeMs: 50 });
    await comes(await open(port, upgradeRequest("/fast")), "101");
    // By the time that this one, which came later, is refused, the first one's time is over.
    await (await open(port, upgradeRequest("/slow"))).ended();
    expect(raw?.destroyed).toBe(false);
  });

  test("a handler that throws is a 500, and is reported", async () => {
    const upgrade = (): boolean => {
      throw new Error("broken");
    };
    const port = await start({ handlers: [{ upgrade }] });
    const client = await open(port, upgradeRequest("/broken"));
    expect(errorIn(await client.ended())).toMatchObject({ code: "internal.server.error" });
    expect(reported).toEqual([new Error("broken")]);
  });
});

describe("connections", () => {
  test("one address has so many, and another one when it has closed one", async () => {
    const port = await start({ each: 2 });
    const [first] = [await open(port), await open(port)];
    const refused = await (await open(port)).ended();
    expect(refused).toMatch(/^HTTP\/1\.1 429 .*Retry-After: 5/s);
    expect(errorIn(refused)).toMatchObject({ code: "too.many.requests.retry.after" });
    first?.socket.destroy();
    await untilAnswered(port, GET, "yes");
  });

  test("websockets and silent connections count like any other", async () => {
    const port = await start({ each: 2, handlers: [taken] });
    await open(port);
    await open(port, upgradeRequest("/stream"));
    expect(await (await open(port, GET)).ended()).toMatch(/^HTTP\/1\.1 429 /);
  });

  test("past the limit in all everybody gets a 503, and a refusal never reaches a handler", async () => {
    const port = await start({ all: 3 });
    for (let n = 0; n < 3; n++) await open(port);
    const refused = await (await open(port, GET)).ended();
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).not.toContain("yes");
  });

  test("more refusals than can be told are closed at once, and the server recovers", async () => {
    const port = await start({ all: 1 });
    const holder = await open(port);
    const turnedAway = await Promise.all(
      Array.from({ length: 200 }, () => openRaw(port, GET).catch(() => null)),
    );
    clients.push(...turnedAway.filter((one) => one !== null));
    expect(await countOpen()).toBeLessThanOrEqual(51);
    holder.socket.destroy();
    for (const one of turnedAway) one?.socket.destroy();
    await allGone();
    await answered(await open(port, GET));
  });

  test("a trusted proxy has no limit of its own; the visitors behind it have", async () => {
    const port = await start({ each: 2, trusted: 1, handlers: [taken] });
    const stream = (from: string): Promise<RawClient> =>
      open(port, upgradeRequest("/stream", [`X-Forwarded-For: 6.6.6.6, ${from}`]));
    for (let n = 0; n < 10; n++) await open(port);
    const [first] = [await stream("1.1.1.1"), await stream("1.1.1.1")];
    await comes(await stream("1.1.1.1"), "HTTP/1.1 429");
    await comes(await stream("2.2.2.2"), "HTTP/1.1 101");
    first?.socket.destroy();
    const again = upgradeRequest("/stream", ["X-Forwarded-For: 1.1.1.1"]);
    await untilAnswered(port, again, "HTTP/1.1 101");
  });
});

describe("requests that never become one are ErrorBodies", () => {
  test.each([
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400, "bad.request"],
    ["no HTTP", "hello\r\n\r\n", 400, "bad.request"],
    ["an unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method.not.allowed"],
    ["a proxy's method", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method.not.allowed"],
    [
      "too long headers",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
      431,
      "request.header.fields.too.large",
    ],
    [
      "an unknown expectation",
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n",
      417,
      "expectation.failed",
    ],
    [
      "a length that is none",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
      400,
      "bad.request",
    ],
  ])("%s", async (_, bytes, status, code) => {
    const port = await start();
    const answer = await (await open(port, bytes)).ended();
    expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
    const { contextId, ...body } = errorIn(
      // Node sends an answer of its own server in one chunk.
      answer.replace(/\r\n\r\n[0-9a-f]+\r\n(.*)\r\n0\r\n\r\n$/s, "\r\n\r\n$1"),
    );
    expect(body).toMatchObject({ status, code });
    expect(answer).toContain(`inin-correlation-id: ${contextId}`);
    await allGone();
  });

  test("a connection that was used before gets its refusal, too", async () => {
    const port = await start();
    const client = await open(port, GET);
    await answered(client);
    client.socket.write("hello\r\n\r\n");
    expect(await client.ended()).toMatch(/yes.*HTTP\/1\.1 400 .*bad\.request/s);
  });

  test("100-continue is answered as always", async () => {
    const port = await start();
    const head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    const client = await open(port, head);
    await vi.waitFor(() => expect(client.text()).toContain("100 Continue"));
    client.socket.write("{}");
    await answered(client);
  });

  test("a body that drips is cut after the time for a whole request, with a 408", async () => {
    const port = await start({ requestSeconds: 1 });
    const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
    const client = await open(port, head);
    const drip = setInterval(() => client.socket.write("x"), 100);
    try {
      const answer = await client.ended();
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(errorIn(answer)).toMatchObject({ code: "client.timeout" });
      await allGone();
    } finally {
      clearInterval(drip);
    }
  });

  test("a connection that says nothing is cut after the time for its headers", async () => {
    const port = await start({ requestSeconds: 1 });
    expect(await (await open(port)).ended()).toMatch(/^HTTP\/1\.1 408 /);
    await allGone();
  });
});
