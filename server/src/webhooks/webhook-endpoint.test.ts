import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import type { Webhook } from "../domain/webhook.ts";
import type { ClaimedDelivery } from "../service/delivery-store.ts";
import type { AttemptResult } from "../service/endpoint.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { createWebhookEndpoint, type WebhookPorts } from "./webhook-endpoint.ts";

const [NEW, OLD] = ["the-new-secret-of-this-receiver", "the-old-secret-of-this-receiver"];
const at = Date.UTC(2026, 0, 5, 14, 0, 7, 900);

const servers: Server[] = [];
const clock = createFakeClock(at);

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  clock.set(at);
});

interface Request {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A receiver on this machine. @returns its address, and what it was asked */
async function receiver(answer: RequestListener): Promise<{ url: string; asked: Request[] }> {
  const asked: Request[] = [];
  const port = await listen(
    createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        const { method, url: path, headers } = request;
        asked.push({ method, path, headers, body });
        answer(request, response);
      });
    }),
  );
  return { url: `http://127.0.0.1:${port}/hook?key=hidden`, asked };
}

const delivery: ClaimedDelivery = {
  id: 1,
  endpoint: "unused",
  eventId: "e-1",
  conversationId: "c-1",
  type: "message.created",
  body: JSON.stringify({ id: "e-1", message: { body: "Grüße 🚂" } }),
  since: at,
  attempt: 3,
  claim: "claim",
};

function send(
  webhook: Partial<Webhook> & { readonly url: string },
  { attempt = 1, ...ports }: Partial<WebhookPorts> & { readonly attempt?: number } = {},
  signal = new AbortController().signal,
): Promise<AttemptResult> {
  const full = { secrets: [NEW], events: [], allowPrivateAddresses: false, ...webhook };
  return createWebhookEndpoint("o-1", full, { clock, ...ports }).send(
    { ...delivery, attempt },
    signal,
  );
}

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end();

test("a delivery is posted as JSON with its attempt, and signed with every secret", async () => {
  const { url, asked } = await receiver(status(204));
  expect(await send({ url, secrets: [NEW, OLD] }, { attempt: 3 })).toEqual({ kind: "delivered" });
  const [request] = asked;
  expect(request).toMatchObject({ method: "POST", path: "/hook?key=hidden" });
  expect(request?.headers).toMatchObject({
    "content-type": "application/json",
    host: new URL(url).host,
  });
  expect(JSON.parse(request?.body ?? "")).toEqual({ ...JSON.parse(delivery.body), attempt: 3 });
  const seconds = Math.floor(at / 1000);
  const hmac = (secret: string): string =>
    createHmac("sha256", secret).update(`${seconds}.${request?.body}`, "utf8").digest("hex");
  expect(request?.headers["parlor-signature"]).toBe(`t=${seconds},v1=${hmac(NEW)},v1=${hmac(OLD)}`);
});

test.each([
  [200, { kind: "delivered" }],
  [299, { kind: "delivered" }],
  [400, { kind: "failed", because: "status 400" }],
  [404, { kind: "failed", because: "status 404" }],
  [410, { kind: "refused", because: "status 410" }],
  [500, { kind: "failed", because: "status 500" }],
])("an answer of %i is %o", async (code, result) => {
  const { url } = await receiver(status(code));
  expect(await send({ url })).toEqual(result);
});

test.each([
  ["30", 30_000],
  ["999999", 3_600_000],
  [new Date(at + 100_100).toUTCString(), 100_100],
  [new Date(at - 100_000).toUTCString(), 0],
  ["soon", undefined],
])("Retry-After: %s puts the next attempt off", async (header, afterMs) => {
  const { url } = await receiver(status(503, { "retry-after": header }));
  expect(await send({ url })).toEqual({
    kind: "failed",
    because: "status 503",
    ...(afterMs !== undefined && { afterMs }),
  });
});

test.each([301, 302, 303, 307, 308])("a redirect with %i is not followed", async (code) => {
  const inside = await receiver(status(200));
  const { url } = await receiver(status(code, { location: inside.url }));
  expect(await send({ url })).toEqual({ kind: "failed", because: `status ${code}` });
  expect(inside.asked).toEqual([]);
});

test("an endless answer is read up to a limit, and its status counts", async () => {
  let written = 0;
  const { url } = await receiver((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(16_384))) written += 16_384;
      if (!response.destroyed) response.once("drain", more);
    };
    response.writeHead(200);
    more();
  });
  expect(await send({ url })).toEqual({ kind: "delivered" });
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

test("an attempt ends after 10 s, whatever the receiver does meanwhile", async () => {
  const { url, asked } = await receiver(() => undefined);
  const silent = send({ url });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  clock.advance(10_000);
  expect(await silent).toEqual({ kind: "failed", because: "no answer within 10 s" });

  const resolving = send(
    { url: "https://crm.example.com/" },
    { resolve: () => new Promise(() => undefined) },
  );
  clock.advance(10_000);
  expect(await resolving).toEqual({ kind: "failed", because: "no answer within 10 s" });
});

test("an attempt is cut when the server stops", async () => {
  const { url, asked } = await receiver(() => undefined);
  const stopping = new AbortController();
  const cut = send({ url }, {}, stopping.signal);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  stopping.abort(new Error("the server stops"));
  expect(await cut).toEqual({ kind: "failed", because: "the server stops" });
});

test("a failed connection is told by its code, without the address", async () => {
  const { url } = await receiver(status(200));
  const [server] = servers.splice(0);
  await new Promise((resolve) => server?.close(resolve));
  expect(await send({ url })).toEqual({ kind: "failed", because: "ECONNREFUSED" });
});

const refused = { kind: "failed", because: "the host has no address that is allowed" };

test.each([
  ["https://crm.example.com/", "127.0.0.1", false],
  ["https://crm.example.com/", "10.0.0.1", false],
  ["https://crm.example.com/", "::ffff:10.0.0.1", false],
  ["https://crm.example.com/", "169.254.169.254", false],
  ["https://crm.example.com/", "169.254.169.254", true],
  ["https://127.0.0.1.example.com/", "127.0.0.1", false],
  ["https://10.0.0.1/", "10.0.0.1", false],
  // A name of this machine leads nowhere else.
  ["http://localhost/", "10.0.0.1", true],
  ["http://localhost/", "93.184.216.34", true],
])(
  "%s that resolves to %s is not called (private ones allowed: %s)",
  async (url, address, allowPrivateAddresses) => {
    const resolve = vi.fn(() => Promise.resolve([address]));
    expect(await send({ url, allowPrivateAddresses }, { resolve })).toEqual(refused);
  },
);

test("a host is resolved once for each attempt, and the next of its allowed addresses is called", async () => {
  const { url, asked } = await receiver(status(200));
  const { port } = new URL(url);
  const answers = [["10.0.0.1", "127.0.0.1"], ["127.0.0.1"]];
  const resolve = vi.fn(() => Promise.resolve(answers.shift() ?? ["93.184.216.34"]));
  const local = { url: `http://localhost:${port}/` };
  expect(await send(local, { resolve })).toEqual({ kind: "delivered" });
  expect(resolve).toHaveBeenCalledExactlyOnceWith("localhost");
  expect(asked[0]?.headers["host"]).toBe(`localhost:${port}`);
  const closed = await receiver(status(200));
  const both = vi.fn(() => Promise.resolve(["127.0.0.2", "127.0.0.1"]));
  const second = { url: `http://localhost:${new URL(closed.url).port}/` };
  // Nothing listens at the first of them.
  expect(await send(second, { resolve: both, attempt: 1 })).toMatchObject({ kind: "failed" });
  expect(await send(second, { resolve: both, attempt: 2 })).toEqual({ kind: "delivered" });
});

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

test.skipIf(!hasOpenssl)(
  "with TLS the certificate is that of the name, though the address is dialled (needs openssl)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "parlor-tls-"));
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const asked =
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 " +
      "-subj /CN=crm.example.com -addext subjectAltName=DNS:crm.example.com";
    const files = ["-keyout", key, "-out", certificate];
    execFileSync("openssl", [...asked.split(" "), ...files], { stdio: "pipe" });
    const [ca, keyText] = [readFileSync(certificate), readFileSync(key)];
    rmSync(folder, { recursive: true });
    const names: (string | false | undefined)[] = [];
    const server = createTlsServer({ key: keyText, cert: ca }, (request, response) => {
      names.push("servername" in request.socket ? String(request.socket.servername) : undefined);
      response.end();
    });
    const port = await listen(server);
    const ports = { ca: ca.toString(), resolve: () => Promise.resolve(["127.0.0.1"]) };
    const allowed = { allowPrivateAddresses: true };
    const good = { url: `https://crm.example.com:${port}/`, ...allowed };
    expect(await send(good, ports)).toEqual({ kind: "delivered" });
    expect(names).toEqual(["crm.example.com"]);
    expect(await send({ url: `https://other.example.com:${port}/`, ...allowed }, ports)).toEqual({
      kind: "failed",
      because: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
    const { resolve } = ports;
    expect(await send(good, { resolve })).toEqual({
      kind: "failed",
      because: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    let connections = 0;
    server.on("connection", () => connections++);
    expect(await send({ ...good, allowPrivateAddresses: false }, ports)).toEqual(refused);
    expect([names.length, connections]).toEqual([1, 0]);
  },
);
