import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { publicEventTypes } from "../../server/src/domain/webhook.ts";
import { commandsIn, takeBlocks } from "../docs/code-blocks.ts";
import { callAs, guestBase } from "../fuzz/calls.ts";
import { fuzzConfiguration, NORTH } from "../fuzz/fuzz-server.ts";
import { startTalk, type Talk } from "../fuzz/world.ts";
import { endAll, start, tryStart, type BuiltServer } from "./built-server.ts";

/* Webhooks and commands of the built server, and the code of docs/webhooks.md. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const main = join(root, "server/dist/main.js");
const page = readFileSync(join(root, "docs/webhooks.md"), "utf8");
const [configured = ""] = takeBlocks("docs/webhooks.md", "Set them up", ["json"]);
const shown = takeBlocks("docs/webhooks.md", "Events", ["json", "json", "json"]);
const [receiver = ""] = takeBlocks("docs/webhooks.md", "Check the signature", ["receiver.mjs"]);
const [commands = ""] = takeBlocks("docs/webhooks.md", "When a delivery fails", ["sh"]);

/** Programs start slowly on a busy machine. */
const PATIENT = { timeout: 60_000 };
vi.setConfig({ testTimeout: 180_000 });

const SECRET = "secret-of-the-crm-for-this-test";

let folder: string;
let data: string;
const undo: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-webhooks-"));
  data = join(folder, "data");
});
afterEach(async () => {
  await endAll();
  for (const step of undo.splice(0)) await step();
  rmSync(folder, { recursive: true, force: true });
});

/** The settings of a server whose organization has the webhook of the page, at another address. */
function settingsFor(url: string): Readonly<Record<string, string>> {
  const { organizations } = JSON.parse(fuzzConfiguration()) as { organizations: object[] };
  const { webhooks } = JSON.parse(configured) as { webhooks: object[] };
  const [north, ...others] = organizations;
  const file = join(folder, "parlor.json");
  const hooked = { ...north, webhooks: webhooks.map((webhook) => ({ ...webhook, url })) };
  writeFileSync(file, JSON.stringify({ organizations: [hooked, ...others] }));
  return {
    PARLOR_DATA: data,
    PARLOR_DEMO: "0",
    PARLOR_CONFIG: file,
    PARLOR_TEST_SWITCHBOARD: "",
    PARLOR_KEEP_BUILDS_DAYS: "0",
    PARLOR_LOG: "debug",
    CRM_WEBHOOK_SECRET: SECRET,
  };
}

const urlOf = ({ port }: BuiltServer): string => `http://localhost:${port}`;

async function says(server: BuiltServer, talk: Talk, body: string): Promise<void> {
  const path = `${guestBase}/${talk.id}/members/${talk.memberId}/messages`;
  await callAs(urlOf(server), talk.jwt)("POST", path, { body });
}

interface Told {
  readonly id: string;
  readonly type: string;
  readonly attempt: number;
  readonly message?: { readonly body: string };
}

/** A receiver in this process. @returns its address, and what it was told */
async function receive(answer: RequestListener): Promise<{ url: string; told: Told[] }> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      told.push(JSON.parse(body) as Told);
      answer(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/a/path?key=hidden`, told };
}

/** Runs `parlor-server` with these words on the data folder. */
function parlorServer(...words: readonly string[]): {
  code: number | null;
  out: string;
  err: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    env: { PATH: process.env["PATH"], PARLOR_DATA: data },
    encoding: "utf8",
  });
  return { code: status, out: stdout.trim(), err: stderr.trim() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("the examples of the page are those of the schema", () => {
  const schema = JSON.parse(
    readFileSync(join(root, "docs/contracts/webhooks.schema.json"), "utf8"),
  ) as { examples: object[]; properties: { type: { enum: string[] } } };
  expect(shown.map((text): unknown => JSON.parse(text))).toEqual(schema.examples);
  expect(schema.properties.type.enum.toSorted()).toEqual([...publicEventTypes].toSorted());
});

test("the page has a row for every event", () => {
  const rows = [...page.matchAll(/^\| `((?:conversation|message|member)\.\w+)` \|/gm)];
  expect(rows.map(([, type]) => type).toSorted()).toEqual([...publicEventTypes].toSorted());
});

test("the receiver of the page takes what the server sends, and nothing that is forged, changed or old", async () => {
  const file = join(folder, "receiver.mjs");
  writeFileSync(file, receiver);
  const port = await freePort();
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env["PATH"], PORT: String(port), CRM_WEBHOOK_SECRET: SECRET },
  });
  undo.push(() => child.kill());
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const url = `http://127.0.0.1:${port}/`;
  await vi.waitFor(() => fetch(url, { method: "POST" }), PATIENT);

  const server = await start(settingsFor(url));
  const { talk } = await startTalk(urlOf(server), NORTH, "hooked");
  await says(server, talk, "One more thing");
  await vi.waitFor(() => expect(said.match(/ message\.created/g) ?? []).toHaveLength(2), PATIENT);
  expect(parlorServer("webhooks", "list").out).toBe("Everything is delivered.");

  const body = JSON.stringify({ id: "made-up", type: "message.created" });
  const now = Math.floor(Date.now() / 1000);
  const hmac = (t: number, secret = SECRET): string =>
    createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
  const post = async (signature: string | null, sent = body): Promise<number> => {
    const headers = signature === null ? {} : { "parlor-signature": signature };
    return (await fetch(url, { method: "POST", headers, body: sent })).status;
  };
  expect(await post(null)).toBe(401);
  expect(await post("")).toBe(401);
  expect(await post(`t=${now}`)).toBe(401);
  expect(await post(`t=${now},v1=${"é".repeat(64)}`)).toBe(401);
  expect(await post(`t=${now},v1=${hmac(now, "another secret")}`)).toBe(401);
  expect(await post(`t=${now},v1=${hmac(now)}`, `${body} `)).toBe(401);
  expect(await post(`t=${now - 1},v1=${hmac(now)}`)).toBe(401);
  expect(await post(`t=${now - 310},v1=${hmac(now - 310)}`)).toBe(401);
  expect(await post(`t=${now + 310},v1=${hmac(now + 310)}`)).toBe(401);
  expect(said).not.toContain("made-up");
  // During a rotation either secret will do.
  expect(await post(`t=${now},v1=${hmac(now, "another secret")},v1=${hmac(now)}`)).toBe(200);
  await vi.waitFor(() => expect(said).toContain("made-up"), PATIENT);
});

test("kill -9 between a commit and its delivery loses nothing, and keeps the order", async () => {
  let isStuck = true;
  const { url, told } = await receive((_, response) => {
    if (!isStuck) response.end();
  });
  const settings = settingsFor(url);
  let server = await start(settings);
  const { talk } = await startTalk(urlOf(server), NORTH, "killed");
  for (let n = 0; n < 5; n++) await says(server, talk, `message ${n}`);
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), PATIENT);
  server.signal("SIGKILL");
  await server.ended;
  isStuck = false;
  told.length = 0;
  server = await start(settings);
  const texts = (): string[] => told.flatMap(({ message }) => message?.body ?? []);
  await vi.waitFor(() => expect(texts()).toContain("message 4"), PATIENT);
  expect([...new Set(texts())].filter((text) => text.startsWith("message"))).toEqual(
    [0, 1, 2, 3, 4].map((n) => `message ${n}`),
  );
  // The one that was under way counts as an attempt.
  expect(told[0]?.attempt).toBe(2);
  server.signal("SIGTERM");
  expect((await server.ended).code).toBe(0);
});

test("commands ask the running server, and open the store when there is none", async () => {
  let status = 410;
  const { url, told } = await receive((_, response) => response.writeHead(status).end());
  const settings = settingsFor(url);
  let server = await start(settings);
  const { talk } = await startTalk(urlOf(server), NORTH, "parked");
  await vi.waitFor(() => expect(server.said()).toContain("webhooks retry"), PATIENT);
  const shown = parlorServer("webhooks", "list", "--parked", "--json");
  expect(shown).toMatchObject({ code: 0, err: "" });
  const [{ eventId }] = JSON.parse(shown.out) as [{ eventId: string }];
  status = 200;
  expect(parlorServer("webhooks", "retry", eventId)).toEqual({
    code: 0,
    out: "1 delivery is sent again.",
    err: "",
  });
  const asked = (): Told[] => told.filter(({ id }) => id === eventId);
  await vi.waitFor(() => expect(asked()).toHaveLength(2), PATIENT);

  status = 410;
  await says(server, talk, "parked as well");
  const hasCome = (): boolean => told.some(({ message }) => message?.body === "parked as well");
  await vi.waitFor(() => expect(hasCome()).toBe(true), PATIENT);
  const listed = parlorServer("webhooks", "list").out;
  for (const secret of ["hidden", "a/path", "parked as well", SECRET]) {
    expect(listed).not.toContain(secret);
    expect(server.said()).not.toContain(secret);
  }
  server.signal("SIGTERM");
  await server.ended;
  status = 200;
  told.length = 0;
  for (const command of commandsIn(commands)) {
    const [program, ...words] = command.split(" ");
    expect(program).toBe("parlor-server");
    expect(parlorServer(...words), command).toMatchObject({ code: 0, err: "" });
  }
  server = await start(settings);
  await vi.waitFor(() => expect(told.at(-1)?.message?.body).toBe("parked as well"), PATIENT);
});

test("a command line that nobody knows is an error with the exit code 2, and starts nothing", async () => {
  expect(parlorServer("strat")).toEqual({
    code: 2,
    out: "",
    err: "error: unknown command 'strat'\n(Did you mean start?)",
  });
  const { version } = JSON.parse(readFileSync(join(root, "server/package.json"), "utf8")) as {
    version: string;
  };
  expect(parlorServer("--version")).toEqual({ code: 0, out: version, err: "" });
  expect(parlorServer("webhooks", "list")).toMatchObject({
    code: 1,
    err: `parlor: There is no store in ${data}. Set PARLOR_DATA to the data folder.`,
  });
});

test("a webhook without its secret is a line of the start that names its place", async () => {
  const { CRM_WEBHOOK_SECRET: _, ...settings } = settingsFor("http://127.0.0.1:1/");
  const { server, ended, said } = await tryStart(settings);
  expect(server).toBeNull();
  expect((await ended).code).toBe(1);
  expect(said().trim()).toBe(
    `parlor: ${folder}/parlor.json: organizations.0.webhooks.0.secret.env: the variable CRM_WEBHOOK_SECRET is not set`,
  );
});
