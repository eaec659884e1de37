import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { once } from "node:events";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/*
 * Refusals of the guest API that only our server gives; guest-operations-suite.ts has those of
 * every server.
 */

const base = "/api/v2/webchat/guest/conversations";
const unknownId = "00000000-0000-4000-8000-000000000000";
let server: TestServer;
let id: string;
let own: string;
let jwt: string;
let socket: WebSocket;

const good = {
  organizationId: lanternLine.id,
  deploymentId: lanternLine.deployments[0]?.id ?? "",
  routingTarget: { targetType: "queue", targetAddress: "bookings" },
  memberInfo: { displayName: "Mara" },
};

interface Answer {
  readonly status: number;
  readonly body: {
    readonly code: string;
    readonly details: readonly { readonly fieldName: string }[];
  };
  readonly headers: Headers;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const reply = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${jwt}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  const json = (text === "" ? undefined : JSON.parse(text)) as Answer["body"];
  checkReply(`${method} ${path}`, reply.status, json);
  return { status: reply.status, body: json, headers: reply.headers };
}

beforeAll(async () => {
  server = await startTestServer();
  const reply = await fetch(`${server.url}${base}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(good),
  });
  const created = (await reply.json()) as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  id = created.id;
  own = created.member.id;
  jwt = created.jwt;
  const early = await ask("POST", `${base}/${id}/members/${own}/messages`, { body: "too early" });
  expect(early.body.code).toBe("chat.error.conversation.state");
  socket = new WebSocket(created.eventStreamUri);
  await once(socket, "message");
});

afterAll(async () => {
  socket.terminate();
  await server.close();
});

test("creating with a token that nobody signed is a 400 with the contract's code", async () => {
  const answer = await ask("POST", base, { ...good, memberAuthToken: "x" });
  expect([answer.status, answer.body.code]).toEqual([400, "chat.deployment.bad.auth"]);
});

test("too many creations are a 429 that says when to come back, in header and words", async () => {
  let answer = await ask("POST", base, good);
  for (let tries = 0; answer.status !== 429 && tries < 15; tries++)
    answer = await ask("POST", base, good);
  expect(answer).toMatchObject({ status: 429, body: { code: "too.many.requests.retry.after" } });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("empty query values are absent, wrong ones are named, and pages are clamped and linked", async () => {
  expect(
    (await ask("GET", `${base}/${id}/messages?after=&before=&sortOrder=&maxResults=`)).status,
  ).toBe(200);
  expect((await ask("GET", `${base}/${id}/messages?sortOrder=sideways`)).body.code).toBe(
    "invalid.query.param.value",
  );
  const { body } = await ask("GET", `${base}/${id}/messages?maxResults=0`);
  const page = body as unknown as { pageSize: number; entities: { id: string }[]; next?: string };
  expect(page).toMatchObject({ pageSize: 1, next: expect.stringMatching(/^\/api\/v2\//) });
  const all: string[] = [];
  for (
    let next: string | undefined = `${base}/${id}/messages?maxResults=2&sortOrder=descending`;
    next !== undefined;
  ) {
    const one = (await ask("GET", next)).body as unknown as typeof page;
    all.push(...one.entities.map((entity) => entity.id));
    next = one.next;
  }
  expect(new Set(all).size).toBe(all.length);
  const members = (await ask("GET", `${base}/${id}/members?pageSize=1&pageNumber=2`))
    .body as unknown as object;
  expect(members).toMatchObject({
    pageNumber: 2,
    previousUri: expect.stringContaining("pageNumber=1"),
    entities: [{}],
  });
});

test("an origin may read refusals, and every answer names its call", async () => {
  const { headers } = await ask("GET", `${base}/${id}/members/${unknownId}`, undefined, {
    origin: "https://site.example",
  });
  expect(headers.get("access-control-allow-origin")).toBe("https://site.example");
  expect(headers.get("access-control-expose-headers")).toContain("inin-correlation-id");
  expect(headers.get("inin-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
});
