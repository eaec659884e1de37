import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { openRaw } from "../../server/src/testing/raw-client.ts";
import { operations, type Operation } from "../fuzz/operations.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/* Refusals that come before any operation: ErrorBodies that a page of another origin can read. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const guest = "/api/v2/webchat/guest/conversations";
const origin = "https://www.example.com";

interface Raw {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: { readonly code: string; readonly status: number; readonly contextId: string };
}

/** Sends a request as it is, without the tidying of an HTTP client. */
async function ask(head: string, headers: Readonly<Record<string, string>> = {}): Promise<Raw> {
  const lines = Object.entries({ Host: "a", Origin: origin, Connection: "close", ...headers });
  const client = await openRaw(
    server.port,
    `${head} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
  );
  const [first = "", ...rest] = (await client.ended()).split("\r\n\r\n");
  const [start = "", ...given] = first.split("\r\n");
  const all = given.map((line) => line.split(/: (.*)/s)).map(([k = "", v = ""]) => [k, v] as const);
  const text = rest.join("\r\n\r\n").replace(/^[0-9a-f]+\r\n(.*)\r\n0\r\n\r\n$/s, "$1");
  return {
    status: Number(start.split(" ")[1]),
    headers: new Map(all.map(([name, value]) => [name.toLowerCase(), value])),
    body: JSON.parse(text),
  };
}

interface Case {
  readonly what: string;
  readonly head: string;
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  { what: "a bad escape", head: `GET ${guest}/%zz/members`, status: 400, code: "bad.request" },
  {
    what: "half a character",
    head: `GET ${guest}/%e2%82/members`,
    status: 400,
    code: "bad.request",
  },
  {
    what: "a path part that is too long",
    head: `GET ${guest}/${"x".repeat(101)}/members`,
    status: 414,
    code: "request.uri.too.long",
  },
  { what: "an unknown path", head: `GET ${guest}/x/y/z`, status: 404, code: "not.found" },
  { what: "a method that a path has not", head: `PUT ${guest}`, status: 404, code: "not.found" },
  {
    what: "another media type",
    head: `POST ${guest}`,
    status: 415,
    code: "unsupported.media.type",
    headers: { "Content-Type": "text/xml", "Content-Length": "0" },
  },
  {
    what: "a body that is too long",
    head: `POST ${guest}`,
    status: 413,
    code: "request.entity.too.large",
    headers: { "Content-Type": "application/json", "Content-Length": "70000" },
  },
  {
    what: "an unknown expectation",
    head: `POST ${guest}`,
    status: 417,
    code: "expectation.failed",
    headers: { Expect: "tea", "Content-Length": "0" },
  },
  {
    what: "headers that are too long",
    head: `GET ${guest}`,
    status: 431,
    code: "request.header.fields.too.large",
    headers: { X: "x".repeat(20_000) },
  },
  {
    what: "two lengths",
    head: `POST ${guest}`,
    status: 400,
    code: "bad.request",
    headers: { "Content-Length": "1", "Transfer-Encoding": "chunked" },
  },
];

test.each(cases)("$what", async ({ head, status, code, headers = {} }) => {
  const answer = await ask(head, headers);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ status, code });
  expect(answer.body.contextId).toBe(answer.headers.get("inin-correlation-id"));
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect([origin, "*"]).toContain(answer.headers.get("access-control-allow-origin"));
  expect(answer.headers.get("access-control-expose-headers")).toContain("inin-correlation-id");
});

test("a refusal opens no path outside the guest API to other origins", async () => {
  const { headers, status } = await ask("GET /api/v2/users/%zz");
  expect(status).toBe(400);
  expect(headers.has("access-control-allow-origin")).toBe(false);
});

describe("a caller is known before its body is read", () => {
  const call = async (
    { method, template, sample }: Operation,
    token: string,
    body: string | undefined = sample === undefined ? undefined : JSON.stringify(sample),
  ): Promise<readonly [status: number, code: string]> => {
    const reply = await fetch(server.url + template.replaceAll(/\{\w+\}/g, "x"), {
      method,
      headers: {
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body }),
    });
    return [reply.status, ((await reply.json()) as { code: string }).code];
  };
  const protectedOperations = operations.filter(({ needs }) => needs !== "nobody");

  test.each(protectedOperations)("$id: a stranger is told 401, whatever it sends", async (one) => {
    const bodies = one.method === "GET" ? [undefined] : [undefined, "{", "[]", '{"state":7}'];
    for (const body of bodies) {
      expect(await call(one, "", body)).toEqual([401, "authentication.required"]);
      expect(await call(one, "x.y.z", body)).toEqual([401, "bad.credentials"]);
    }
  });

  test("a page of a foreign origin and a guest of another conversation are told 403 first", async () => {
    const strict = await startTestServer({}, { allowedDomains: ["shop.example"] });
    try {
      const create = await fetch(strict.url + guest, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "https://shop.example" },
        body: JSON.stringify({
          organizationId: lanternLine.id,
          deploymentId: lanternLine.deployments[0]?.id,
          routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
          memberInfo: { displayName: "Mara" },
        }),
      });
      const { id, jwt } = (await create.json()) as { id: string; jwt: string };
      const send = async (conversationId: string, from: string): Promise<unknown> => {
        const reply = await fetch(`${strict.url}${guest}/${conversationId}/members/m/messages`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${jwt}`,
            "content-type": "application/json",
            origin: from,
          },
          body: "{",
        });
        return ((await reply.json()) as { code: string }).code;
      };
      expect(await send(id, "https://evil.example")).toBe("origin.not.allowed");
      expect(await send("other", "https://shop.example")).toBe("not.authorized");
      expect(await send(id, "https://shop.example")).toBe("bad.request");
    } finally {
      await strict.close();
    }
  });
});

describe("JSON that is meant to hurt", () => {
  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const post = async (path: string, body: string, token = ""): Promise<[number, string]> => {
    const reply = await fetch(server.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body,
    });
    return [reply.status, ((await reply.json()) as { code?: string }).code ?? ""];
  };
  const good = {
    organizationId: lanternLine.id,
    deploymentId: lanternLine.deployments[0]?.id,
    routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
    memberInfo: { displayName: "Mara" },
  };

  test("20,000 levels are refused by every operation, and 64 are read", async () => {
    const reply = await fetch(`${server.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "c-site",
        client_secret: "site-secret-site",
      }),
    });
    const { access_token: token } = (await reply.json()) as { access_token: string };
    expect(await post("/api/v2/signeddata", deep(10_000), token)).toEqual([400, "bad.request"]);
    expect(await post("/api/v2/signeddata", deep(65), token)).toEqual([400, "bad.request"]);
    expect(await post("/api/v2/signeddata", deep(64), token)).toEqual([200, ""]);
    expect(await post(guest, `[${"[".repeat(20_000)}`)).toEqual([400, "bad.request"]);
    const attributes = JSON.stringify(good).replace("{", `{"more":${deep(1_000)},`);
    expect(await post(guest, attributes)).toEqual([400, "bad.request"]);
  });

  const operations: readonly (readonly [string, string])[] = [
    ["POST", guest],
    ["POST", `${guest}/c/members/m/messages`],
    ["POST", `${guest}/c/members/m/typing`],
    ["DELETE", `${guest}/c/members/m`],
    ["PATCH", "/api/v2/parlor/agents/me"],
    ["PUT", "/api/v2/users/u-noor/routingstatus"],
    ["POST", "/api/v2/conversations/chats/c/communications/m/typing"],
    ["POST", "/api/v2/parlor/chats/waiting/next/take"],
    ["POST", "/api/v2/signeddata"],
    ["POST", "/oauth/token"],
  ];
  test.each(
    operations.flatMap(([method, path]) =>
      ["text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"]
        .filter((type) => path !== "/oauth/token" || type.startsWith("text/"))
        .map((type) => [method, path, type] as const),
    ),
  )("%s %s takes no %s", async (method, path, type) => {
    const call = { method, headers: { "content-type": type }, body: "a=1" };
    const reply = await fetch(server.url + path, call);
    const said = (await reply.json()) as object;
    expect(reply.status).toBe(415);
    expect(said).toMatchObject({ status: 415, code: "unsupported.media.type", details: [] });
  });

  test.each([
    '{"__proto__":{"isAdmin":true}}',
    '{"a":[{"\\u005f_proto__":{}}]}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
    "{",
    "nul",
  ])("%s is refused", async (body) => {
    expect(await post(guest, body)).toEqual([400, "bad.request"]);
  });

  test("an empty body with the content type of JSON is no body", async () => {
    const [status, code] = await post(guest, " \n");
    expect([status, code]).not.toEqual([400, "bad.request"]);
  });
});
