import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { once } from "node:events";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/* Every way in which the guest API says no, each judged by the vendor's document. */

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

const creates: readonly (readonly [what: string, body: unknown, code: string])[] = [
  [
    "no routing target",
    { ...good, routingTarget: undefined },
    "chat.error.notnull.createconversationrequest.routingtarget",
  ],
  [
    "no name",
    { ...good, memberInfo: {} },
    "chat.error.notnull.createconversationrequest.memberinfo.displayname",
  ],
  [
    "a deployment id of the wrong kind",
    { ...good, deploymentId: 5 },
    "chat.error.pattern.createconversationrequest.deploymentid",
  ],
  ["an unknown deployment", { ...good, deploymentId: unknownId }, "chat.deployment.disabled"],
  [
    "an unknown queue",
    { ...good, routingTarget: { targetType: "QUEUE", targetAddress: "x" } },
    "chat.error.invalid.queue",
  ],
  [
    "a target that is no queue",
    { ...good, routingTarget: { targetType: "USER", targetAddress: "x" } },
    "chat.error.createconversationrequest.routingtarget",
  ],
  [
    "a journey without its customer's type",
    { ...good, journeyContext: { customer: { id: "1" } } },
    "chat.error.notnull.createconversationrequest.journeycontext.customer.idtype",
  ],
  ["a token that nobody signed", { ...good, memberAuthToken: "x" }, "chat.deployment.bad.auth"],
  [
    "an avatar that is not https",
    { ...good, memberInfo: { displayName: "M", avatarImageUrl: "http://a.example" } },
    "constraint.validation",
  ],
];

test.each(creates)("creating with %s is a 400 with the contract's code", async (_, body, code) => {
  const answer = await ask("POST", base, body);
  expect([answer.status, answer.body.code]).toEqual([400, code]);
});

test("every wrong field is named at once", async () => {
  const { body } = await ask("POST", base, {
    ...good,
    memberInfo: { displayName: 5, email: 6 },
    routingTarget: { skills: "x" },
  });
  expect(body.details.map((detail) => detail.fieldName)).toEqual([
    "routingTarget.skills",
    "memberInfo.displayName",
    "memberInfo.email",
  ]);
});

test("too many creations are a 429 that says when to come back, in header and words", async () => {
  let answer = await ask("POST", base, good);
  for (let tries = 0; answer.status !== 429 && tries < 15; tries++)
    answer = await ask("POST", base, good);
  expect(answer).toMatchObject({ status: 429, body: { code: "too.many.requests.retry.after" } });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
});

const messages = (): string => `${base}/${id}/members/${own}/messages`;

test.each([
  ["without a body", {}, "chat.error.notnull.createconversationmessagerequest.body"],
  ["of 4,001 units", { body: "x".repeat(4_001) }, "constraint.validation"],
  [
    "of a type that only the server may send",
    { body: "x", bodyType: "member-join" },
    "invalid.value",
  ],
  ["that is not JSON", "{", "bad.request"],
])("a message %s is a 400", async (_, body, code) => {
  const answer = await ask("POST", messages(), body);
  expect([answer.status, answer.body.code]).toEqual([400, code]);
});

test("a message of exactly 4,000 units is accepted", async () => {
  expect((await ask("POST", messages(), { body: "x".repeat(4_000) })).status).toBe(200);
});

test("too large a request is a 413, a foreign content type a 415", async () => {
  expect((await ask("POST", messages(), { body: "x".repeat(70_000) })).body.code).toBe(
    "request.entity.too.large",
  );
  expect((await ask("POST", messages(), "<a/>", { "content-type": "text/xml" })).body.code).toBe(
    "unsupported.media.type",
  );
});

test("who calls is asked each time: no token, a broken one, and one of another conversation", async () => {
  const path = `${base}/${id}/messages`;
  expect((await ask("GET", path, undefined, { authorization: "" })).body.code).toBe(
    "authentication.required",
  );
  expect((await ask("GET", path, undefined, { authorization: "Bearer x.y.z" })).body.code).toBe(
    "bad.credentials",
  );
  expect((await ask("GET", path, undefined, { authorization: `bearer ${jwt}` })).status).toBe(200);
  expect(await ask("GET", `${base}/${unknownId}/messages`)).toMatchObject({
    status: 403,
    body: { code: "not.authorized" },
  });
});

test("what is not there is a 404 with the code of its operation", async () => {
  expect((await ask("GET", `${base}/${id}/members/${unknownId}`)).body.code).toBe(
    "chat.error.not.found",
  );
  expect((await ask("GET", `${base}/${id}/messages/${unknownId}`)).body.code).toBe(
    "chat.error.not.found",
  );
  expect((await ask("GET", `${base}/${id}/mediarequests/${unknownId}`)).body.code).toBe(
    "chat.error.not.found",
  );
  expect((await ask("GET", `${base}/${id}/messages?after=${unknownId}`)).body.code).toBe(
    "not.found",
  );
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
