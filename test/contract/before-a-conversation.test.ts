import { afterAll, beforeAll, expect, test } from "vitest";
import type { Organization } from "../../server/src/domain/tenant.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import { startTestServer, type AgentCaller, type TestServer } from "./test-server.ts";
import { ask, newChatBody, type Reply } from "./two-sides.ts";

/* The status that a page asks for, and how it describes itself when a conversation begins. */

const [web] = lanternLine.deployments;
const tenant: Organization = {
  ...lanternLine,
  deployments: [
    {
      ...(web as (typeof lanternLine.deployments)[number]),
      flow: {
        name: "Bell",
        greeting: [
          {
            text: {
              en: "Hello {guest.name}, the {queue.name} team of {organization.name} is near.",
              de: "Guten Tag {guest.name}, das Team {queue.name} ist nah.",
            },
            choices: [
              { text: { en: "I lost my bag" }, payload: "I lost my bag", queue: "Lost property" },
            ],
          },
          { text: "How can we help?" },
        ],
      },
    },
    { ...(web as (typeof lanternLine.deployments)[number]), id: "plain", flow: null },
    { ...(web as (typeof lanternLine.deployments)[number]), id: "off", isDisabled: true },
  ],
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(
    { statusPerMinutePerAddress: 1_000, createsPerMinutePerAddress: 1_000 },
    { organizations: [tenant], allowedDomains: ["www.example.com"] },
  );
});
afterAll(() => server.close());

const base = "/api/v2/webchat/guest/conversations";
const statusPath = (queue = "Bookings", deployment = web?.id, organization = tenant.id): string =>
  `/api/v2/parlor/guest/deployments/${deployment}/status?organizationId=${organization}&queue=${encodeURIComponent(queue)}`;

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

async function status(path = statusPath(), headers: Record<string, string> = {}): Promise<Asked> {
  const reply = await fetch(server.url + path, { headers });
  const json = (await reply.json()) as Record<string, unknown>;
  checkReply(`GET ${path}`, reply.status, json);
  return { status: reply.status, headers: reply.headers, json };
}

async function create(body: object, headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await ask(server.url + base, "POST", "", { ...newChatBody, ...body }, headers);
  const sent = { ...newChatBody, ...body };
  // The contract wants a display name, which this server can make of the other names.
  if (reply.status === 200 && sent.memberInfo.displayName)
    checkRequest(`POST ${base}`, JSON.stringify(sent));
  return reply;
}

/** Creates a chat and attaches to it. @returns its id, and the bodies of its first rows */
async function begin(
  body: object,
  headers: Record<string, string> = {},
): Promise<{ readonly id: string; readonly rows: readonly string[] }> {
  const { id } = (await create(body, headers)).body;
  await server.chats.attach(id);
  const page = { after: null, before: null, sortOrder: "ascending", maxResults: 100 } as const;
  const { messages } = await server.chats.messages(id, page);
  return { id, rows: messages.flatMap(({ body: text }) => (text === "" ? [] : text)) };
}

async function details(id: string): Promise<Record<string, unknown>> {
  const noor: AgentCaller = await server.agent("u-noor");
  const json = await noor("GET", `/api/v2/parlor/chats/${id}`);
  checkReply(`GET /api/v2/parlor/chats/${id}`, 200, json);
  return json as Record<string, unknown>;
}

test("a page is told the flow greeting in every language, and what a choice leads to", async () => {
  const { json, headers } = await status();
  expect(json).toEqual({
    isStaffed: false,
    isOpen: true,
    waiting: 0,
    author: { name: "Bell" },
    formatting: true,
    greeting: [
      {
        text: {
          en: "Hello {guest.name}, the Bookings team of Lantern Line is near.",
          de: "Guten Tag {guest.name}, das Team Bookings ist nah.",
        },
        choices: [
          { text: { en: "I lost my bag" }, payload: "I lost my bag", queue: "Lost property" },
          // In the language of the visitor, as the conversation will offer it.
          { text: expect.objectContaining({ en: "Talk to a person", fr: "Parler à quelqu’un" }) },
        ],
      },
      { text: "How can we help?" },
    ],
  });
  expect(headers.get("set-cookie")).toBeNull();
});

test("without a flow there is no greeting and no author", async () => {
  expect((await status(statusPath("bookings", "plain"))).json).toMatchObject({
    greeting: [],
    author: null,
  });
});

test("asking for the status creates no conversation", async () => {
  const before = await server.chats.counts();
  await status();
  expect(await server.chats.counts()).toEqual(before);
});

test.each([
  ["deployment", statusPath("Bookings", "nowhere")],
  ["disabled deployment", statusPath("Bookings", "off")],
  ["organization", statusPath("Bookings", web?.id, "nobody")],
  ["queue", statusPath("Nothing")],
])("an unknown %s is not found", async (_, path) => {
  expect(await status(path)).toMatchObject({ status: 404, json: { code: "not.found" } });
});

test("a status without its queue or organization names what is missing", async () => {
  const path = `/api/v2/parlor/guest/deployments/${web?.id}/status`;
  expect(await status(path)).toMatchObject({
    status: 400,
    json: { code: "invalid.query.param.value" },
  });
});

test("a page of another origin is not told the status", async () => {
  const foreign = await status(statusPath(), { origin: "https://evil.example" });
  expect(foreign).toMatchObject({ status: 403, json: { code: "origin.not.allowed" } });
  const own = await status(statusPath(), { origin: "https://www.example.com" });
  expect(own.status).toBe(200);
  expect(own.headers.get("access-control-allow-origin")).toBe("https://www.example.com");
});

test("the status is limited by address", async () => {
  const small = await startTestServer({ statusPerMinutePerAddress: 2 });
  try {
    const codes: number[] = [];
    for (let i = 0; i < 3; i++) codes.push((await fetch(small.url + statusPath())).status);
    expect(codes).toEqual([200, 200, 429]);
  } finally {
    await small.close();
  }
});

test("a queue is staffed while one of its agents is not offline, be it on a break", async () => {
  const noor = await server.agent("u-noor");
  const set = (one: string): Promise<unknown> =>
    noor("PATCH", "/api/v2/parlor/agents/me", { status: one });
  await set("break");
  expect((await status()).json["isStaffed"]).toBe(true);
  await set("offline");
  expect((await status()).json["isStaffed"]).toBe(false);
});

test("the conversation begins with the greeting that was told, once, in the language of the page", async () => {
  const german = await begin({ parlor: { language: "de-AT" } });
  expect(german.rows).toEqual([
    "Guten Tag Mara, das Team Bookings ist nah.\n1. I lost my bag\n2. Mit einem Menschen sprechen",
    "How can we help?",
  ]);
  await server.chats.attach(german.id);
  const english = await begin({}, { "accept-language": "en-GB,en;q=0.9,de;q=0.8" });
  expect(english.rows[0]).toBe(
    "Hello Mara, the Bookings team of Lantern Line is near.\n1. I lost my bag\n2. Talk to a person",
  );
  expect((await status()).json["waiting"]).toBe(2);
  const again = { after: null, before: null, sortOrder: "ascending", maxResults: 100 } as const;
  const { messages } = await server.chats.messages(german.id, again);
  expect(messages.filter(({ body }) => body === "How can we help?")).toHaveLength(1);
  for (const { id } of [german, english]) await server.chats.endForAll(id, "system");
});

test("labels, capabilities, language and address of the page reach the agent beside the answers", async () => {
  const { id } = await begin({
    memberInfo: { displayName: "Mara", customFields: { order: "4711" } },
    parlor: {
      fieldLabels: { order: "Your order" },
      capabilities: { screenShare: true },
      language: "en",
      page: "https://www.example.com/help?x=1",
    },
  });
  expect(await details(id)).toMatchObject({
    guest: { customFields: { order: "4711" } },
    parlor: {
      fieldLabels: { order: "Your order" },
      capabilities: { screenShare: true },
      language: "en",
      page: "https://www.example.com/help?x=1",
    },
  });
});

test.each([
  [
    { text: "by noon", withinHours: 24 },
    { text: "by noon", dueAt: 24 * 3_600_000 },
  ],
  [{ text: "by noon" }, { text: "by noon", dueAt: null }],
  [
    { text: "by noon", withinHours: null },
    { text: "by noon", dueAt: null },
  ],
  [null, null],
])("the promise %o of the page is kept, due by the server's clock", async (promise, kept) => {
  const { id } = await begin({ parlor: { promise } });
  const { pageInfo, createdAt } = (await server.chats.get(id)).conversation;
  const due = pageInfo.promise?.dueAt ?? null;
  // The request is read a moment before the conversation begins.
  const rounded = due === null ? null : Math.round((due - createdAt) / 60_000) * 60_000;
  expect(pageInfo.promise && { ...pageInfo.promise, dueAt: rounded }).toEqual(kept);
});

test("a page that says nothing about itself leaves nothing", async () => {
  const { id } = await begin({ parlor: null }, { "accept-language": "*" });
  expect((await details(id))["parlor"]).toEqual({
    fieldLabels: {},
    capabilities: { screenShare: null },
    language: null,
    page: null,
  });
});

const labels = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, "Label"]));

test.each([
  ["parlor.fieldLabels", { fieldLabels: labels(21) }],
  ["parlor.fieldLabels.order", { fieldLabels: { order: "x".repeat(201) } }],
  ["parlor.fieldLabels.order", { fieldLabels: { order: 5 } }],
  [`parlor.fieldLabels.${"k".repeat(101)}`, { fieldLabels: { ["k".repeat(101)]: "Label" } }],
  ["parlor.capabilities.screenShare", { capabilities: { screenShare: "yes" } }],
  ["parlor.language", { language: "x".repeat(36) }],
  ["parlor.page", { page: "javascript:alert(1)" }],
  ["parlor.page", { page: "no address" }],
  ["parlor.promise.text", { promise: { text: "x".repeat(201) } }],
  ["parlor.promise.withinHours", { promise: { text: "soon", withinHours: 0 } }],
  ["parlor.promise.withinHours", { promise: { text: "soon", withinHours: 8761 } }],
  ["parlor", []],
])("%s is refused by name when it is wrong", async (fieldName, parlor) => {
  const { status: code, body } = await create({ parlor });
  expect([code, body.code]).toEqual([400, "constraint.validation"]);
  expect(body.details.map((one) => one.fieldName)).toContain(fieldName);
});

test("twenty labels of two hundred characters are taken", async () => {
  const most = Object.fromEntries(Object.keys(labels(20)).map((key) => [key, "x".repeat(200)]));
  expect((await create({ parlor: { fieldLabels: most } })).status).toBe(200);
});

test("an agent's request to share the screen is refused when the page cannot", async () => {
  const noor = await server.agent("u-noor");
  const invite = async (screenShare: boolean | null, type = "SCREENSHARE"): Promise<unknown> => {
    const { id } = await begin({ parlor: { capabilities: { screenShare } } });
    await server.chats.take(id, "u-noor");
    return noor("POST", `/api/v2/parlor/chats/${id}/mediarequests`, { types: [type] });
  };
  await expect(invite(false)).rejects.toThrow(/409 .*guest\.screenshare\.unavailable/);
  await expect(invite(false, "COBROWSE")).resolves.toMatchObject({ state: "PENDING" });
  await expect(invite(true)).resolves.toMatchObject({ state: "PENDING" });
  await expect(invite(null)).resolves.toMatchObject({ state: "PENDING" });
});

test.each([
  [{ firstName: "Mara", lastName: "Lindqvist" }, "Mara Lindqvist"],
  [{ displayName: "", lastName: " Lindqvist " }, "Lindqvist"],
  [{ displayName: "Guest 7", firstName: "Mara" }, "Guest 7"],
])("a guest with the names %o is called %s", async (memberInfo, name) => {
  const { id } = await begin({ memberInfo });
  expect((await details(id))["guest"]).toMatchObject({ name });
});

test("a guest without any name is refused as before", async () => {
  const { status: code, body } = await create({ memberInfo: { firstName: "  ", email: "a@b.c" } });
  expect([code, body.code]).toEqual([
    400,
    "chat.error.notnull.createconversationrequest.memberinfo.displayname",
  ]);
});
