import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { ServerProcess } from "../../e2e/server-process.ts";

/* The server as a process: what only the built files and a real kill can show. */

const main = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));
let server: ServerProcess;
let folder: string;

beforeEach(() => {
  server = new ServerProcess();
  folder = mkdtempSync(join(tmpdir(), "parlor-built-"));
});

afterEach(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

interface Guest {
  readonly url: string;
  readonly own: string;
  readonly jwt: string;
  readonly stream: string;
}

async function startChat(): Promise<Guest> {
  const demo = await server.demo();
  const reply = await fetch(`${server.url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId: demo.organizationId,
      deploymentId: demo.deploymentId,
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
      memberInfo: { displayName: "Mara" },
    }),
  });
  const created = (await reply.json()) as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  const url = `${server.url}/api/v2/webchat/guest/conversations/${created.id}`;
  return { url, own: created.member.id, jwt: created.jwt, stream: created.eventStreamUri };
}

/** Attaches until the first frame has come, which is when the server has routed the chat. */
async function attach(guest: Guest): Promise<WebSocket> {
  const socket = new WebSocket(guest.stream);
  socket.on("error", () => undefined);
  await once(socket, "message");
  return socket;
}

async function send(guest: Guest, body: string): Promise<boolean> {
  try {
    const reply = await fetch(`${guest.url}/members/${guest.own}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${guest.jwt}`, "content-type": "application/json" },
      body: JSON.stringify({ body }),
    });
    return reply.ok && typeof ((await reply.json()) as { id?: unknown }).id === "string";
  } catch {
    return false;
  }
}

async function history(guest: Guest): Promise<string[]> {
  const reply = await fetch(`${guest.url}/messages`, {
    headers: { authorization: `Bearer ${guest.jwt}` },
  });
  const { entities } = (await reply.json()) as {
    entities: { body: string; sender: { id: string } }[];
  };
  return entities
    .filter((message) => message.sender.id === guest.own)
    .map((message) => message.body);
}

test("kill -9 between acknowledged messages loses none of them, over and over", async () => {
  await server.start();
  const guest = await startChat();
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const socket = await attach(guest);
    for (let index = 0; index < 5; index++) {
      const body = `round ${round}, message ${index}`;
      if (await send(guest, body)) acknowledged.push(body);
    }
    // One more is under way when the process dies; it may be kept or not, but never half.
    const last = send(guest, `round ${round}, in doubt`);
    await server.stop("SIGKILL");
    if (await last) acknowledged.push(`round ${round}, in doubt`);
    socket.terminate();
    await server.start();
    const kept = await history(guest);
    expect(kept.filter((body) => acknowledged.includes(body))).toEqual(acknowledged);
  }
});

test("an answer leaves only after the commit: with a disk that refuses, nothing is acknowledged and nothing is kept", async () => {
  await server.start();
  const guest = await startChat();
  const socket = await attach(guest);
  await server.switch("disk", { refuseWrites: true });
  expect(await send(guest, "into the void")).toBe(false);
  await server.switch("disk", { refuseWrites: false });
  expect(await send(guest, "on the disk")).toBe(true);
  expect(await history(guest)).toEqual(["on the disk"]);
  socket.terminate();
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s stops within 5 s with streams open, and the next start finds the chat",
  async (signal) => {
    await server.start();
    const guest = await startChat();
    const socket = await attach(guest);
    const closed = once(socket, "close");
    expect(await send(guest, "before the stop")).toBe(true);
    const startedAt = performance.now();
    await server.stop(signal);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await closed;
    await server.start();
    expect(await history(guest)).toEqual(["before the stop"]);
  },
);

/** Runs the server until it ends by itself, and returns what it said. */
async function runToEnd(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", PARLOR_DATA: join(folder, "data"), ...env },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, said: said.trim() };
}

test("a taken port is said in one clear line", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const { code, said } = await runToEnd({ PARLOR_DEMO: "1", PORT: String(port) });
  expect(code).toBe(1);
  expect(said).toBe(`parlor: Port ${port} is taken. Set PORT to a free one.`);
  await new Promise((resolve) => other.close(resolve));
});

test("a data folder that cannot be written is said in one clear line", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const { code, said } = await runToEnd({ PARLOR_DEMO: "1", PARLOR_DATA: join(file, "data") });
  expect(code).toBe(1);
  expect(said.split("\n")).toHaveLength(1);
  expect(said).toContain("cannot be written");
});

test("a data folder in use is refused", async () => {
  await server.start();
  const { code, said } = await runToEnd({
    PARLOR_DEMO: "1",
    PARLOR_DATA: join(server.folder, "data"),
  });
  expect(code).toBe(1);
  expect(said).toContain("Another process uses the data folder");
});

test("the demo stays on loopback unless told otherwise", async () => {
  const { code, said } = await runToEnd({ PARLOR_DEMO: "1", HOST: "0.0.0.0" });
  expect(code).toBe(1);
  expect(said).toContain("PARLOR_DEMO=anywhere");
});

test("a wrong configuration names every problem at once", async () => {
  const config = join(folder, "parlor.json");
  writeFileSync(
    config,
    JSON.stringify({
      organizations: [
        {
          id: "o",
          name: "",
          deployments: [{ id: "d", rules: { idleSeconds: -1, typo: true } }],
          queues: [{ id: "q", name: "Q", memberUserIds: ["nobody"] }],
        },
      ],
    }),
  );
  const { code, said } = await runToEnd({ PARLOR_CONFIG: config, PORT: "99999" });
  expect(code).toBe(1);
  for (const part of ["PORT must be", "organizations.0.name", "idleSeconds", "typo"])
    expect(said).toContain(part);
});

test("without a demo there is no demo document, and without anybody to serve no server", async () => {
  const { code, said } = await runToEnd({});
  expect(code).toBe(1);
  expect(said).toContain("There is nobody to serve");
});
