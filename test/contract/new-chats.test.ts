import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Organization } from "../../server/src/domain/tenant.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import {
  bank,
  listen,
  shop,
  signIn,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* Chats that agents and machines create, and the names by which they are routed. */

const MAX_WAITING = 5;
const CHATS = "/api/v2/conversations/chats";

const home: Organization = {
  ...bank,
  deployments: bank.deployments.map((one) => ({
    ...one,
    rules: { ...one.rules, maxWaiting: MAX_WAITING, idleSeconds: 60, lostStreamGraceSeconds: 60 },
  })),
  users: bank.users.map((user) => ({
    ...user,
    skills: user.id === "ada" ? ["Refunds", "refunds"] : ["Äpfel", "Zoo"],
    languages: user.id === "ada" ? ["German"] : ["English"],
  })),
  clients: [
    ...bank.clients,
    ...(["read", "write"] as const).map((right) => ({
      id: `bank-${right}`,
      secret: `bank-${right}-secret-secret`,
      userId: null,
      name: right,
      scopes: [`conversations:${right}` as const],
    })),
  ],
};

let stage: TwoOrganizations;
let ada: AgentClient;
beforeEach(async () => {
  stage = await startTwoOrganizations({ organizations: [home, shop] });
  ada = await stage.signIn(bank, "ada");
});
afterEach(() => stage.close());

const machine = (right: string): Promise<AgentClient> =>
  signIn(stage.server.url, `bank-${right}`, `bank-${right}-secret-secret`);

/** Makes a call, and lets the documents judge its answer, and itself unless it is refused. */
async function call(agent: AgentClient, request: string, body?: unknown): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  const answer = await agent.call(method, path, body);
  if (answer.status < 300) checkRequest(request, body === undefined ? "" : JSON.stringify(body));
  checkReply(request, answer.status, answer.status === 202 ? undefined : answer.json);
  return answer;
}

interface Named {
  readonly id: string;
  readonly name: string;
}
const namesIn = ({ json }: Answer): readonly Named[] => json["entities"] as readonly Named[];
const idOf = async (kind: string, name: string): Promise<string> =>
  namesIn(await call(ada, `GET /api/v2/routing/${kind}?name=${encodeURIComponent(name)}`))[0]!.id;

const wish = { queueId: "q-main", provider: "Reception" };
const create = (agent: AgentClient, body: object = {}): Promise<Answer> =>
  call(agent, `POST ${CHATS}`, { ...wish, ...body });
const fieldsOf = ({ json }: Answer): string[] =>
  (json["details"] as { fieldName?: string }[]).map(({ fieldName = "" }) => fieldName);
const end = (id: string): Promise<void> => stage.server.chats.endForAll(id, "agent");

test("skills and languages of the configuration have an id each, the same in any case", async () => {
  const skills = await call(ada, "GET /api/v2/routing/skills");
  expect(skills.json).toMatchObject({
    total: 3,
    entities: [{ name: "Refunds" }, { name: "Zoo" }, { name: "Äpfel", state: "active" }],
  });
  for (const { id } of namesIn(skills))
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const languages = await call(ada, "GET /api/v2/routing/languages?pageSize=1&pageNumber=2");
  expect(languages.json).toMatchObject({
    total: 2,
    entities: [{ name: "German" }],
    previousUri: "/api/v2/routing/languages?pageSize=1&pageNumber=1",
  });
  // The ids are a part of the contract: clients keep them.
  expect(await idOf("skills", "fund")).toBe("3d69ab5b-aa61-5fec-bf24-712dc08e443d");
  expect(await idOf("languages", "GERMAN")).toBe("5ade0c47-0150-5c2f-9cc8-afea73804565");
  expect(namesIn(await call(ada, "GET /api/v2/routing/skills?name=none"))).toEqual([]);
});

test("a chat of an agent waits in its queue, is answered and wrapped up, and only agents end it", async () => {
  const [skill, language] = [await idOf("skills", "Refunds"), await idOf("languages", "German")];
  const { json } = await create(ada, {
    customerName: "Mara by phone",
    skillIds: [skill],
    languageId: language,
    priority: 7,
    attributes: { booking: "LL-48213", nothing: "" },
  });
  const id = String(json["id"]);
  const { conversation, members } = await stage.server.chats.get(id);
  expect(conversation).toMatchObject({
    state: "active",
    organizationId: "bank",
    queueId: "q-main",
    skills: ["Refunds"],
    language: "German",
    priority: 7,
  });
  // An empty one is none.
  expect(conversation.attributes).toEqual({ booking: "LL-48213" });
  expect(members.map(({ role, state }) => [role, state])).toEqual([
    ["guest", "connected"],
    ["queue", "connected"],
  ]);
  // The guest never comes, which it need not.
  stage.clock.advance(5 * 60 * 60 * 1000);
  const waiting = await call(ada, "GET /api/v2/parlor/chats/waiting");
  expect(waiting.json["entities"]).toMatchObject([
    { id, guest: { name: "Mara by phone" }, guestAwaySince: null },
  ]);
  const leg = await stage.server.chats.take(id, "ada");
  // Its silence is longer than that of a guest may be.
  stage.clock.advance(100_000);
  const one = await call(ada, `GET ${CHATS}/${id}`);
  const agent = (one.json["participants"] as Record<string, unknown>[]).at(-1);
  expect(agent).toMatchObject({
    state: "connected",
    conversationRoutingData: {
      language: { id: language, name: "German" },
      skills: [{ id: skill, name: "Refunds" }],
      priority: 7,
    },
  });
  const path = `${CHATS}/${id}/participants/${leg.participantId}`;
  await call(ada, `PATCH ${path}`, { wrapup: { code: "w-solved" } });
  await call(ada, `PATCH ${path}`, { state: "disconnected" });
  expect((await stage.server.chats.get(id)).conversation).toMatchObject({
    state: "ended",
    endReason: "agent",
    missed: null,
  });
});

test("an agent who is available is offered a new chat at once", async () => {
  await ada.call("PATCH", "/api/v2/parlor/agents/me", { status: "available" });
  const listener = await listen(ada);
  await listener.subscribe("v2.users.ada.conversations.chats");
  const id = String((await create(ada)).json["id"]);
  const isOffered = ({ eventBody }: { eventBody: Readonly<Record<string, unknown>> }): boolean =>
    eventBody["id"] === id && JSON.stringify(eventBody).includes('"alerting"');
  await expect.poll(async () => (await listener.heard()).some(isOffered)).toBe(true);
  listener.socket.close();
  await ada.call("PATCH", "/api/v2/parlor/agents/me", { status: "offline" });
  await end(id);
});

test("a chat is refused by the names of the fields that are wrong", async () => {
  const refused = await create(ada, {
    queueId: "q-none",
    skillIds: [await idOf("skills", "Zoo"), "none"],
    languageId: await idOf("skills", "Zoo"),
  });
  expect([refused.status, refused.json["code"], fieldsOf(refused)]).toEqual([
    400,
    "invalid.value",
    ["queueId", "skillIds", "languageId"],
  ]);
  for (const [field, value] of [
    ["provider", ""],
    ["provider", undefined],
    ["customerName", "x".repeat(201)],
    ["priority", -1],
    ["priority", 0.5],
    ["attributes", Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, "1"]))],
    ["attributes.long", { long: "x".repeat(1_001) }],
  ] as const) {
    const answer = await create(ada, { [field.split(".")[0]!]: value });
    expect([answer.status, fieldsOf(answer)]).toEqual([400, [field]]);
  }
  const most = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [`k${at}`, "x".repeat(at === 0 ? 1_000 : 1)]),
  );
  const { status, json } = await create(ada, { attributes: most });
  expect(status).toBe(200);
  await end(String(json["id"]));
});

test("with as many guests in line as its organization lets wait, a chat is refused until later", async () => {
  const ids: string[] = [];
  for (let n = 0; n < MAX_WAITING; n++) ids.push(String((await create(ada)).json["id"]));
  const refused = await create(ada);
  expect([refused.status, refused.json["code"]]).toEqual([503, "service.unavailable"]);
  // Another queue has places.
  ids.push(String((await create(ada, { queueId: "q-other" })).json["id"]));
  for (const id of ids) await end(id);
  await end(String((await create(ada)).json["id"]));
});

test("a machine with the scope to write creates chats, each with a line in the audit log before", async () => {
  const id = String((await create(await machine("write"))).json["id"]);
  const { conversation, members } = await stage.server.chats.get(id);
  expect(conversation.state).toBe("active");
  expect(members[0]).toMatchObject({ role: "guest", displayName: "Guest" });
  expect(stage.audit().filter(({ conversationId }) => conversationId === id)).toMatchObject([
    { what: "machine-change", userId: "client:bank-write", operation: "postConversationsChats" },
  ]);
  const reader = await machine("read");
  const refused = await create(reader);
  expect([refused.status, refused.json["code"]]).toEqual([403, "not.authorized"]);
  for (const kind of ["skills", "languages"]) {
    expect((await call(reader, `GET /api/v2/routing/${kind}`)).status).toBe(200);
    expect((await (await machine("write")).call("GET", `/api/v2/routing/${kind}`)).status).toBe(
      403,
    );
  }
  await end(id);
});

test("while the audit log cannot be written, a machine creates no chat", async () => {
  const writer = await machine("write");
  const log = join(stage.server.folder, "audit.log");
  mkdirSync(log);
  const refused = await create(writer);
  expect([refused.status, refused.json["code"]]).toEqual([503, "service.unavailable"]);
  expect(await stage.server.chats.countWaiting("bank", "q-main")).toBe(0);
  rmSync(log, { recursive: true });
  expect((await create(writer)).status).toBe(200);
  expect(await stage.server.chats.countWaiting("bank", "q-main")).toBe(1);
});

test("an agent of another organization sees neither the chat nor the names", async () => {
  const stranger = await stage.signIn(shop, "ada");
  const id = String((await create(ada)).json["id"]);
  expect((await call(stranger, `GET ${CHATS}/${id}`)).status).toBe(404);
  expect(namesIn(await call(stranger, "GET /api/v2/routing/skills"))).toEqual([]);
  const refused = await create(stranger, { skillIds: [await idOf("skills", "Zoo")] });
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ["skillIds"]]);
  await end(id);
});
