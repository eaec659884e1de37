import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSignedData } from "../../server/src/plugins/signed-data.ts";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { operations } from "../fuzz/operations.ts";
import { startTestServer, tokenOf, type TestServer } from "./test-server.ts";
import {
  agentBase,
  ask,
  guestBase,
  newChatBody,
  startTwoSides,
  type Reply,
  type TwoSides,
} from "./two-sides.ts";

/* Text that cannot be kept as it is: refused everywhere but in messages, with the field named. */

const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
let server: TestServer;
let chat: TwoSides;
let noor: string;
let site: string;

function logIn(clientId: string): Promise<string> {
  const client = lanternLine.clients.find((one) => one.id === clientId);
  return tokenOf(server.url, { id: clientId, secret: client?.secret ?? "" });
}

beforeAll(async () => {
  server = await startTestServer(
    { createsPerMinutePerAddress: 100_000, createsPerMinute: 100_000 },
    { clock },
  );
  chat = await startTwoSides(server);
  noor = await logIn("c-noor");
  site = await logIn("c-site");
});
// Resets every per-minute limit for each test.
beforeEach(() => clock.advance(60_000));
afterAll(async () => {
  chat.close();
  await server.close();
});

/** Signs as the server does, but without its checks: older versions had none. */
async function sign(data: object): Promise<string> {
  const key = Buffer.from((await server.store.setting("signing-key")) ?? "", "base64url");
  return createSignedData(key, 600).sign({ ...data }, lanternLine.id, clock.now());
}

const refusal = ({ status, body }: Reply): unknown => ({
  status,
  code: body.code,
  fields: body.details.map(({ errorCode, fieldName }) => {
    expect(errorCode).toBe("invalid.value");
    return fieldName;
  }),
});
const refused = (...fields: readonly string[]): unknown => ({
  status: 400,
  code: "invalid.value",
  fields,
});

const wrongTexts = [
  ["U+0000", "a\0b"],
  ["half of a surrogate pair", "a\ud83d"],
] as const;

describe.each(wrongTexts)("%s", (_, wrong) => {
  const create = (change: object): Promise<Reply> =>
    ask(`${server.url}${guestBase}`, "POST", "", { ...newChatBody, ...change });
  const asGuest = (method: string, path: string, body?: unknown): Promise<Reply> =>
    ask(`${server.url}${guestBase}/${chat.id}${path}`, method, chat.guest.token, body);
  const asAgent = (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> => ask(`${server.url}${path}`, method, noor, body, headers);

  test.each([
    ["organizationId", { organizationId: wrong }],
    ["deploymentId", { deploymentId: wrong }],
    [
      "routingTarget.targetAddress",
      { routingTarget: { targetType: "QUEUE", targetAddress: wrong } },
    ],
    [
      "routingTarget.skills.1",
      { routingTarget: { ...newChatBody.routingTarget, skills: ["ok", wrong] } },
    ],
    [
      "routingTarget.language",
      { routingTarget: { ...newChatBody.routingTarget, language: wrong } },
    ],
    ...["displayName", "firstName", "lastName", "email", "phoneNumber"].map((name) => [
      `memberInfo.${name}`,
      { memberInfo: { displayName: "Mara", [name]: wrong } },
    ]),
    [
      "memberInfo.customFields.tier",
      { memberInfo: { displayName: "Mara", customFields: { tier: wrong } } },
    ],
    [
      "journeyContext.customer.id",
      { journeyContext: { customer: { id: wrong, idType: "cookie" } } },
    ],
    [
      "journeyContext.customerSession.type",
      {
        journeyContext: {
          customer: { id: "1", idType: "cookie" },
          customerSession: { id: "1", type: wrong },
        },
      },
    ],
  ] as [string, object][])("in a new chat's %s", async (field, change) => {
    expect(refusal(await create(change))).toEqual(refused(field));
  });

  test("in a new chat: all fields at once, keys too, and a missing field keeps its own code", async () => {
    const memberInfo = { displayName: wrong, email: wrong, customFields: { [wrong]: "gold" } };
    const key = wrong.replaceAll("\0", "").toWellFormed();
    const fields = ["memberInfo.displayName", "memberInfo.email", `memberInfo.customFields.${key}`];
    expect(refusal(await create({ memberInfo }))).toEqual(refused(...fields));
    const missing = await create({ memberInfo: { displayName: "", email: wrong } });
    expect(missing.body.code).toBe(
      "chat.error.notnull.createconversationrequest.memberinfo.displayname",
    );
    expect(missing.body.details.map(({ fieldName }) => fieldName)).toContain("memberInfo.email");
  });

  test("in what a back end has signed", async () => {
    const sign = (data: unknown): Promise<Reply> =>
      ask(`${server.url}/api/v2/signeddata`, "POST", site, data);
    expect(refusal(await sign({ sub: wrong, displayName: wrong, tier: wrong }))).toEqual(
      refused("sub", "displayName", "tier"),
    );
    const [key] = [wrong.replaceAll("\0", "").toWellFormed()];
    expect(refusal(await sign({ customFields: { [wrong]: 1, deep: { in: [wrong] } } }))).toEqual(
      refused(`customFields.${key}`, "customFields.deep.in.0"),
    );
  });

  test("in what version 0.1.0 has signed, together with what else is wrong in it", async () => {
    const data = { displayName: wrong, email: "x".repeat(321), tier: wrong };
    const memberAuthToken = await sign(data);
    expect(refusal(await create({ memberAuthToken }))).toEqual(
      refused("displayName", "tier", "email"),
    );
  });

  test("in a rating's comment, and in a media request's answer", async () => {
    const rating = `${server.url}/api/v2/parlor/guest/conversations/${chat.id}/rating`;
    expect(
      refusal(await ask(rating, "POST", chat.guest.token, { score: 5, comment: wrong })),
    ).toEqual(refused("comment"));
    expect(refusal(await asGuest("PATCH", "/mediarequests/x", { state: wrong }))).toEqual(
      refused("state"),
    );
  });

  test("beside a message's body, which is mended", async () => {
    const path = `/members/${chat.guest.memberId}/messages`;
    expect(refusal(await asGuest("POST", path, { body: wrong, bodyType: wrong }))).toEqual(
      refused("bodyType"),
    );
    const agentPath = `${agentBase}/${chat.id}/communications/${chat.agent.communicationId}/messages`;
    expect(refusal(await asAgent("POST", agentPath, { body: wrong, bodyType: wrong }))).toEqual(
      refused("bodyType"),
    );
  });

  test("in what agents save: attributes, wrap-up, status, topics, transfers", async () => {
    const participant = `${agentBase}/${chat.id}/participants/${chat.agent.participantId}`;
    const key = wrong.replaceAll("\0", "").toWellFormed();
    const attributes = { tier: wrong, [wrong]: "x" };
    expect(refusal(await asAgent("PATCH", `${participant}/attributes`, { attributes }))).toEqual(
      refused("attributes.tier", `attributes.${key}`),
    );
    const wrapup = { code: "w-solved", name: wrong, notes: wrong, tags: ["ok", wrong] };
    expect(refusal(await asAgent("PATCH", participant, { wrapup }))).toEqual(
      refused("wrapup.name", "wrapup.notes", "wrapup.tags.1"),
    );
    expect(
      refusal(
        await asAgent(
          "POST",
          `${participant}/communications/${chat.agent.communicationId}/wrapup`,
          wrapup,
        ),
      ),
    ).toEqual(refused("name", "notes", "tags.1"));
    expect(refusal(await asAgent("PATCH", "/api/v2/parlor/agents/me", { status: wrong }))).toEqual(
      refused("status"),
    );
    expect(
      refusal(await asAgent("PUT", "/api/v2/users/u-noor/routingstatus", { status: wrong })),
    ).toEqual(refused("status"));
    const channel = await asAgent("POST", "/api/v2/notifications/channels");
    expect(
      refusal(
        await asAgent("POST", `/api/v2/notifications/channels/${channel.body.id}/subscriptions`, [
          { id: wrong },
        ]),
      ),
    ).toEqual(refused("0.id"));
    expect(refusal(await asAgent("POST", `${participant}/replace`, { queueId: wrong }))).toEqual(
      refused("queueId"),
    );
  });
});

test("a signed name that is made of two is not cut inside a character", async () => {
  // 198 units, a space, and an emoji of two units: one too many.
  const memberAuthToken = await sign({ firstName: "x".repeat(198), lastName: "😀" });
  const created = await ask(`${server.url}${guestBase}`, "POST", "", {
    ...newChatBody,
    memberAuthToken,
  });
  const { members } = await server.chats.get(created.body.id);
  expect(members[0]?.displayName).toBe(`${"x".repeat(198)} `);
});

test("a transfer's note and an address are refused with U+0000 in them", async () => {
  const participant = `${agentBase}/${chat.id}/participants/${chat.agent.participantId}`;
  const note = { "parlor-transfer-note": "from%00Ada" };
  expect(
    refusal(
      await ask(`${server.url}${participant}/replace`, "POST", noor, { queueId: "q-lost" }, note),
    ),
  ).toEqual(refused("Parlor-Transfer-Note"));
  for (const [url, token, field] of [
    [`${guestBase}/${chat.id}/messages?after=a%00b`, chat.guest.token, "after"],
    [`${guestBase}/${chat.id}/messages/a%00b`, chat.guest.token, "messageId"],
    [`${guestBase}/${chat.id}/members/a%00b`, chat.guest.token, "memberId"],
    [`${guestBase}/${chat.id}/mediarequests/a%00b`, chat.guest.token, "mediaRequestId"],
    [`${agentBase}/a%00b`, noor, "conversationId"],
    [`${agentBase}/${chat.id}/messages/a%00b`, noor, "messageId"],
    [`${agentBase}/${chat.id}/messages?before=a%00b`, noor, "before"],
    ["/api/v2/parlor/chats?state=ended&guest=a%00b", noor, "guest"],
    ["/api/v2/notifications/channels/a%00b/subscriptions", noor, "channelId"],
  ] as const)
    expect(refusal(await ask(`${server.url}${url}`, "GET", token)), url).toEqual(refused(field));
});

test("an unknown caller is told so, and nothing about the text", async () => {
  const bad = { body: "\0", comment: "\0", attributes: { a: "\0" } };
  for (const [method, url] of [
    ["POST", `${guestBase}/${chat.id}/members/a%00b/messages`],
    ["GET", `${guestBase}/${chat.id}/messages?after=%00`],
    ["PATCH", `${agentBase}/${chat.id}/participants/x/attributes`],
    ["GET", `${agentBase}/a%00b`],
    ["POST", "/api/v2/signeddata"],
  ] as const) {
    const reply = await ask(`${server.url}${url}`, method, "", method === "GET" ? undefined : bad);
    expect(reply.status, url).toBe(401);
  }
  const other = await ask(`${server.url}${guestBase}/a%00b/messages`, "GET", chat.guest.token);
  expect(other.status).toBe(403);
  const stranger = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: "a\0b" }),
  });
  expect(stranger.status).toBe(401);
});

test("a client that is known is told of a form field that cannot be read as text", async () => {
  const reply = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "c-noor",
      client_secret: "noor-secret-noor",
      scope: "a\0b",
    }),
  });
  expect(reply.status).toBe(400);
  // RFC 6749 has a form of its own for this.
  expect(await reply.json()).toEqual({
    error: "invalid_request",
    error_description: "Invalid: scope",
  });
});

/**
 * OAuth has a form of its own for refusals, health has no caller whose text is kept, and the
 * addresses of files and pictures are signed: every other query is refused as such.
 */
const withoutCheck = new Set([
  "postOauthToken",
  "getHealthz",
  "getReadyz",
  "putParlorFile",
  "getParlorFile",
  "getParlorPicture",
]);

test.each(operations.filter(({ id }) => !withoutCheck.has(id)))(
  "$id refuses text that cannot be kept, in whatever part of the request it is",
  async ({ method, template, needs, sample }) => {
    const path = template.replace("{conversationId}", chat.id).replaceAll(/\{\w+\}/g, "x");
    const token = { guest: chat.guest.token, agent: noor, client: site, nobody: "" }[needs];
    const url = `${server.url}${path}?more=a%00b`;
    const isCreation = needs === "nobody" && method === "POST";
    const body = isCreation ? newChatBody : sample;
    expect(refusal(await ask(url, method, token, body))).toEqual(refused("more"));
  },
);
