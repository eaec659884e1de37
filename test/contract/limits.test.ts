import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { defaultLimits } from "../../server/src/plugins/limits.ts";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/*
 * Limits on what one guest, one agent and one password guesser may use, and that others do not
 * notice them.
 */

const base = "/api/v2/webchat/guest/conversations";
let server: TestServer;
afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly retryAfter: number;
}

async function ask(
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const reply = await fetch(server.url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const json = (text === "" ? undefined : JSON.parse(text)) as Record<string, unknown>;
  checkReply(`${method} ${path}`, reply.status, json);
  return { status: reply.status, body: json, retryAfter: Number(reply.headers.get("retry-after")) };
}

interface Guest {
  readonly id: string;
  readonly jwt: string;
  readonly uri: string;
  readonly own: string;
  readonly socket: WebSocket;
}

async function createChat(more: object = {}): Promise<Omit<Guest, "socket">> {
  const { body, status } = await ask("POST", base, null, {
    organizationId: lanternLine.id,
    deploymentId: lanternLine.deployments[0]?.id,
    routingTarget: { targetType: "QUEUE", targetAddress: "Bookings", ...more },
    memberInfo: { displayName: "Mara" },
  });
  expect(status).toBe(200);
  const { id, jwt, eventStreamUri: uri } = body as Record<string, string>;
  const own = (body["member"] as { id: string }).id;
  return { id, jwt, uri, own } as Omit<Guest, "socket">;
}

async function newGuest(): Promise<Guest> {
  const chat = await createChat();
  const socket = new WebSocket(chat.uri);
  socket.on("error", () => undefined);
  await once(socket, "message");
  return { ...chat, socket };
}

const member = ({ id, own }: Guest): string => `${base}/${id}/members/${own}`;
const send = (guest: Guest, body = "Hello"): Promise<Answer> =>
  ask("POST", `${member(guest)}/messages`, guest.jwt, { body });
const type = (guest: Guest): Promise<Answer> => ask("POST", `${member(guest)}/typing`, guest.jwt);
const read = (guest: Guest): Promise<Answer> => ask("GET", member(guest), guest.jwt);

async function statuses(times: number, act: () => Promise<Answer>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) all.push((await act()).status);
  return all;
}
const countOf = (all: readonly number[], status: number): number =>
  all.filter((one) => one === status).length;

describe("a guest", () => {
  test("sends 60 messages a minute, 15 of them at once, and is told when to come again", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({}, { clock });
    const guest = await newGuest();
    expect(await statuses(15, () => send(guest))).toEqual(Array.from({ length: 15 }, () => 200));
    const refused = await send(guest);
    expect(refused).toMatchObject({
      status: 429,
      retryAfter: 1,
      body: { code: "too.many.requests.retry.after", messageParams: { retryAfter: "1" } },
    });
    clock.advance(1_000);
    expect(await statuses(2, () => send(guest))).toEqual([200, 429]);
    clock.advance(60_000);
    expect(countOf(await statuses(20, () => send(guest)), 200)).toBe(15);
  });

  test("a refused message is not stored, and the same key sends it later", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({ messagesPerMinute: 4 }, { clock });
    const guest = await newGuest();
    const keyed = (key: string): Promise<Answer> =>
      ask(
        "POST",
        `${member(guest)}/messages`,
        guest.jwt,
        { body: key },
        { "idempotency-key": key },
      );
    expect((await keyed("one")).status).toBe(200);
    expect((await keyed("two")).status).toBe(429);
    clock.advance(15_000);
    const sent = await keyed("two");
    expect(sent.status).toBe(200);
    clock.advance(15_000);
    // The repetition of what was acknowledged is the first answer again.
    expect((await keyed("two")).body["id"]).toBe(sent.body["id"]);
    const { body } = await ask("GET", `${base}/${guest.id}/messages`, guest.jwt);
    const own = (body["entities"] as { body: string; sender: { id: string } }[]).filter(
      (message) => message.sender.id === guest.own,
    );
    expect(own.map((message) => message.body)).toEqual(["one", "two"]);
  });

  test("typing, reading and writing each have their own amount", async () => {
    server = await startTestServer({}, { clock: createFakeClock(Date.now()) });
    const guest = await newGuest();
    expect(countOf(await statuses(20, () => type(guest)), 200)).toBe(15);
    expect(countOf(await statuses(20, () => send(guest)), 200)).toBe(15);
    expect(countOf(await statuses(160, () => read(guest)), 200)).toBe(150);
  });

  test("sends a megabyte a minute, counted in the bytes that arrive", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({ messagesPerMinute: 10_000 }, { clock });
    const guest = await newGuest();
    // Three bytes each, so 12,000 and a little a message.
    const long = "☂".repeat(4_000);
    expect(countOf(await statuses(30, () => send(guest, long)), 200)).toBe(20);
    const { retryAfter } = await send(guest, long);
    clock.advance(retryAfter * 1000);
    expect((await send(guest, long)).status).toBe(200);
    // A body that is refused was received all the same.
    clock.advance(60_000);
    const tooLong = "☂".repeat(20_000);
    expect(await statuses(6, () => send(guest, tooLong))).toEqual([400, 400, 400, 400, 429, 429]);
  });

  test("loses no message to a refusal of its bytes", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({ messagesPerMinute: 16, bytesPerMinute: 4_000 }, { clock });
    const guest = await newGuest();
    expect((await send(guest, "x".repeat(950))).status).toBe(200);
    expect(await statuses(10, () => send(guest, "x".repeat(950)))).toEqual(
      Array.from({ length: 10 }, () => 429),
    );
    clock.advance(3_000);
    expect(await statuses(3, () => send(guest))).toEqual([200, 200, 200]);
  });

  test("has the bytes of every body counted, in pieces of unknown length and where none is wanted too", async () => {
    server = await startTestServer({}, { clock: createFakeClock(Date.now()) });
    const [pieces, unwanted] = [await newGuest(), await newGuest()];
    const body = JSON.stringify({ filler: "x".repeat(60_000) });
    const inPieces = async (): Promise<number> => {
      const call = request(`${server.url}${member(pieces)}/typing`, {
        method: "POST",
        headers: { authorization: `Bearer ${pieces.jwt}`, "content-type": "application/json" },
      });
      for (let at = 0; at < body.length; at += 20_000) call.write(body.slice(at, at + 20_000));
      call.end();
      const [reply] = (await once(call, "response")) as [IncomingMessage];
      reply.resume();
      return reply.statusCode ?? 0;
    };
    const withGet = async (): Promise<number> => {
      const call = request(`${server.url}${member(unwanted)}`, {
        headers: { authorization: `Bearer ${unwanted.jwt}`, "content-length": body.length },
      });
      call.end(body);
      const [reply] = (await once(call, "response")) as [IncomingMessage];
      reply.resume();
      return reply.statusCode ?? 0;
    };
    for (const act of [inPieces, withGet]) {
      const all: number[] = [];
      for (let n = 0; n < 6; n++) all.push(await act());
      expect(all).toEqual([200, 200, 200, 200, 429, 429]);
    }
  });

  test("can rate and leave however much it has written", async () => {
    server = await startTestServer({}, { clock: createFakeClock(Date.now()) });
    const guest = await newGuest();
    await statuses(20, () => send(guest));
    await statuses(20, () => type(guest));
    await statuses(160, () => read(guest));
    expect((await ask("DELETE", member(guest), guest.jwt)).status).toBe(204);
    const rating = `/api/v2/parlor/guest/conversations/${guest.id}/rating`;
    expect((await ask("POST", rating, guest.jwt, { score: 5 })).status).toBe(204);
  });

  test("leaves though nothing else is let through any more", async () => {
    const rules = {
      messagesPerMinute: 1,
      bytesPerMinute: 1,
      readsPerMinute: 1,
      typingPerMinute: 1,
    };
    server = await startTestServer(rules, { clock: createFakeClock(Date.now()) });
    const guest = await newGuest();
    await statuses(2, () => send(guest));
    expect((await send(guest)).status).toBe(429);
    expect((await ask("DELETE", member(guest), guest.jwt)).status).toBe(204);
  });

  test("has ten streams; an eleventh closes the oldest, which is told why", async () => {
    server = await startTestServer();
    const guest = await newGuest();
    const closed = once(guest.socket, "close") as Promise<[number, Buffer]>;
    const others: WebSocket[] = [];
    for (let n = 0; n < 10; n++) {
      const socket = new WebSocket(guest.uri);
      await once(socket, "message");
      others.push(socket);
    }
    const [code, reason] = await closed;
    expect([code, reason.toString()]).toEqual([1008, "too.many.streams"]);
    const told = Promise.all(
      others.map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.on("message", (data: Buffer) => {
              if (data.toString().includes("to all ten")) resolve();
            });
          }),
      ),
    );
    await send(guest, "to all ten");
    await told;
    for (const socket of others) socket.terminate();
  });

  test("hears nothing more when its token expires", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({ jwtLifetimeSeconds: 60, heartbeatMs: 13_000 }, { clock });
    const guest = await newGuest();
    const closed = once(guest.socket, "close") as Promise<[number, Buffer]>;
    clock.advance(58_000);
    expect(guest.socket.readyState).toBe(WebSocket.OPEN);
    expect((await send(guest)).status).toBe(200);
    clock.advance(2_000);
    const [code, reason] = await closed;
    expect([code, reason.toString()]).toEqual([1008, "token.expired"]);
    expect((await send(guest)).status).toBe(401);
    const again = new WebSocket(guest.uri);
    const [error] = (await once(again, "error")) as [Error];
    expect(error.message).toContain("401");
  });

  test("puts itself before others by 100 at most; a negative or huge wish is brought to the border", async () => {
    server = await startTestServer();
    const priorityOf = async (priority: number): Promise<number> =>
      (await server.chats.get((await createChat({ priority })).id)).conversation.priority;
    expect(await priorityOf(9_007_199_254_740_991)).toBe(100);
    expect(await priorityOf(-5)).toBe(0);
    expect(await priorityOf(7)).toBe(7);
  });
});

describe("an agent", () => {
  async function logIn(): Promise<string> {
    const reply = await fetch(`${server.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "c-noor",
        client_secret: "noor-secret-noor",
      }),
    });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  test("may do ten times as much as a guest of its most generous deployment, each agent for itself", async () => {
    server = await startTestServer({ readsPerMinute: 8 }, { clock: createFakeClock(Date.now()) });
    const noor = await logIn();
    const readMe = (): Promise<Answer> => ask("GET", "/api/v2/users/me", noor);
    expect(countOf(await statuses(25, readMe), 200)).toBe(20);
    const refused = await readMe();
    expect(refused.body["code"]).toBe("too.many.requests.retry.after");
    expect(refused.retryAfter).toBeGreaterThan(0);
    const tomas = await server.agent("u-tomas");
    await tomas("GET", "/api/v2/users/me");
    const change = (): Promise<Answer> =>
      ask("PATCH", "/api/v2/parlor/agents/me", noor, { status: "busy" });
    expect((await change()).status).toBe(200);
  });

  test("writes 600 messages a minute, 150 of them at once", async () => {
    server = await startTestServer({}, { clock: createFakeClock(Date.now()) });
    const noor = await logIn();
    const guest = await newGuest();
    await ask("POST", `/api/v2/parlor/chats/waiting/${guest.id}/take`, noor);
    const { members } = await server.chats.get(guest.id);
    const leg = members.find((one) => one.userId === "u-noor")?.id;
    const path = `/api/v2/conversations/chats/${guest.id}/communications/${leg}/messages`;
    const say = (): Promise<Answer> => ask("POST", path, noor, { body: "Hello" });
    expect(countOf(await statuses(155, say), 200)).toBe(150);
    expect(
      countOf(await statuses(2, () => ask("POST", path.replace("messages", "typing"), noor)), 200),
    ).toBe(2);
  });

  test("a back end has data signed as often as an agent may read", async () => {
    server = await startTestServer({ readsPerMinute: 2 }, { clock: createFakeClock(Date.now()) });
    const reply = await fetch(`${server.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "c-site",
        client_secret: "site-secret-site",
      }),
    });
    const { access_token: token } = (await reply.json()) as { access_token: string };
    const sign = (): Promise<Answer> => ask("POST", "/api/v2/signeddata", token, { sub: "1" });
    expect(await statuses(6, sign)).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe("the sign-in of agents", () => {
  const signIn = async (
    id: string,
    secret: string,
    from = "203.0.113.1",
  ): Promise<{ status: number; retryAfter: number; code: unknown }> => {
    const reply = await fetch(`${server.url}/oauth/token`, {
      method: "POST",
      headers: { "x-forwarded-for": from },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: id,
        client_secret: secret,
      }),
    });
    const body = (await reply.json()) as { code?: string; error?: string };
    checkReply("POST /oauth/token", reply.status, body);
    return {
      status: reply.status,
      retryAfter: Number(reply.headers.get("retry-after")),
      code: body.code ?? body.error,
    };
  };

  test("lets ten wrong secrets be tried a minute, and then fewer and fewer", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({}, { clock, trustedProxies: 1 });
    for (let n = 0; n < 10; n++) expect((await signIn("c-noor", `guess ${n}`)).status).toBe(401);
    expect(await signIn("c-noor", "noor-secret-noor")).toEqual({
      status: 429,
      retryAfter: 1,
      code: "too.many.requests.retry.after",
    });
    clock.advance(1_000);
    expect((await signIn("c-noor", "guess")).status).toBe(401);
    expect(await signIn("c-noor", "guess")).toMatchObject({ status: 429, retryAfter: 2 });
    clock.advance(2_000);
    expect((await signIn("c-noor", "noor-secret-noor")).status).toBe(200);
    expect((await signIn("c-noor", "guess")).status).toBe(401);
  });

  test("a made-up forwarded address buys no guesses, and a guesser locks nobody else out", async () => {
    const clock = createFakeClock(Date.now());
    server = await startTestServer({}, { clock, trustedProxies: 1 });
    const all: number[] = [];
    for (let n = 0; n < 30; n++)
      all.push((await signIn("c-noor", "guess", `10.0.0.${n}, 203.0.113.1`)).status);
    expect(countOf(all, 401)).toBe(10);
    expect((await signIn("c-noor", "noor-secret-noor", "203.0.113.2")).status).toBe(200);
  });
});

describe("creates behind a proxy", () => {
  const create = async (forwarded: string): Promise<number> =>
    (
      await ask(
        "POST",
        base,
        null,
        {
          organizationId: lanternLine.id,
          deploymentId: lanternLine.deployments[0]?.id,
          routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
          memberInfo: { displayName: "Mara" },
        },
        { "x-forwarded-for": forwarded },
      )
    ).status;

  test("are counted by the address that the proxy adds, not by those that the visitor writes before it", async () => {
    server = await startTestServer({}, { trustedProxies: 1, clock: createFakeClock(Date.now()) });
    const all: number[] = [];
    for (let n = 0; n < 20; n++) all.push(await create(`10.0.0.${n}, 203.0.113.1`));
    expect(countOf(all, 200)).toBe(10);
    expect(await create("203.0.113.2")).toBe(200);
  });

  test("are counted by the /64 of an IPv6 visitor", async () => {
    server = await startTestServer({}, { trustedProxies: 1, clock: createFakeClock(Date.now()) });
    const all: number[] = [];
    for (let n = 0; n < 20; n++) all.push(await create(`2001:db8:0:1::${n}`));
    expect(countOf(all, 200)).toBe(10);
    expect(await create("2001:db8:0:2::1")).toBe(200);
  });
});

test("a visitor behind a proxy has so many requests under way, and its next one is a 429", async () => {
  const limits = { ...defaultLimits, maxConnectionsPerAddress: 1 };
  server = await startTestServer({}, { trustedProxies: 1, limits });
  const from = (address: string): Promise<Response> =>
    fetch(`${server.url}/healthz`, { headers: { "x-forwarded-for": address } });
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/chat/jwt/x`, {
    headers: { "x-forwarded-for": "203.0.113.1" },
  });
  await once(socket, "error");
  // The refused websocket gives its place back.
  await vi.waitFor(async () => expect((await from("203.0.113.1")).status).toBe(200));
  const guest = await createChat();
  const stream = new WebSocket(guest.uri, { headers: { "x-forwarded-for": "203.0.113.1" } });
  await once(stream, "message");
  const refused = await from("203.0.113.1");
  expect(refused.status).toBe(429);
  expect(((await refused.json()) as { code: string }).code).toBe("too.many.requests.retry.after");
  expect((await from("203.0.113.2")).status).toBe(200);
  stream.terminate();
  await vi.waitFor(async () => expect((await from("203.0.113.1")).status).toBe(200));
});

test("fifty hostile guests are refused, and the innocent one beside them is not", {
  timeout: 60_000,
}, async () => {
  // Time stands still, so it is known how much is let through.
  const clock = createFakeClock(Date.now());
  server = await startTestServer({ createsPerMinutePerAddress: 100 }, { clock });
  const innocent = await newGuest();
  const hostile = await Promise.all(Array.from({ length: 50 }, newGuest));
  const floods = Promise.all(
    hostile.map((guest) => statuses(20, () => send(guest, "x".repeat(4_000)))),
  );
  const own = await statuses(12, () => send(innocent));
  expect(own).toEqual(Array.from({ length: 12 }, () => 200));
  for (const all of await floods) {
    expect(countOf(all, 200)).toBe(15);
    expect(countOf(all, 429)).toBe(5);
  }
  const { body } = await ask("GET", `${base}/${innocent.id}/messages`, innocent.jwt);
  const senders = (body["entities"] as { sender: { id: string } }[]).map(({ sender }) => sender.id);
  expect(senders.filter((id) => id === innocent.own)).toHaveLength(12);
  for (const { socket } of [innocent, ...hostile]) socket.terminate();
});
