import { afterEach, beforeEach, expect, test } from "vitest";
import type { Member } from "../../server/src/domain/model.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import {
  bank,
  listen,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* One conversation in the messages family: views, single messages, and refusals of its own. */

let stage: TwoOrganizations;
let ada: AgentClient;
let id: string;
let guest: Member;
let leg: Member;

beforeEach(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
  id = await stage.guest(bank);
  leg = await stage.server.chats.take(id, "ada");
  guest = (await stage.server.chats.get(id)).members.find(({ role }) => role === "guest")!;
});
afterEach(() => stage.close());

const base = (): string => `/api/v2/conversations/messages/${id}`;
const own = (): string => `${base()}/participants/${leg.participantId}`;
const line = (): string => `${base()}/communications/${leg.id}`;

/** Makes a call, and lets the documents judge its answer, and itself unless it is refused. */
async function call(request: string, body?: unknown): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  const answer = await ada.call(method, path, body);
  if (answer.status < 300) checkRequest(request, body === undefined ? "" : JSON.stringify(body));
  checkReply(
    request,
    answer.status,
    answer.status === 202 || answer.status === 204 ? undefined : answer.json,
  );
  return answer;
}

const fieldsOf = ({ json }: Answer): string[] =>
  (json["details"] as { fieldName?: string }[]).map(({ fieldName = "" }) => fieldName);

interface View {
  readonly participants: readonly {
    readonly purpose: string;
    readonly messages: readonly { readonly messageId: string; readonly messageStatus: string }[];
    readonly [field: string]: unknown;
  }[];
}
const viewOf = ({ json }: Answer): View => json as unknown as View;

test("a conversation's view has addresses, and the ids of what each participant has written", async () => {
  const hello = await stage.server.chats.send(id, guest.id, "Hello", "standard", null);
  const answer = await call(`POST ${line()}/messages`, { textBody: "Good evening" });
  const { participants } = viewOf(await call(`GET ${base()}`));
  const customer = participants.find(({ purpose }) => purpose === "customer")!;
  expect(customer).toMatchObject({
    type: "webmessaging",
    provider: "PureCloud Messaging",
    authenticated: false,
    fromAddress: { addressNormalized: guest.id, name: guest.displayName },
    toAddress: { addressNormalized: "q-main" },
    messages: [
      {
        messageId: hello.id,
        messageURI: `${base()}/messages/${hello.id}`,
        messageStatus: "received",
        messageTime: new Date(hello.at).toISOString(),
      },
    ],
  });
  const agent = participants.find(({ purpose }) => purpose === "agent")!;
  expect(agent.messages).toMatchObject([{ messageId: answer.json["id"], messageStatus: "sent" }]);
  // Joining is no message.
  expect(participants.flatMap(({ messages }) => messages)).toHaveLength(2);
});

test("a message is found by its conversation, by its id alone, and among many", async () => {
  const hello = await stage.server.chats.send(id, guest.id, "Hello", "standard", null);
  const sent = await call(`POST ${line()}/messages`, {
    textBody: "Good\u0000 evening",
  });
  expect(sent.json).toMatchObject({
    conversationId: id,
    direction: "outbound",
    status: "sent",
    textBody: "Good evening",
    fromAddress: "q-main",
    toAddress: guest.id,
    createdBy: { id: "ada" },
    normalizedMessage: { type: "Text", text: "Good evening", direction: "Outbound" },
  });
  const inbound = { id: hello.id, direction: "inbound", status: "received", textBody: "Hello" };
  const plain = await call(`GET ${base()}/messages/${hello.id}?useNormalizedMessage=false`);
  expect(plain.json).toMatchObject(inbound);
  expect(plain.json).not.toHaveProperty("normalizedMessage");
  expect((await call(`GET /api/v2/conversations/messages/${hello.id}/details`)).json).toMatchObject(
    { ...inbound, normalizedMessage: { text: "Hello", direction: "Inbound" } },
  );
  // A message of another conversation is unknown in this one.
  const other = (await stage.server.chats.get(await stage.guest(bank))).conversation;
  const { chats } = stage.server;
  const elsewhere = await chats.send(other.id, other.guestMemberId, "Else", "standard", null);
  const ids = [String(sent.json["id"]), "unknown", elsewhere.id, hello.id];
  const many = await call(`POST ${base()}/messages/bulk`, ids);
  expect(many.json["entities"]).toMatchObject([inbound, { id: ids[0] }]);
  for (const unknown of ["unknown", elsewhere.id])
    expect((await call(`GET ${base()}/messages/${unknown}`)).status).toBe(404);
  expect((await call("GET /api/v2/conversations/messages/unknown/details")).status).toBe(404);
});

test("at most 1,000 messages are looked up at once", async () => {
  const ids = Array.from({ length: 1_001 }, (_, at) => `m-${at}`);
  expect((await call(`POST ${base()}/messages/bulk`, ids.slice(1))).json).toEqual({ entities: [] });
  const refused = await call(`POST ${base()}/messages/bulk`, ids);
  expect([refused.status, refused.json["code"]]).toEqual([400, "invalid.value"]);
  expect((await call(`POST ${base()}/messages/bulk`)).status).toBe(400);
});

test("after a transfer, messages that follow the agent's leg are unknown to it", async () => {
  const before = await stage.server.chats.send(id, guest.id, "Hello", "standard", null);
  await call(`POST ${own()}/replace`, { queueId: "q-other" });
  const after = await stage.server.chats.send(id, guest.id, "Anybody?", "standard", null);
  const many = await call(`POST ${base()}/messages/bulk`, [before.id, after.id]);
  expect((many.json["entities"] as { id: string }[]).map((one) => one.id)).toEqual([before.id]);
  expect((await call(`GET ${base()}/messages/${after.id}`)).status).toBe(404);
  const shown = viewOf(await call(`GET ${base()}`)).participants.flatMap((one) => one.messages);
  expect(shown.map(({ messageId }) => messageId)).toEqual([before.id]);
});

test("an empty body, and one that asks for what a chat cannot do, is refused in every family", async () => {
  for (const family of ["messages/", "chats/", ""]) {
    const path = `/api/v2/conversations/${family}${id}/participants/${leg.participantId}`;
    for (const body of [undefined, {}, { state: null, muted: false }]) {
      const answer = await call(`PATCH ${path}`, body);
      expect([answer.status, answer.json["code"], fieldsOf(answer)]).toEqual([
        400,
        "invalid.value",
        ["state"],
      ]);
    }
    const wishes = { state: "connected", muted: true, confined: true, recording: true };
    const answer = await call(`PATCH ${path}`, wishes);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(["muted", "confined", "recording"]);
  }
});

test("a message has a text or files, and no template", async () => {
  const post = async (body: unknown): Promise<string[]> =>
    fieldsOf(await call(`POST ${line()}/messages`, body));
  expect(await post({})).toEqual(["textBody"]);
  expect(await post({ textBody: "" })).toEqual(["textBody"]);
  expect(await post({ textBody: "Here", mediaIds: ["f-1"] })).toEqual(["textBody", "mediaIds"]);
  expect(await post({ messagingTemplate: { id: "t" } })).toEqual(["messagingTemplate"]);
  expect(await post({ textBody: "x".repeat(4_001) })).toEqual(["textBody"]);
  const long = await call(`POST ${line()}/messages`, { textBody: "x".repeat(4_000) });
  expect(long.status).toBe(200);
});

test("typing that is on reaches the guest, and typing that is off tells nothing", async () => {
  const told: string[] = [];
  stage.server.bus.onChats((event) => told.push(event.kind));
  expect((await call(`POST ${line()}/typing`, { typing: { type: "Off" } })).status).toBe(204);
  expect(told).toEqual([]);
  const on = await call(`POST ${line()}/typing`, { typing: { type: "On", duration: 5_000 } });
  expect(on.status).toBe(204);
  expect(told).toEqual(["typing"]);
  expect(fieldsOf(await call(`POST ${line()}/typing`, { typing: {} }))).toEqual(["typing.type"]);
});

test("the guest on hold is shown in both families, with the time, until it is taken back", async () => {
  const heldIn = async (family: string): Promise<unknown> => {
    const path = `/api/v2/conversations/${family}/${id}`;
    const { participants } = viewOf(await call(`GET ${path}`));
    const agent = participants.find(({ purpose }) => purpose === "agent")!;
    return [agent["held"], agent["startHoldTime"]];
  };
  await call(`PATCH ${own()}`, { held: true });
  const since = new Date(stage.clock.now()).toISOString();
  stage.clock.advance(1_000);
  await call(`PATCH ${own()}`, { held: true });
  for (const family of ["chats", "messages"]) expect(await heldIn(family)).toEqual([true, since]);
  await call(`PATCH ${own()}`, { held: false });
  for (const family of ["chats", "messages"])
    expect(await heldIn(family)).toEqual([false, undefined]);
});

test("a draft of a wrap-up is shown to those who ask for drafts", async () => {
  const wrapup = `${own()}/communications/${leg.id}/wrapup`;
  await call(`POST ${wrapup}`, { notes: "So far", provisional: true });
  for (const path of [`${own()}/wrapup`, wrapup]) {
    expect((await call(`GET ${path}`)).status).toBe(404);
    expect((await call(`GET ${path}?provisional=true`)).json).toMatchObject({ notes: "So far" });
  }
  await call(`POST ${wrapup}`, { code: "w-solved" });
  for (const path of [`${own()}/wrapup`, wrapup])
    expect((await call(`GET ${path}`)).json).toMatchObject({ code: "w-solved" });
});

test("a transfer to an agent and to a queue at once is refused", async () => {
  const answer = await call(`POST ${own()}/replace`, { userId: "ben", queueId: "q-other" });
  expect([answer.status, fieldsOf(answer)]).toEqual([400, ["userId", "queueId"]]);
});

test("the lists of conversations have pages, with the addresses of the others", async () => {
  await stage.server.chats.take(await stage.guest(bank), "ada");
  const families = ["/chats", "/messages", ""];
  for (const path of families.map((family) => `/api/v2/conversations${family}`)) {
    const uri = (page: number): string => `${path}?pageSize=1&pageNumber=${page}`;
    const first = await call(`GET ${uri(1)}`);
    expect(first.json).toMatchObject({
      pageSize: 1,
      pageNumber: 1,
      total: 2,
      pageCount: 2,
      selfUri: uri(1),
      firstUri: uri(1),
      lastUri: uri(2),
      nextUri: uri(2),
    });
    expect(first.json["entities"]).toHaveLength(1);
    expect((await call(`GET ${uri(2)}`)).json).toMatchObject({ previousUri: uri(1) });
    expect((await call(`GET ${path}?pageSize=x`)).status).toBe(400);
  }
  const total = async (type: string): Promise<unknown> =>
    (await call(`GET /api/v2/conversations?communicationType=${type}`)).json["total"];
  expect([await total("chat"), await total("Message"), await total("call")]).toEqual([2, 2, 0]);
});

const MESSAGES = "v2.users.ada.conversations.messages";
const TYPING = "v2.users.ada.conversations.inbound.typing.event";

test("a change in one family is told in the other, messages by their ids", async () => {
  const listener = await listen(ada);
  const subscribed = await listener.subscribe(MESSAGES, "v2.users.ada.conversations.chats", TYPING);
  expect(subscribed.status).toBe(200);
  const hello = await stage.server.chats.send(id, guest.id, "Hello", "standard", null);
  const [frame, ...others] = await listener.heard();
  expect(others).toEqual([]);
  expect(frame?.topicName).toBe(MESSAGES);
  expect(JSON.stringify(frame)).toContain(hello.id);
  expect(JSON.stringify(frame)).not.toContain("Hello");
  await ada.call("PATCH", own(), { held: true });
  expect((await listener.heard()).map(({ topicName }) => topicName)).toEqual([
    "v2.users.ada.conversations.chats",
    MESSAGES,
  ]);
  // An invitation is no message that anybody has written.
  await stage.server.chats.createMediaRequest(id, leg.id, ["COBROWSE"], 60);
  expect(await listener.heard()).toEqual([]);
  await stage.server.chats.typing(id, guest.id);
  await stage.server.chats.typing(id, leg.id);
  expect(await listener.heard()).toMatchObject([
    {
      topicName: TYPING,
      eventBody: { conversationId: id, events: [{ eventType: "Typing", typing: { type: "On" } }] },
    },
  ]);
  listener.socket.close();
});

test("an offer is told without messages, which nobody has read along yet", async () => {
  const listener = await listen(ada);
  await listener.subscribe(MESSAGES);
  const ben = await stage.server.chats.take(await stage.guest(bank), "ben");
  const { conversationId } = ben;
  const { guestMemberId } = (await stage.server.chats.get(conversationId)).conversation;
  await stage.server.chats.send(conversationId, guestMemberId, "Hello", "standard", null);
  await stage.server.chats.transfer(conversationId, ben.participantId, { userId: "ada" }, null);
  await stage.server.chats.send(conversationId, guestMemberId, "Anybody?", "standard", null);
  const shown = (await listener.heard()).map(({ eventBody }) => eventBody as unknown as View);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.flatMap((one) => one.participants.flatMap(({ messages }) => messages))).toEqual([]);
  expect(stage.audit()).toEqual([]);
  listener.socket.close();
});

test("the lifecycle of legs is told in detail to those who may read the conversation", async () => {
  const topic = (name: string): string => `v2.detail.events.conversation.${id}.${name}`;
  const names = ["user.start", "user.end", "acd.start", "acd.end", "customer.end", "wrapup"];
  const listener = await listen(ada);
  expect((await listener.subscribe(...names.map(topic))).status).toBe(200);
  const ben = await stage.signIn(bank, "ben");
  const stranger = await listen(ben);
  expect((await stranger.subscribe(topic("user.start"))).status).toBe(400);
  await ada.call("POST", `${own()}/replace`, { userId: "ben", transferType: "Attended" });
  const offer = (await stage.server.chats.get(id)).members.at(-1)!;
  await stage.server.chats.leave(id, offer.id);
  const wrapup = `${own()}/communications/${leg.id}/wrapup`;
  await ada.call("POST", wrapup, { notes: "So far", provisional: true });
  expect(
    (await listener.heard()).map(({ topicName, eventBody }) => [topicName, eventBody["sessionId"]]),
  ).toEqual([
    [topic("user.start"), offer.id],
    [topic("user.end"), offer.id],
  ]);
  await ada.call("POST", wrapup, { code: "w-solved" });
  await ada.call("POST", `${own()}/replace`, { queueId: "q-main" });
  const told = await listener.heard();
  expect(told.map(({ topicName, eventBody }) => [topicName, eventBody["sessionId"]])).toEqual([
    [topic("wrapup"), leg.id],
    [topic("user.end"), leg.id],
    [topic("acd.start"), expect.any(String)],
  ]);
  expect(told[0]?.eventBody).toMatchObject({ wrapupCode: "w-solved", userId: "ada" });
  expect(told[1]?.eventBody).toMatchObject({ disconnectType: "transfer" });
  listener.socket.close();
  stranger.socket.close();
});

test("the ends of the queue's leg and of the guest's are told in detail", async () => {
  const { chats } = stage.server;
  const topic = (name: string): string => `v2.detail.events.conversation.${id}.${name}`;
  const listener = await listen(ada);
  await listener.subscribe(topic("acd.end"), topic("customer.end"));
  await ada.call("POST", `${own()}/replace`, { queueId: "q-main" });
  await chats.take(id, "ada");
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.guestLeaves(id, guestMemberId);
  const told = await listener.heard();
  expect(told.map(({ topicName, eventBody }) => [topicName, eventBody["sessionId"]])).toEqual([
    [topic("acd.end"), expect.any(String)],
    [topic("customer.end"), guestMemberId],
  ]);
  expect(told[1]?.eventBody).toMatchObject({ disconnectType: "peer" });
  listener.socket.close();
});

test("a communication of another participant is not found", async () => {
  const { chats } = stage.server;
  await ada.call("POST", `${own()}/replace`, { userId: "ben", transferType: "Attended" });
  const other = (await chats.get(id)).members.at(-1)!;
  const at = (participantId: string, communicationId: string): string =>
    `${base()}/participants/${participantId}/communications/${communicationId}`;
  const { participantId } = (await chats.get(id)).members.find((one) => one.id === leg.id)!;
  for (const request of [
    `PATCH ${at(participantId, other.id)}`,
    `PATCH ${at(other.participantId, leg.id)}`,
  ])
    expect([request, (await call(request, { state: "disconnected" })).status]).toEqual([
      request,
      404,
    ]);
  expect((await call(`GET ${at(other.participantId, leg.id)}/wrapup`)).status).toBe(404);
  const outcome = await call(`POST ${at(other.participantId, leg.id)}/wrapup`, {
    code: "w-solved",
  });
  expect(outcome.status).toBe(404);
});

test("the transfers of a conversation are listed with their states, in both families", async () => {
  const { chats } = stage.server;
  const replace = (body: object): Promise<Answer> => call(`POST ${own()}/replace`, body);
  await replace({ userId: "ben", transferType: "Attended" });
  const legOf = async (user: string): Promise<Member> =>
    (await chats.get(id)).members.findLast(({ userId }) => userId === user)!;
  await chats.leave(id, (await legOf("ben")).id);
  await replace({ userId: "ben", transferType: "Attended" });
  stage.clock.advance(31_000);
  await expect.poll(async () => (await legOf("ben")).leaveReason).toBe("no-answer");
  await replace({ queueId: "q-other", transferType: "Attended" });
  await replace({ userId: "cy", transferType: "Attended" });
  const shown = async (family: string): Promise<unknown> =>
    (await call(`GET /api/v2/conversations/${family}/${id}`)).json["recentTransfers"];
  const until = (state: string): object[] => [
    { state: "Failed", destination: { userId: "ben" } },
    { state: "Timeout", destination: { userId: "ben" } },
    { state: "Canceled", destination: { queueId: "q-other" } },
    { state, destination: { userId: "cy" }, initiator: { userId: "ada" } },
  ];
  for (const family of ["chats", "messages"])
    expect(await shown(family)).toMatchObject(until("Active"));
  const cy = await stage.signIn(bank, "cy");
  await chats.accept(id, (await legOf("cy")).participantId);
  const view = await cy.call("GET", base());
  const attended = until("Complete").map((one) => ({ ...one, transferType: "Attended" }));
  expect(view.json["recentTransfers"]).toMatchObject(attended);
  const ben = await stage.signIn(bank, "ben");
  await chats.transfer(id, (await legOf("cy")).participantId, { userId: "ben" }, null);
  await chats.accept(id, (await legOf("ben")).participantId);
  const last = (await ben.call("GET", base())).json["recentTransfers"] as object[];
  expect(last).toHaveLength(5);
  expect(last[4]).toMatchObject({
    state: "Complete",
    transferType: "Unattended",
    initiator: { userId: "cy" },
    destination: { userId: "ben" },
  });
});

test("ending as the system makes the wrap-ups that are owed, and keeps those that are there", async () => {
  const { chats } = stage.server;
  await call(`POST ${own()}/communications/${leg.id}/wrapup`, {
    notes: "So far",
    provisional: true,
  });
  await call(`POST ${own()}/replace`, { queueId: "q-main" });
  const ben = await chats.take(id, "ben");
  await chats.transfer(id, ben.participantId, { queueId: "q-main" }, null);
  await chats.wrapUp(id, ben.id, {
    code: "w-solved",
    name: "Solved",
    notes: null,
    tags: [],
    durationSeconds: null,
    endAt: stage.clock.now(),
    isProvisional: false,
  });
  const again = await chats.take(id, "ben");
  await chats.transfer(id, again.participantId, { queueId: "q-main" }, null);
  await chats.wrapUp(id, again.id, "skipped");
  await chats.take(id, "cy");
  const cy = await stage.signIn(bank, "cy");
  expect((await cy.call("POST", `/api/v2/conversations/${id}/disconnect`)).status).toBe(200);
  const agents = (await chats.get(id)).members.filter(({ role }) => role === "agent");
  expect(agents.map(({ userId, wrapup }) => [userId, wrapup?.code, wrapup?.notes])).toEqual([
    ["ada", "system", "So far"],
    ["ben", "w-solved", null],
    ["ben", undefined, undefined],
    ["cy", "system", null],
  ]);
  expect((await call("GET /api/v2/conversations/messages")).json["total"]).toBe(0);
});
