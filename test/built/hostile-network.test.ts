import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { errorIn, openRaw, upgradeRequest } from "../../server/src/testing/raw-client.ts";

/* The server as a process against hostile connections, and the log that it writes meanwhile. */

const main = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));
let folder: string;
let child: ChildProcess | null = null;
let output = "";
let port = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-hostile-"));
  output = "";
});
afterEach(async () => {
  const ending = child;
  child = null;
  if (ending !== null && ending.exitCode === null && ending.signalCode === null) {
    const exited = once(ending, "exit");
    ending.kill("SIGKILL");
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
});

const url = (): string => `http://127.0.0.1:${port}`;

/**
 * Starts the built demo.
 * @param descriptors - how many files and sockets the process may have open; null for no limit
 */
async function start(
  settings: Readonly<Record<string, string>> = {},
  descriptors: number | null = null,
): Promise<void> {
  const limit = descriptors === null ? "" : `ulimit -n ${descriptors} && `;
  const started = spawn("bash", ["-c", `${limit}exec "$0" "$1"`, process.execPath, main], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      PARLOR_DATA: join(folder, "data"),
      PARLOR_DEMO: "1",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  started.stdout.on("data", read);
  started.stderr.on("data", read);
  port = await vi.waitFor(
    () => {
      const found = /http:\/\/localhost:(\d+)/.exec(output)?.[1];
      expect(found, output).toBeDefined();
      return Number(found);
    },
    { timeout: 20_000, interval: 20 },
  );
}

const isAlive = async (): Promise<void> =>
  expect((await fetch(`${url()}/healthz`, { signal: AbortSignal.timeout(2_000) })).status).toBe(
    200,
  );
const untilAlive = (): Promise<void> => vi.waitFor(isAlive, { timeout: 15_000, interval: 100 });

/** The descriptors that the process has open. */
const openFiles = (): number => readdirSync(`/proc/${child?.pid}/fd`).length;

interface Guest {
  readonly id: string;
  readonly jwt: string;
  readonly own: string;
  readonly stream: string;
}

interface Demo {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly clients: readonly { readonly id: string; readonly secret: string }[];
}
const demo = async (): Promise<Demo> => (await (await fetch(`${url()}/demo.json`)).json()) as Demo;

async function startChat(displayName = "Mara"): Promise<Guest> {
  const { organizationId, deploymentId } = await demo();
  const reply = await fetch(`${url()}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId,
      deploymentId,
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
      memberInfo: { displayName },
    }),
  });
  const body = (await reply.json()) as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  return { id: body.id, jwt: body.jwt, own: body.member.id, stream: body.eventStreamUri };
}

test("two hundred resets right after an upgrade, on every kind of path, end nothing", async () => {
  await start();
  const { pid } = child ?? {};
  for (let n = 0; n < 200; n++) {
    const paths = ["/nope", "/", "/chat/jwt/x.y.z", "/notifications/channels/nobodys", "/desk"];
    const client = await openRaw(port, upgradeRequest(paths[n % paths.length] ?? ""));
    client.socket.resetAndDestroy();
  }
  const connect = await openRaw(port, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n");
  connect.socket.resetAndDestroy();
  await isAlive();
  expect(child?.pid).toBe(pid);
  expect(child?.exitCode).toBeNull();
});

test.each([
  ["send on and close", "five!", true],
  ["send on and stay", "five!", false],
  ["say nothing and stay", "", false],
])(
  "refused upgrades that %s give their descriptors back, on every path",
  async (_, more, closes) => {
    await start();
    await isAlive();
    const before = openFiles();
    for (const path of ["/chat/jwt/x.y.z", "/notifications/channels/nobodys", "/nope"]) {
      const clients = await Promise.all(
        Array.from({ length: 100 }, async () => {
          const client = await openRaw(port, upgradeRequest(path), { holdsOpen: !closes });
          await once(client.socket, "data");
          if (more !== "") client.socket.write(more);
          if (closes) client.socket.end();
          return client;
        }),
      );
      await vi.waitFor(() => expect(openFiles(), path).toBeLessThan(before + 20), {
        timeout: 5_000,
        interval: 50,
      });
      for (const { socket } of clients) socket.destroy();
    }
  },
);

test("with few descriptors a flood of connections is turned away, and afterwards the next visitor is served", async () => {
  // Node itself opens a few hundred files at once while it loads the server.
  await start({ PARLOR_MAX_CONNECTIONS_PER_ADDRESS: "1000" }, 512);
  const flood = await Promise.all(
    Array.from({ length: 900 }, async (_, n) => {
      const client = await openRaw(port, n % 4 === 0 ? "" : upgradeRequest("/chat/jwt/x.y.z"));
      if (n % 4 === 0) return client;
      // Bytes that nobody reads once kept a refused socket from seeing its end.
      await vi.waitFor(() => expect(client.text() !== "" || client.socket.destroyed).toBe(true), {
        timeout: 10_000,
        interval: 20,
      });
      client.socket.end("five!");
      return client;
    }),
  );
  // The silent ones that were let in hold their places; the descriptors are not used up.
  expect(openFiles()).toBeLessThan(450);
  for (const client of flood) client.socket.end();
  await Promise.all(flood.map((client) => client.ended()));
  await untilAlive();
  const guest = await startChat();
  const stream = new WebSocket(guest.stream);
  await once(stream, "message");
  stream.terminate();
});

test("one address cannot take the places of the others", async () => {
  await start({ PARLOR_MAX_CONNECTIONS_PER_ADDRESS: "20" });
  const held = await Promise.all(Array.from({ length: 40 }, () => openRaw(port)));
  const other = await openRaw(port, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(errorIn(await other.ended())).toMatchObject({ status: 429 });
  // 127.0.0.2 is another address of this machine.
  await vi.waitFor(async () => {
    const { connect } = await import("node:net");
    const socket = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.2" });
    await once(socket, "connect");
    socket.write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const [data] = (await once(socket, "data")) as [Buffer];
    expect(data.toString()).toContain("200 OK");
  });
  for (const { socket } of held) socket.destroy();
  await untilAlive();
});

test("bodies that drip are cut, headers that drip too, and nobody waits behind them", async () => {
  await start({ PARLOR_REQUEST_TIMEOUT_SECONDS: "2" });
  const head = "POST /api/v2/webchat/guest/conversations HTTP/1.1\r\nHost: a\r\n";
  const body = `${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
  const clients = await Promise.all(
    Array.from({ length: 50 }, (_, n) => openRaw(port, n % 2 === 0 ? body : head)),
  );
  const drip = setInterval(() => {
    for (const { socket } of clients) if (socket.writable) socket.write("a");
  }, 200);
  try {
    await isAlive();
    const answers = await Promise.all(clients.map((client) => client.ended()));
    expect(answers.filter((answer) => answer.startsWith("HTTP/1.1 408 "))).toHaveLength(50);
  } finally {
    clearInterval(drip);
  }
});

describe.each(["silent", "error", "warn", "info", "debug"])("the log at %s", (level) => {
  const hasRequests = level === "info" || level === "debug";

  test("knows routes, operations and ids, and no address that somebody asked for", async () => {
    await start({ PARLOR_LOG: level, PARLOR_TRUST_PROXY: "1" });
    const person = "ada.byron@secret-mail.example";
    const text = "nobody-else-may-read-this";
    const guest = await startChat("Ada-Byron-herself");
    const stream = new WebSocket(guest.stream);
    await once(stream, "message");
    const [client] = (await demo()).clients;
    const form = (secret: string): RequestInit => ({
      method: "POST",
      headers: { "x-forwarded-for": "198.51.100.7" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: client?.id ?? "",
        client_secret: secret,
      }),
    });
    const wrongSecret = "wrong-secret-of-somebody";
    expect((await fetch(`${url()}/oauth/token`, form(wrongSecret))).status).toBe(401);
    const swapped = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client?.secret ?? "",
      client_secret: client?.id ?? "",
    });
    await fetch(`${url()}/oauth/token`, { method: "POST", body: swapped });
    const signedIn = await fetch(`${url()}/oauth/token`, form(client?.secret ?? ""));
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const agent = { authorization: `Bearer ${token}` };
    const opened = await fetch(`${url()}/api/v2/notifications/channels`, {
      method: "POST",
      headers: agent,
    });
    const { id: channel } = (await opened.json()) as { id: string };
    const own = `/api/v2/webchat/guest/conversations/${guest.id}`;
    const asGuest = { authorization: `Bearer ${guest.jwt}`, "content-type": "application/json" };
    await fetch(`${url()}${own}/members/${guest.own}/messages`, {
      method: "POST",
      headers: asGuest,
      body: JSON.stringify({ body: text }),
    });
    await fetch(`${url()}/api/v2/conversations/chats/${guest.id}`, { headers: agent });
    for (const path of [
      `/chat/jwt/${guest.jwt}`,
      `/notifications/channels/${channel}`,
      `/api/v2/notifications/channels/${channel}/subscriptions`,
      `/api/v2/parlor/chats?state=ended&guest=${person}`,
      `/api/v2/parlor/chats?state=ended&guest=${person}&guest=${person}`,
      `/api/v2/conversations/chats/${person}/messages`,
      `/api/v2/webchat/guest/conversations/${guest.jwt}/members`,
      `/nowhere/${person}?token=${token}`,
      `/nowhere/%zz/${person}?token=${token}`,
      `/desk/${person}`,
      `/parlor/${person}/x.js`,
      `/demo.json?${person}`,
    ])
      await fetch(`${url()}${path}`, { headers: agent }).then((reply) => reply.text());
    for (const bytes of [
      `GET /${person} HTTP/1.1\r\nHost: a\r\nBad header ${person}\r\n\r\n`,
      upgradeRequest(`/chat/jwt/${token}`),
      upgradeRequest(`/${person}`),
      `POST ${own}/members/${guest.own}/messages?${person} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 5\r\n\r\n{"${person.slice(0, 3)}`,
    ])
      await (await openRaw(port, bytes)).ended();
    stream.terminate();
    const marker = await fetch(`${url()}/healthz`, {
      headers: { "x-forwarded-for": "192.0.2.77" },
    });
    await marker.text();
    await vi.waitFor(() => expect(output.includes("192.0.2.77")).toBe(hasRequests), {
      timeout: 5_000,
    });

    for (const secret of [
      guest.jwt,
      guest.jwt.split(".")[2] ?? "",
      token,
      token.split(".")[2] ?? "",
      channel,
      client?.secret ?? "",
      wrongSecret,
      person,
      "secret-mail",
      text,
      "Ada-Byron-herself",
      "%zz",
      "nowhere",
    ])
      expect(output).not.toContain(secret);
    const lines = output.split("\n").flatMap((line) => {
      if (!line.startsWith("{")) return [];
      const { req, ...rest } = JSON.parse(line) as Record<string, unknown>;
      return [{ ...(req as object), ...rest } as Record<string, unknown>];
    });
    const { organizationId } = await demo();
    const ofRequests = [
      {
        msg: "request completed",
        method: "POST",
        route: "/api/v2/webchat/guest/conversations/:conversationId/members/:memberId/messages",
        operation: "postWebchatGuestConversationMemberMessages",
        conversationId: guest.id,
        organizationId,
        remoteAddress: "127.0.0.1",
      },
      { operation: "getConversationsChat", conversationId: guest.id, organizationId },
    ];
    const refusedSignIn = {
      level: 40,
      msg: "A sign-in was refused",
      client: client?.id,
      remoteAddress: "198.51.100.7",
    };
    const isQuiet = level === "silent" || level === "error";
    for (const line of [...(hasRequests ? ofRequests : []), ...(isQuiet ? [] : [refusedSignIn])])
      expect(lines).toContainEqual(expect.objectContaining(line));
    if (isQuiet) expect(lines).toEqual([]);
  });
});
