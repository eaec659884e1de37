import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { once } from "node:events";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { openRaw } from "../../server/src/testing/raw-client.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/*
 * The headers of pages, and how little of a reply depends on the Host header, the Origin and the
 * spelling of the address.
 */

let server: TestServer;
afterEach(() => server.close());

/** Sends the path and the headers as they are. @returns status, headers in lower case, and body */
async function ask(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  host = "127.0.0.1",
): Promise<{ status: number; head: string; body: string }> {
  const lines = Object.entries({ Host: `${host}:${server.port}`, Connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const client = await openRaw(server.port, `GET ${path} HTTP/1.1\r\n${lines}\r\n`, { host });
  const answer = await client.ended();
  const [head = "", body = ""] = answer.split(/\r\n\r\n(.*)/s);
  return { status: Number(answer.split(" ")[1]), head: head.toLowerCase(), body };
}

const wish = {
  organizationId: lanternLine.id,
  deploymentId: lanternLine.deployments[0]?.id,
  routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
  memberInfo: { displayName: "Mara" },
};

const create = async (headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${server.url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(wish),
  });

describe("the desk", () => {
  test.each([
    "/desk",
    "/desk?x=1",
    "/desk/",
    "/desk/index.html",
    "/desk/./index.html",
    "/desk//index.html",
    "/%64esk",
    "/desk/index%2ehtml",
    "/desk/nothing-here",
    "/desk/assets/nothing.js",
    "/desk/../../package.json",
    "/desk/..%2f..%2fpackage.json",
    "/desk/%zz",
  ])("has its policy and cannot be framed at %s", async (path) => {
    server = await startTestServer();
    const { head, body } = await ask(path);
    expect(head).toMatch(/content-security-policy: default-src 'none'.*frame-ancestors 'self'/);
    expect(head).toContain("x-frame-options: sameorigin");
    expect(head).toContain("x-content-type-options: nosniff");
    expect(body).not.toContain('"workspaces"');
  });

  test("has it on refusals of other methods too, and nothing else has", async () => {
    server = await startTestServer();
    const posted = await fetch(`${server.url}/desk/x`, { method: "POST" });
    expect(posted.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect((await ask("/desktop")).head).not.toContain("default-src");
    expect((await ask("/healthz")).head).not.toContain("default-src");
  });
});

test.each(["..%2f..", "%2e%2e", "..", "0.2.0%2f..%2f..", "%00"])(
  "no version called %s leads out of the folder of the chunks",
  async (version) => {
    server = await startTestServer();
    for (const rest of ["package.json", "..%2fpackage.json", "server/dist/desk/index.html"]) {
      const { status, body } = await ask(`/parlor/${version}/${rest}`);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('"workspaces"');
    }
  },
);

describe("the demo's secrets", () => {
  test.each(["127.0.0.1", "localhost", "::1"])(
    "on %s go to pages of this machine, and to no name that somebody points at it",
    async (host) => {
      server = await startTestServer({}, { host, isDemo: true });
      const at = host === "localhost" ? "127.0.0.1" : host;
      for (const name of ["localhost", `127.0.0.1:${server.port}`, `[::1]:${server.port}`])
        expect((await ask("/demo.json", { Host: name }, at)).status).toBe(200);
      for (const name of ["evil.example", `127.0.0.1.evil.example:${server.port}`, ""]) {
        const { status, body } = await ask("/demo.json", { Host: name }, at);
        expect(status).toBe(404);
        expect(body).not.toContain("secret");
      }
    },
  );
});

describe("with a public URL", () => {
  const publicUrl = "https://chat.example.com";

  test("the Host header neither opens a list of domains nor leads a stream astray", async () => {
    server = await startTestServer({}, { publicUrl, allowedDomains: ["www.example.com"] });
    const { port } = server;
    const body = JSON.stringify(wish);
    const forged = await openRaw(
      port,
      "POST /api/v2/webchat/guest/conversations HTTP/1.1\r\nHost: evil.example\r\n" +
        "Origin: http://evil.example\r\nConnection: close\r\nContent-Type: application/json\r\n" +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(await forged.ended()).toMatch(/^HTTP\/1\.1 403.*origin\.not\.allowed/s);
    expect((await create({ origin: `http://127.0.0.1:${port}` })).status).toBe(403);
    expect((await create({ origin: "http://evil.example" })).status).toBe(403);
    const reply = await create({ origin: publicUrl });
    expect(reply.status).toBe(200);
    const { eventStreamUri } = (await reply.json()) as { eventStreamUri: string };
    expect(eventStreamUri).toMatch(/^wss:\/\/chat\.example\.com\/chat\/jwt\//);
    const local = eventStreamUri.replace("wss://chat.example.com", `ws://127.0.0.1:${port}`);
    const refused = new WebSocket(local, {
      headers: { host: "evil.example", origin: "http://evil.example" },
    });
    const [error] = (await once(refused, "error")) as [Error];
    expect(error.message).toContain("403");
    const allowed = new WebSocket(local, { headers: { origin: publicUrl } });
    await once(allowed, "message");
    allowed.terminate();
  });
});

test("without a public URL the server's own pages are those of the Host header, and of a trusted proxy's", async () => {
  server = await startTestServer({}, { trustedProxies: 1, allowedDomains: ["www.example.com"] });
  expect((await create({ origin: server.url })).status).toBe(200);
  const forwarded = { "x-forwarded-host": "chat.example.com", "x-forwarded-proto": "https" };
  const reply = await create({ origin: "https://chat.example.com", ...forwarded });
  expect(reply.status).toBe(200);
  expect(((await reply.json()) as { eventStreamUri: string }).eventStreamUri).toMatch(
    /^wss:\/\/chat\.example\.com\//,
  );
  expect((await create({ origin: "https://evil.example" })).status).toBe(403);
});
