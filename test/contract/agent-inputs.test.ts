import { afterAll, beforeAll, expect, test } from "vitest";
import { checkReply } from "../openapi.ts";
import {
  bank,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* The server validates agents' queries and bodies: no input of a client causes a 500. */

let stage: TwoOrganizations;
let ada: AgentClient;
let chat: string;
let parlor: string;
let own: string;
let line: string;
let customer: string;

beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
  const id = await stage.guest(bank);
  const leg = await stage.server.chats.take(id, "ada");
  const { members } = await stage.server.chats.get(id);
  chat = `/api/v2/conversations/chats/${id}`;
  parlor = `/api/v2/parlor/chats/${id}`;
  own = `${chat}/participants/${leg.participantId}`;
  line = `${chat}/communications/${leg.id}`;
  customer = `${chat}/participants/${members.find(({ role }) => role === "guest")?.participantId}/attributes`;
});
afterAll(() => stage.close());

async function send(request: string, body?: unknown): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  const answer = await ada.call(method, path, body);
  checkReply(request, answer.status, answer.status === 202 ? undefined : answer.json);
  return answer;
}

/** The fields that a refusal names. */
const fieldsOf = ({ json }: Answer): string[] =>
  (json["details"] as { fieldName?: string }[]).map(({ fieldName = "" }) => fieldName);

test.each(["guest=a&guest=b&state=ended", "state=ended&state=ended"])(
  "a parameter of the earlier chats that is there twice is refused: %s",
  async (query) => {
    const answer = await send(`GET /api/v2/parlor/chats?${query}`);
    expect([answer.status, answer.json["code"]]).toEqual([400, "invalid.query.param.value"]);
    expect(fieldsOf(answer)).toEqual([query.startsWith("guest") ? "guest" : "state"]);
  },
);

test.each(["after", "before", "sortOrder", "maxResults"])(
  "a history that is asked for with %s twice is refused",
  async (name) => {
    const answer = await send(`GET ${chat}/messages?${name}=1&${name}=2`);
    expect([answer.status, answer.json["code"]]).toEqual([400, "invalid.query.param.value"]);
    expect(fieldsOf(answer)).toEqual([name]);
  },
);

test("parameters that the server does not read may be there as often as a client likes", async () => {
  const answer = await send("GET /api/v2/users/me?expand=presence&expand=routingStatus");
  expect(answer.status).toBe(200);
});

const rude: readonly unknown[] = [
  { toString: [] },
  { toString: null },
  [],
  ["IDLE"],
  7,
  true,
  { length: 1 },
  "x".repeat(5_000),
];

const bodies: readonly (readonly [
  field: string,
  request: () => string,
  (value: unknown) => unknown,
])[] = [
  ["status", () => "PUT /api/v2/users/ada/routingstatus", (status) => ({ status })],
  ["status", () => "PATCH /api/v2/parlor/agents/me", (status) => ({ status })],
  [
    "capacity",
    () => "PATCH /api/v2/parlor/agents/me",
    (value) => ({ capacity: value === 7 ? 0 : value }),
  ],
  ["state", () => `PATCH ${chat}`, (state) => ({ state })],
  ["state", () => `PATCH ${own}`, (state) => ({ state })],
  ["held", () => `PATCH ${own}`, (held) => ({ held: held === true ? "yes" : held })],
  [
    "wrapupSkipped",
    () => `PATCH ${own}`,
    (value) => ({ wrapupSkipped: value === true ? 1 : value }),
  ],
  ["wrapup", () => `PATCH ${own}`, (value) => ({ wrapup: isPlain(value) ? 5 : value })],
  ["code", () => `PATCH ${own}`, (code) => ({ wrapup: { code } })],
  ["userId", () => `POST ${own}/replace`, (userId) => ({ userId })],
  ["queueId", () => `POST ${own}/replace`, (queueId) => ({ queueId })],
  ["userName", () => `POST ${own}/replace`, (userName) => ({ userName })],
  ["address", () => `POST ${own}/replace`, (address) => ({ address })],
  ["body", () => `POST ${line}/messages`, (body) => ({ body })],
  ["bodyType", () => `POST ${line}/messages`, (bodyType) => ({ body: "x", bodyType })],
  [
    "attributes",
    () => `PATCH ${customer}`,
    (value) => ({ attributes: isPlain(value) ? 5 : value }),
  ],
  ["attributes.key", () => `PATCH ${customer}`, (key) => ({ attributes: { key } })],
  ["types", () => `POST ${parlor}/mediarequests`, (types) => ({ types })],
  [
    "expiresInSeconds",
    () => `POST ${parlor}/mediarequests`,
    (value) => ({
      types: ["COBROWSE"],
      expiresInSeconds: value === 7 ? 0.5 : value,
    }),
  ],
];

const isPlain = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

test.each(bodies)(
  "%s is refused by name when it is something else than it must be",
  async (field, request, body) => {
    for (const value of rude) {
      const answer = await ada.call(...(request().split(" ") as [string, string]), body(value));
      expect([value, answer.status, answer.json["code"]]).toEqual([value, 400, "invalid.value"]);
      expect(fieldsOf(answer)).toEqual([field]);
    }
  },
);

test("bodies that are no objects, and topics that are none, are refused", async () => {
  for (const body of ["x", 7, [], [[]], true]) {
    const answer = await ada.call("PATCH", own, body);
    expect([answer.status, answer.json["code"]]).toEqual([400, "bad.request"]);
  }
  const { json } = await ada.call("POST", "/api/v2/notifications/channels");
  const path = `/api/v2/notifications/channels/${String(json["id"])}/subscriptions`;
  const wrong = await ada.call("POST", path, [
    { id: "v2.parlor.queues" },
    { id: 5 },
    null,
    "x",
    {},
  ]);
  expect([wrong.status, wrong.json["code"]]).toEqual([400, "invalid.value"]);
  expect(fieldsOf(wrong)).toEqual(["1.id", "2.id", "3.id", "4.id"]);
  expect((await ada.call("PUT", path, { id: "v2.parlor.queues" })).status).toBe(400);
});

/* ---- limits ---- */

test("an attribute has at most 1,000 characters, its key 200, and a chat at most 200 of them", async () => {
  const put = (attributes: object): Promise<Answer> => send(`PATCH ${customer}`, { attributes });
  expect((await put({ long: "x".repeat(1_000), ["k".repeat(200)]: "1" })).status).toBe(200);
  const long = await put({ fine: "1", long: "x".repeat(1_001), ["k".repeat(201)]: "1" });
  expect(long.status).toBe(400);
  expect(fieldsOf(long)).toEqual(["attributes.long", `attributes.${"k".repeat(200)}`]);
  const many = Object.fromEntries(Array.from({ length: 198 }, (_, at) => [`key ${at}`, "1"]));
  expect((await put(many)).status).toBe(200);
  const over = await put({ more: "1" });
  expect([over.status, over.json["code"], fieldsOf(over)]).toEqual([
    400,
    "invalid.value",
    ["attributes"],
  ]);
  // One that goes makes room for another.
  expect((await put({ "key 0": "", more: "1" })).status).toBe(200);
  expect((await put({ more: "2" })).status).toBe(200);
});

test("a wrap-up's notes, tags, their number and its name have limits", async () => {
  const wrapup = { code: "w-solved" };
  const put = async (change: object): Promise<string[] | number> => {
    const answer = await ada.call("PATCH", own, { wrapup: { ...wrapup, ...change } });
    return answer.status === 400 ? fieldsOf(answer) : answer.status;
  };
  expect(
    await put({
      notes: "x".repeat(4_000),
      name: "x".repeat(200),
      tags: Array(50).fill("x".repeat(100)),
    }),
  ).toBe(202);
  expect(await put({ tags: null, notes: null, name: null, durationSeconds: null })).toBe(202);
  expect(await put({ notes: "x".repeat(4_001) })).toEqual(["notes"]);
  expect(await put({ name: "x".repeat(201) })).toEqual(["name"]);
  expect(await put({ name: 5 })).toEqual(["name"]);
  expect(await put({ tags: Array(51).fill("x") })).toEqual(["tags"]);
  expect(await put({ tags: ["x".repeat(101)] })).toEqual(["tags"]);
  expect(await put({ durationSeconds: -1, provisional: "yes" })).toEqual([
    "durationSeconds",
    "provisional",
  ]);
  const huge = await fetch(`${stage.server.url}${own}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${ada.token}`, "content-type": "application/json" },
    body: '{"wrapup":{"code":"w-solved","durationSeconds":1e999}}',
  });
  expect(huge.status).toBe(400);
});

test("past its capacity an agent is told so", async () => {
  await ada.call("PATCH", "/api/v2/parlor/agents/me", { capacity: 1 });
  const id = await stage.guest(bank);
  for (const which of [id, "next"]) {
    const answer = await send(`POST /api/v2/parlor/chats/waiting/${which}/take`);
    expect([answer.status, answer.json["code"], answer.json["messageParams"]]).toEqual([
      409,
      "agent.capacity.reached",
      { capacity: "1" },
    ]);
  }
  await ada.call("PATCH", "/api/v2/parlor/agents/me", { capacity: 2 });
  expect((await send("POST /api/v2/parlor/chats/waiting/next/take")).status).toBe(200);
});
