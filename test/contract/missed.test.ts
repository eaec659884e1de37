import { once } from "node:events";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { checkReply } from "../openapi.ts";
import { newChat, silentPage } from "../../server/src/testing/tenant-fixture.ts";
import {
  bank,
  listen,
  shop,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* Missed conversations, as agents and guests have them over REST and over their streams. */

let stage: TwoOrganizations;
let ada: AgentClient;
let ben: AgentClient;
let dot: AgentClient;
let stranger: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
  ben = await stage.signIn(bank, "ben");
  dot = await stage.signIn(bank, "dot");
  stranger = await stage.signIn(shop, "ada");
});
afterAll(() => stage.close());

const TEXT = "My train was cancelled.";
const list = "/api/v2/parlor/chats?state=missed";

async function call(
  agent: AgentClient,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await agent.call(method, path, body);
  checkReply(`${method} ${path}`, answer.status, answer.status === 204 ? undefined : answer.json);
  return answer;
}

const idsFor = async (agent: AgentClient, path = list): Promise<readonly string[]> =>
  ((await call(agent, "GET", path)).json["entities"] as { id: string }[]).map(({ id }) => id);

/** A conversation that is missed in the bank's main queue. */
async function missed(change: Parameters<typeof newChat>[0] = {}, text = TEXT): Promise<string> {
  const { chats } = stage.server;
  const id = await stage.guest(bank, change);
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.send(id, guestMemberId, text, "standard", null);
  await chats.guestLeaves(id, guestMemberId);
  return id;
}

const take = (id: string): string => `/api/v2/parlor/chats/missed/${id}/take`;
const wrapup = (id: string): string => `/api/v2/parlor/chats/missed/${id}/wrapup`;
const linesOf = (id: string): readonly unknown[] =>
  stage.audit().filter((one) => one["conversationId"] === id);

test("the list has the text, the time, the page, the answers, and how to answer", async () => {
  const id = await missed({
    language: "German",
    guest: {
      ...newChat().guest,
      email: "mara@example.com",
      customFields: { order: "4711", phone: "+49 30 1234", subject: "Refund" },
    },
    pageInfo: {
      ...silentPage,
      fieldLabels: { order: "Your order" },
      language: "de",
      address: "https://www.example.com/help",
      promise: { text: "by tomorrow noon", dueAt: stage.clock.now() + 3_600_000 },
    },
  });
  const { json } = await call(ada, "GET", list);
  const now = new Date(stage.clock.now()).toISOString();
  expect((json["entities"] as { id: string }[]).find((one) => one.id === id)).toEqual({
    id,
    guest: {
      memberId: expect.any(String),
      participantId: expect.any(String),
      name: "Mara",
      isNameVerified: false,
    },
    queue: { id: "q-main", name: "Main" },
    subject: "Refund",
    missedSince: now,
    startedAt: now,
    endedAt: now,
    lastText: TEXT,
    language: "de",
    page: "https://www.example.com/help",
    contact: { email: "mara@example.com", phoneNumber: "+49 30 1234" },
    answers: { order: "4711", phone: "+49 30 1234", subject: "Refund" },
    fieldLabels: { order: "Your order" },
    verifiedFields: [],
    takenBy: null,
    promise: {
      text: "by tomorrow noon",
      dueAt: new Date(stage.clock.now() + 3_600_000).toISOString(),
    },
  });
  expect((await call(ada, "GET", `/api/v2/parlor/chats/${id}`)).json).toMatchObject({
    missed: { since: now, takenBy: null },
  });
});

test("the members of the queue have it in their list, and nobody else", async () => {
  const id = await missed();
  expect(await idsFor(ada)).toContain(id);
  expect(await idsFor(ben, `${list}&queue=q-main`)).toContain(id);
  expect(await idsFor(dot)).not.toContain(id);
  expect(await idsFor(stranger)).toEqual([]);
});

test.each([
  ["q-other", 403, "not.authorized"],
  ["q-nothing", 404, "not.found"],
])("the list of the queue %s is refused with %i", async (queue, status, code) => {
  expect(await call(ada, "GET", `${list}&queue=${queue}`)).toMatchObject({
    status,
    json: { code },
  });
});

test("a member of the queue reads it, which is written down once before it is told", async () => {
  const id = await missed();
  const path = `/api/v2/conversations/chats/${id}/messages`;
  stage.server.store.refuseWrites(true);
  expect((await call(ada, "GET", path)).status).toBe(503);
  stage.server.store.refuseWrites(false);
  const { json } = await call(ada, "GET", path);
  expect((json["entities"] as { body: string }[]).map(({ body }) => body)).toContain(TEXT);
  await call(ada, "GET", path);
  expect(linesOf(id)).toMatchObject([{ what: "read-along", userId: "ada" }]);
  for (const [agent, status] of [
    [dot, 403],
    [stranger, 404],
  ] as const)
    expect((await call(agent, "GET", path)).status).toBe(status);
});

test("the list is written down once for each conversation, before it shows the guests' text", async () => {
  const [first, second] = [await missed(), await missed()];
  stage.server.store.refuseWrites(true);
  expect((await call(ben, "GET", list)).status).toBe(503);
  stage.server.store.refuseWrites(false);
  expect(await idsFor(ben)).toEqual(expect.arrayContaining([first, second]));
  const lines = stage.audit().length;
  for (const id of [first, second])
    expect(linesOf(id)).toMatchObject([{ what: "read-along", userId: "ben" }]);
  await idsFor(ben);
  expect(stage.audit()).toHaveLength(lines);
});

test("one member takes it and closes it; a colleague and a stranger are refused", async () => {
  const id = await missed();
  expect((await call(dot, "POST", take(id))).status).toBe(403);
  expect((await call(stranger, "POST", take(id))).status).toBe(404);
  expect((await call(ada, "POST", wrapup(id), { code: "w-solved" })).status).toBe(403);
  expect((await call(ada, "POST", take(id))).status).toBe(204);
  expect((await call(ada, "POST", take(id))).status).toBe(204);
  expect(linesOf(id)).toMatchObject([{ userId: "ada" }]);
  expect(await call(ben, "POST", take(id))).toMatchObject({
    status: 409,
    json: { code: "request.conflict" },
  });
  expect(
    ((await call(ben, "GET", list)).json["entities"] as { id: string }[]).find(
      (one) => one.id === id,
    ),
  ).toMatchObject({ takenBy: { id: "ada", name: "ada of bank" } });
  const guest = (await stage.server.chats.get(id)).members.find(({ role }) => role === "guest");
  const codes = `/api/v2/conversations/chats/${id}/participants/${guest?.participantId}/wrapupcodes`;
  expect((await call(ada, "GET", codes)).status).toBe(200);
  expect((await call(ben, "GET", codes)).status).toBe(403);
  expect((await call(ben, "POST", wrapup(id), { code: "w-solved" })).status).toBe(403);
  expect(await call(ada, "POST", wrapup(id), { code: "w-nothing" })).toMatchObject({
    status: 400,
    json: { code: "invalid.value", details: [{ fieldName: "code" }] },
  });
  expect((await call(ada, "POST", wrapup(id), {})).status).toBe(400);
  const notes = "Written to her.";
  expect((await call(ada, "POST", wrapup(id), { code: "w-solved", notes })).status).toBe(204);
  expect(await idsFor(ada)).not.toContain(id);
  expect((await stage.server.chats.get(id)).conversation.missed).toMatchObject({
    state: "closed",
    takenBy: { userId: "ada" },
    wrapup: { code: "w-solved", name: "Solved", notes },
  });
  expect((await call(ada, "POST", wrapup(id), { code: "w-solved" })).status).toBe(409);
  for (const agent of [ada, ben])
    expect((await call(agent, "GET", `/api/v2/conversations/chats/${id}/messages`)).status).toBe(
      403,
    );
});

test("the agent who took it reads the outcomes by the guest's participant id in the list", async () => {
  const id = await missed();
  expect((await call(ada, "POST", take(id))).status).toBe(204);
  const { entities } = (await call(ada, "GET", list)).json as {
    entities: { id: string; guest: { memberId: string; participantId: string } }[];
  };
  const guest = entities.find((one) => one.id === id)?.guest;
  const codesOf = (participantId = ""): Promise<Answer> =>
    call(ada, "GET", `/api/v2/conversations/chats/${id}/participants/${participantId}/wrapupcodes`);
  const codes = await codesOf(guest?.participantId);
  expect(codes.status).toBe(200);
  expect(codes.json).toContainEqual(expect.objectContaining({ id: "w-solved" }));
  // A member's id names no participant.
  for (const other of [guest?.memberId, "nobody"]) expect((await codesOf(other)).status).toBe(404);
});

test("the members of the organization hear of each change on v2.parlor.queues", async () => {
  const listener = await listen(ada);
  const foreign = await listen(stranger);
  for (const one of [listener, foreign]) await one.subscribe("v2.parlor.queues");
  const id = await missed();
  const entries = async (): Promise<unknown[]> =>
    (await listener.heard()).map(({ eventBody }) => eventBody).filter((body) => "list" in body);
  const entry = { queueId: "q-main", list: "missed", conversationId: id };
  const read = async (name: "entities" | "answered"): Promise<unknown> =>
    ((await call(ada, "GET", list)).json[name] as { id: string }[]).find((one) => one.id === id);
  expect(await entries()).toEqual([{ ...entry, missed: await read("entities") }]);
  await call(ada, "POST", take(id));
  expect(await entries()).toEqual([{ ...entry, missed: await read("entities") }]);
  await call(ada, "POST", wrapup(id), { code: "w-solved" });
  expect(await entries()).toEqual([{ ...entry, missed: null, answered: await read("answered") }]);
  expect(await foreign.heard()).toEqual([]);
  for (const { socket } of [listener, foreign]) socket.close();
});

test("a text with markup and mail syntax stays the text that it is", async () => {
  const text = `<img src=x onerror=alert(1)>\nBcc: all@example.com`;
  const id = await missed({}, text);
  const { json } = await call(ada, "GET", list);
  expect((json["entities"] as { id: string }[]).find((one) => one.id === id)).toMatchObject({
    lastText: text,
  });
});

test("the guest is told who will write, also after the end, and only its own", async () => {
  const body = {
    organizationId: "bank",
    deploymentId: bank.deployments[0]?.id,
    routingTarget: { targetType: "QUEUE", targetAddress: "Main" },
    memberInfo: { displayName: "Mara" },
  };
  const { url } = stage.server;
  const create = async (): Promise<Record<string, string>> => {
    const reply = await fetch(`${url}/api/v2/webchat/guest/conversations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await reply.json()) as Record<string, string>;
  };
  const { id = "", jwt = "", eventStreamUri = "", extensions } = await create();
  expect(extensions).toContain("missed");
  const other = await create();
  const socket = new WebSocket(eventStreamUri);
  const frames: { metadata?: { type: string }; eventBody: { missed?: unknown } }[] = [];
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8"))));
  await once(socket, "message");
  const mine = async (token = jwt, of = id): Promise<Answer> => {
    const path = `/api/v2/parlor/guest/conversations/${of}/missed`;
    const reply = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    const text = await reply.text();
    const json = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    checkReply(`GET ${path}`, reply.status, text === "" ? undefined : json);
    return { status: reply.status, json };
  };
  // No refusal, which the consoles of pages would show.
  expect((await mine()).status).toBe(204);
  const { chats } = stage.server;
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.send(id, guestMemberId, TEXT, "standard", null);
  const closed = once(socket, "close");
  await chats.guestLeaves(id, guestMemberId);
  await closed;
  const told = frames.filter(({ metadata }) => metadata?.type === "parlor.missed");
  expect(told.map(({ eventBody }) => eventBody.missed)).toMatchObject([{ takenBy: null }]);
  expect((await mine()).json).toMatchObject({ takenBy: null, isAnswered: false });
  await call(ada, "POST", take(id));
  expect((await mine()).json).toMatchObject({
    takenBy: { name: "ada of bank" },
    isAnswered: false,
  });
  await call(ada, "POST", wrapup(id), { code: "w-solved" });
  expect((await mine()).json).toMatchObject({ isAnswered: true });
  expect((await mine(other["jwt"])).status).toBe(403);
});

test("each missed conversation is counted once", async () => {
  const count = async (): Promise<number> => {
    const text = await (await fetch(`${stage.server.url}/metrics`)).text();
    return Number(/^parlor_missed_total (\d+)$/m.exec(text)?.[1]);
  };
  const before = await count();
  const id = await missed();
  await call(ada, "POST", take(id));
  await call(ada, "POST", wrapup(id), { code: "w-solved" });
  expect(await count()).toBe(before + 1);
});

test("an agent who listens to a missed conversation is written down before it hears a text of it", async () => {
  const { chats } = stage.server;
  const { id, guestMemberId } = (
    await chats.create(newChat({ organizationId: bank.id, queueId: "q-main" }))
  ).conversation;
  const leave = await chats.attach(id);
  await chats.send(id, guestMemberId, TEXT, "standard", null);
  leave();
  const isMissed = async (): Promise<void> => {
    stage.clock.advance(31_000);
    expect((await chats.get(id)).conversation.missed?.state).toBe("open");
  };
  await vi.waitFor(isMissed, { timeout: 5_000, interval: 20 });
  const topic = `v2.conversations.chats.${id}.messages`;
  const [mine, other] = [await listen(ada), await listen(dot)];
  expect((await mine.subscribe(topic)).status).toBe(200);
  expect((await other.subscribe(topic)).status).toBe(400);
  expect(linesOf(id)).toMatchObject([{ userId: "ada" }]);
  await chats.send(id, guestMemberId, "And one more thing", "standard", null);
  const heard = (await mine.heard()).map(({ eventBody }) => eventBody["body"]);
  expect(heard).toContain("And one more thing");
  await call(ada, "POST", take(id));
  await call(ada, "POST", wrapup(id), { code: "w-solved" });
  await mine.heard();
  await chats.send(id, guestMemberId, "After it was closed", "standard", null);
  // It is missed anew, for the whole queue.
  expect(await idsFor(ben)).toContain(id);
  for (const { socket } of [mine, other]) socket.close();
});

test("those that were answered in the last 24 hours stand in the list of their queue, without their text", async () => {
  const id = await missed();
  const answered = async (agent: AgentClient): Promise<readonly Record<string, unknown>[]> =>
    (await call(agent, "GET", list)).json["answered"] as Record<string, unknown>[];
  const entryFor = async (agent: AgentClient): Promise<unknown> =>
    (await answered(agent)).find((one) => one["id"] === id);
  await call(ada, "POST", take(id));
  expect(await entryFor(ada)).toBeUndefined();
  const answeredAt = new Date(stage.clock.now()).toISOString();
  await call(ada, "POST", wrapup(id), { code: "w-solved" });
  stage.clock.advance(1_000);
  const later = await missed();
  await call(ben, "POST", take(later));
  await call(ben, "POST", wrapup(later), { code: "w-solved" });
  const entry = {
    id,
    guest: {
      memberId: expect.any(String),

      name: "Mara",
      isNameVerified: false,
    },
    queue: { id: "q-main", name: "Main" },
    subject: null,
    answeredAt,
    answeredBy: { id: "ada", name: "ada of bank" },
  };
  expect((await answered(ben))[0]).toMatchObject({ id: later });
  expect(await entryFor(ben)).toEqual(entry);
  for (const agent of [dot, stranger]) expect(await entryFor(agent)).toBeUndefined();
  stage.clock.advance(24 * 3_600_000 + 1);
  const again = await stage.signIn(bank, "ada");
  expect((await call(again, "GET", list)).json["answered"]).toEqual([]);
});
