import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { MetricsAccess } from "../../server/src/plugins/serve-metrics.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/* Who may read the metrics, and where. */

const TOKEN = "scrape-me-scrape-me";
const nobody: MetricsAccess = { listener: null, token: null };

let server: TestServer;
let blocker: Server | null = null;
afterEach(async () => {
  await server?.close();
  blocker?.close();
  blocker = null;
});

/** A request as it is: fetch sends no Host header of its own. */
function statusOf(
  port: number,
  headers: Readonly<Record<string, string>> = {},
  path = "/metrics",
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("without a setting this machine reads them, and nobody through a proxy or under another name", async () => {
  server = await startTestServer({}, { metrics: nobody });
  const { port } = server;
  expect(await statusOf(port)).toBe(200);
  expect(await statusOf(port, { host: "localhost:1" })).toBe(200);
  for (const headers of [
    { "x-forwarded-for": "127.0.0.1" },
    { "x-forwarded-proto": "https" },
    { "x-real-ip": "127.0.0.1" },
    { forwarded: "for=127.0.0.1" },
    { via: "1.1 proxy" },
    { host: "chat.example.com" },
    { authorization: `Bearer ${TOKEN}`, host: "chat.example.com" },
  ])
    expect([headers, await statusOf(port, headers)]).toEqual([headers, 404]);
  expect(server.metricsPort).toBeNull();
});

test("a peer that is trusted as a proxy is not this machine", async () => {
  server = await startTestServer({}, { metrics: nobody, trustedProxies: 1 });
  expect(await statusOf(server.port)).toBe(404);
});

test("with a token its holder reads them, through a proxy too, and nobody else", async () => {
  server = await startTestServer({}, { metrics: { listener: null, token: TOKEN } });
  const { port } = server;
  expect(await statusOf(port)).toBe(401);
  for (const wrong of [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, "Bearer x", TOKEN])
    expect(await statusOf(port, { authorization: wrong })).toBe(401);
  const authorization = `Bearer ${TOKEN}`;
  expect(await statusOf(port, { authorization })).toBe(200);
  expect(await statusOf(port, { authorization, "x-forwarded-for": "198.51.100.7" })).toBe(200);
});

test("with a port they are there and nowhere else, with the token if there is one", async () => {
  server = await startTestServer(
    {},
    { metrics: { listener: { host: "127.0.0.1", port: 0 }, token: TOKEN } },
  );
  const own = server.metricsPort ?? 0;
  const authorization = `Bearer ${TOKEN}`;
  expect(await statusOf(server.port, { authorization })).toBe(404);
  expect(await statusOf(own)).toBe(401);
  expect(await statusOf(own, { authorization })).toBe(200);
  for (const path of ["/", "/healthz", "/desk", "/api/v2/users/me", "/metrics/x"])
    expect(await statusOf(own, { authorization }, path)).toBe(404);
  await server.close();
  await expect(statusOf(own)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("a port that is taken is a problem of its setting, and nothing stays open", async () => {
  blocker = createServer().listen(0, "127.0.0.1");
  await once(blocker, "listening");
  const { port } = blocker.address() as AddressInfo;
  await expect(
    startTestServer({}, { metrics: { listener: { host: "127.0.0.1", port }, token: null } }),
  ).rejects.toThrow(/^PARLOR_METRICS_PORT: 127\.0\.0\.1, port \d+: .*EADDRINUSE/);
});

test("the exposition says its format, and has no text of a guest", async () => {
  server = await startTestServer({}, { metrics: nobody });
  const reply = await fetch(`${server.url}/metrics`);
  expect(reply.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await reply.text()).toContain("parlor_queue_waiting{");
});
