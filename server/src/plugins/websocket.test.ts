import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createFakeClock } from "../testing/fake-clock.ts";
import { ApiError } from "./errors.ts";
import { createSocketEndpoint, type ServerSocket, type SocketEndpoint } from "./websocket.ts";

const NOW = Date.UTC(2026, 0, 5, 14, 0);
const clock = createFakeClock(NOW);
let server: Server;
let endpoint: SocketEndpoint;
let opened: ServerSocket[];
let clients: WebSocket[];
let reported: unknown[];
let elapsedMs = 0;

beforeEach(async () => {
  opened = [];
  clients = [];
  reported = [];
  endpoint = createSocketEndpoint<string>(
    {
      maxFrameBytes: 100,
      tokenIn: (path) => /^\/stream\/(\w+)$/.exec(path)?.[1] ?? null,
      async authenticate(token) {
        if (token === "stranger") throw new ApiError("bad.credentials", "Nobody");
        if (token === "broken") throw new TypeError("A bug");
        return token;
      },
      termsOf: (owner) => ({
        owner,
        maxSockets: 2,
        displaced: { code: 4001, reason: "displaced" },
        expiresAt: clock.now() + 60_000,
      }),
      async open(socket, owner) {
        opened.push(socket);
        if (owner === "failing") throw new Error("Cannot serve");
      },
    },
    { clock, report: (error) => reported.push(error), monotonicNow: () => elapsedMs },
  );
  server = createServer();
  server.on("upgrade", (request, socket, head) => {
    if (!endpoint.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  for (const client of clients) client.terminate();
  endpoint.close();
  await new Promise((resolve) => server.close(resolve));
});

const connect = (path: string): WebSocket => {
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  clients.push(client);
  client.on("error", () => undefined);
  return client;
};
async function open(owner: string): Promise<{ client: WebSocket; socket: ServerSocket }> {
  const client = connect(`/stream/${owner}`);
  await once(client, "open");
  return { client, socket: opened.at(-1)! };
}
async function closing(client: WebSocket): Promise<readonly [code: number, reason: string]> {
  const [code, reason] = (await once(client, "close")) as [number, Buffer];
  return [code, reason.toString()];
}
const refusal = async (path: string): Promise<string> => {
  const [error] = (await once(connect(path), "error")) as [Error];
  return error.message;
};

test("leaves other paths to other endpoints, and reads the token without the query", async () => {
  const [error] = (await once(connect("/other"), "error")) as [Error];
  expect(error.message).toContain("hang up");
  await once(connect("/stream/mara?x=1"), "open");
  expect(endpoint.count).toBe(1);
});

test("refuses in HTTP what the protocol refuses, and reports only what is not a refusal", async () => {
  expect(await refusal("/stream/stranger")).toContain("401");
  expect(reported).toEqual([]);
  expect(await refusal("/stream/broken")).toContain("500");
  expect(reported).toEqual([new TypeError("A bug")]);
  expect(opened).toEqual([]);
});

test("closes an owner's oldest socket when there are too many, and no other owner's", async () => {
  const other = await open("tomas");
  const oldest = await open("mara");
  const displaced = closing(oldest.client);
  await open("mara");
  await open("mara");
  expect(await displaced).toEqual([4001, "displaced"]);
  expect(other.client.readyState).toBe(WebSocket.OPEN);
});

test("keeps the newest sockets of an owner, though a displaced peer has not answered", async () => {
  const oldest = await open("mara");
  // The peer does not read, so it does not answer the close frame.
  oldest.client.pause();
  const second = await open("mara");
  const displaced = closing(second.client);
  const newest = [await open("mara"), await open("mara")];
  expect(await displaced).toEqual([4001, "displaced"]);
  for (const { client } of newest) expect(client.readyState).toBe(WebSocket.OPEN);
});

test("beats at once and at each interval, until the socket is closed", async () => {
  const { client, socket } = await open("mara");
  const texts: string[] = [];
  client.on("message", (data: Buffer) => texts.push(data.toString()));
  socket.beat(() => "beat", 5_000);
  clock.advance(5_000);
  clock.advance(5_000);
  await vi.waitFor(() => expect(texts).toEqual(["beat", "beat", "beat"]));
  client.close();
  await vi.waitFor(() => expect(socket.isClosed).toBe(true));
  clock.advance(20_000);
  socket.beat(() => "late", 5_000);
  expect(texts).toHaveLength(3);
});

test("drops a peer that answers no ping, though its connection was never closed", async () => {
  const { client, socket } = await open("mara");
  const { client: silent, socket: cut } = await open("silent");
  const heard: unknown[] = [];
  client.on("message", (text) => heard.push(text));
  socket.beat(() => "beat", 5_000);
  cut.beat(() => "beat", 5_000);
  silent.pause();
  for (const beat of [1, 2, 3]) {
    elapsedMs += 10_000;
    clock.advance(5_000);
    // A beat that is read here was sent after the answer to the ping before it had arrived.
    const texts = beat + 1;
    await vi.waitFor(() => expect(heard).toHaveLength(texts));
  }
  await vi.waitFor(() => expect(cut.isClosed).toBe(true));
  expect(socket.isClosed).toBe(false);
  expect(client.readyState).toBe(WebSocket.OPEN);
});

test("a clock that is set far ahead drops nobody", async () => {
  const { client, socket } = await open("mara");
  socket.beat(() => "beat", 5_000);
  clock.advance(55_000);
  await once(client, "message");
  expect(socket.isClosed).toBe(false);
});

test("ends a socket with its token, and not before", async () => {
  const { client } = await open("mara");
  const end = closing(client);
  clock.advance(59_999);
  expect(client.readyState).toBe(WebSocket.OPEN);
  clock.advance(1);
  expect(await end).toEqual([1008, "token.expired"]);
});

test("hands on text, ignores binary frames, and closes on a frame that is too large", async () => {
  const { client, socket } = await open("mara");
  const texts: string[] = [];
  socket.onText((text) => texts.push(text));
  client.send(Buffer.from("binary"), { binary: true });
  client.send("text");
  await vi.waitFor(() => expect(texts).toEqual(["text"]));
  const end = closing(client);
  client.send("x".repeat(101));
  expect((await end)[0]).toBe(1009);
});

test("drops a peer that does not read before it costs memory", async () => {
  const { client, socket } = await open("mara");
  client.pause();
  const text = "x".repeat(200_000);
  let sent = 0;
  while (!socket.isClosed && sent < 500) {
    socket.send(text);
    sent++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(sent).toBeLessThan(500);
});

test("closes all sockets of one owner, and all sockets when the server stops", async () => {
  const mara = await open("mara");
  const tomas = await open("tomas");
  const [first, second] = [closing(mara.client), closing(tomas.client)];
  endpoint.closeAllOf("mara", { code: 1008, reason: "revoked" });
  expect(await first).toEqual([1008, "revoked"]);
  endpoint.close();
  expect(await second).toEqual([1012, "The server restarts"]);
});

test("reports a protocol that fails to serve a socket", async () => {
  await open("failing");
  await vi.waitFor(() => expect(reported).toEqual([new Error("Cannot serve")]));
});
