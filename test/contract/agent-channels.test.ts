import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import {
  bank,
  listen,
  shop,
  signIn,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

const HOUR_MS = 60 * 60 * 1000;
const channels = "/api/v2/notifications/channels";

let stage: TwoOrganizations;
let ada: AgentClient;
beforeEach(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterEach(() => stage.close());

interface Closed {
  readonly code: number;
  readonly reason: string;
}

const closed = (socket: WebSocket): Promise<Closed> =>
  new Promise((resolve) => {
    socket.once("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });

const opened = (socket: WebSocket): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
  });

const idsOf = async (agent: AgentClient): Promise<string[]> =>
  ((await agent.call("GET", channels)).json["entities"] as { id: string }[]).map(({ id }) => id);

test("the fourth socket of a channel closes the oldest, and the others are told on", async () => {
  const first = await listen(ada);
  await first.subscribe("v2.parlor.queues");
  const { connectUri } = (
    (await ada.call("GET", channels)).json["entities"] as { connectUri: string }[]
  )[0]!;
  const oldest = closed(first.socket);
  const sockets = [];
  for (let i = 0; i < 3; i++) sockets.push(await opened(new WebSocket(connectUri)));
  expect(await oldest).toEqual({ code: 1000, reason: "Another socket was attached" });
  const told = sockets.map(
    (socket) => new Promise((resolve) => socket.once("message", () => resolve(true))),
  );
  stage.server.bus.publish({
    kind: "waiting",
    organizationId: "bank",
    queueId: "q-main",
    conversationId: "c",
  });
  expect(await Promise.all(told)).toEqual([true, true, true]);
  for (const socket of sockets) socket.close();
});

test("the sixth channel of an agent drops the oldest; another organization's agent of the same id has its own five", async () => {
  const first = await listen(ada);
  const stranger = await stage.signIn(shop, "ada");
  for (let i = 0; i < 5; i++) await stranger.call("POST", channels);
  for (let i = 0; i < 4; i++) await ada.call("POST", channels);
  expect(await idsOf(ada)).toContain(first.channelId);
  const dropped = closed(first.socket);
  await ada.call("POST", channels);
  expect(await dropped).toMatchObject({ code: 1000 });
  expect(await idsOf(ada)).toHaveLength(5);
  expect(await idsOf(ada)).not.toContain(first.channelId);
  expect((await first.subscribe("v2.parlor.queues")).status).toBe(404);
});

test("a channel of an agent cannot be used by another organization's agent of the same id", async () => {
  const { channelId, socket } = await listen(ada);
  const stranger = await stage.signIn(shop, "ada");
  const path = `${channels}/${channelId}/subscriptions`;
  for (const [method, body] of [["GET"], ["POST", []], ["PUT", []], ["DELETE"]] as const)
    expect((await stranger.call(method, path, body)).status).toBe(404);
  expect(await idsOf(stranger)).toEqual([]);
  socket.close();
});

test("a channel ends with the token that made it: 1008, gone, and no socket is let in any more", async () => {
  stage.clock.advance(HOUR_MS);
  const { json } = await ada.call("POST", channels);
  const endsAt = stage.clock.now() + 11 * HOUR_MS;
  expect(json["expires"]).toBe(new Date(endsAt).toISOString());
  const socket = await opened(new WebSocket(String(json["connectUri"])));
  const end = closed(socket);
  stage.clock.advance(11 * HOUR_MS - 1);
  expect(socket.readyState).toBe(socket.OPEN);
  stage.clock.advance(1);
  expect(await end).toEqual({ code: 1008, reason: "token.expired" });
  await expect(opened(new WebSocket(String(json["connectUri"])))).rejects.toThrow("404");
  expect((await ada.call("GET", channels)).status).toBe(401);
  const again = await signIn(stage.server.url, "bank-ada", "bank-ada-secret-secret");
  expect(await idsOf(again)).toEqual([]);
});

test("a ping is answered, and nothing that merely looks like one", async () => {
  const { socket, heard } = await listen(ada);
  let pongCount = 0;
  socket.on("message", (data: Buffer) => {
    if (data.toString().includes("pong")) pongCount++;
  });
  for (const text of ["ping", '"ping"', '["ping"]', "null", '{"message":["ping"]}', '{"ping":1}'])
    socket.send(text);
  socket.send(Buffer.from('{"message":"ping"}'), { binary: true });
  await heard();
  expect(pongCount).toBe(1);
  socket.close();
});

test("a frame that is too large closes the socket", async () => {
  const { socket } = await listen(ada);
  const end = closed(socket);
  socket.send(JSON.stringify({ message: "ping", more: "x".repeat(5_000) }));
  expect((await end).code).toBe(1009);
});

test("topics that are subscribed to at the same time are all kept", async () => {
  const { channelId, subscribe, socket } = await listen(ada);
  const ids = await Promise.all([1, 2, 3, 4].map(() => stage.guest(bank)));
  await Promise.all(ids.map((id) => subscribe(`v2.conversations.chats.${id}.messages`)));
  const { json } = await ada.call("GET", `${channels}/${channelId}/subscriptions`);
  expect((json["entities"] as object[]).length).toBe(4);
  socket.close();
});

test.each([
  "v2.users.ada.conversations.chats.more",
  "v2.users.ben.conversations.chats",
  "v2.users.ada.conversationsXchats",
  " v2.parlor.queues",
  "v2.conversations.chats..messages",
  "v2.conversations.chats.unknown.messages",
  "v2.conversations.chats.unknown.typing",
  "",
])("%j is no topic, and is named", async (topic) => {
  const { subscribe, socket } = await listen(ada);
  const { status, json } = await subscribe("v2.parlor.queues", topic);
  expect([status, json["details"]]).toEqual([
    400,
    [{ errorCode: "invalid.value", fieldName: "id", entityId: topic }],
  ]);
  socket.close();
});

test("with a public address the channel's socket is there, whatever the Host header says", async () => {
  await stage.close();
  stage = await startTwoOrganizations({ publicUrl: "https://chat.example.com" });
  ada = await stage.signIn(bank, "ada");
  const made = await ada.call("POST", channels, undefined, { "x-forwarded-host": "evil.example" });
  const uri = `wss://chat.example.com/notifications/channels/${String(made.json["id"])}`;
  expect(made.json["connectUri"]).toBe(uri);
  const { json } = await ada.call("GET", channels);
  expect(json["entities"]).toMatchObject([{ connectUri: uri }]);
});
