import { expect, test } from "vitest";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { ApiProblem } from "../api/api-problem.ts";
import {
  chatOf,
  FakeAgentApi,
  guestOf,
  leg,
  noor,
  own,
  waitingOf,
} from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import { TestDesk } from "../testing/test-desk.ts";
import { take } from "./take-guest.ts";
import { select, send } from "./writing.ts";

/** A desk whose agent talks with Mara and Oskar. */
async function twoChats(storage = memoryStorage(), api = new FakeAgentApi()): Promise<TestDesk> {
  if (api.all.length === 0) {
    api.all.push(chatOf("mara", "Mara", leg()), chatOf("oskar", "Oskar", leg({ id: "leg-2" })));
    api.say("mara", "Hello from Mara");
    api.say("oskar", "Hello from Oskar");
  }
  const test = await new TestDesk(api, storage).start();
  test.takeRequests();
  return test;
}
const unread = ({ desk }: TestDesk): Record<string, number> =>
  Object.fromEntries(desk.unread.peek());
const live = ({ desk }: TestDesk): string =>
  desk.connection.channel.peek()?.status.peek().kind ?? "";

test("a message's notification adds one row, and costs no request when its sender is known", async () => {
  const test = await twoChats();
  select(test.desk, "mara");
  await settle();
  test.takeRequests();
  test.tell("mara", test.api.say("mara", "One"));
  test.tell("oskar", test.api.say("oskar", "Two"));
  await settle();
  expect(test.bodies("mara")).toEqual(["Hello from Mara", "One"]);
  expect(test.bodies("oskar")).toEqual(["Hello from Oskar", "Two"]);
  expect(test.takeRequests()).toEqual([]);
});

test("a message of an unknown sender costs one request, for what is new only", async () => {
  const test = await twoChats();
  const last = test.api.histories.get("mara")?.at(-1)?.id ?? "";
  const tomas = {
    id: "comm-tomas",
    displayName: "Tomás",
    role: "agent",
    userId: "u-tomas",
  } as const;
  test.tell("mara", test.api.say("mara", "I join", tomas));
  test.tell("mara", test.api.say("mara", "And write", tomas));
  await settle();
  expect(test.bodies("mara")).toEqual(["Hello from Mara", "I join", "And write"]);
  expect(test.takeRequests()).toEqual([`GET messages mara after=${last}`]);
});

test("a changed chat, a changed line and a changed status cost no request", async () => {
  const test = await twoChats();
  const { lists } = test.desk;
  test.tellChat(chatOf("mara", "Mara", leg(), leg({ id: "other", user: { id: "u-tomas" } })));
  for (const [id, place] of [
    ["ama", "2"],
    ["bela", "1"],
  ] as const)
    test.tellQueues({ queueId: "q", conversationId: id, waiting: waitingOf(id, id, { place }) });
  expect(lists.inLine.value.map(({ id }) => id)).toEqual(["bela", "ama"]);
  const lastText = "Is there a buffet car?";
  const waiting = waitingOf("ama", "ama", { place: "2", lastText });
  test.tellQueues({ queueId: "q", conversationId: "ama", waiting });
  test.tellQueues({ queueId: "q", conversationId: "bela", waiting: null });
  test.tellQueues({ queueId: "q-of-others" });
  expect(lists.inLine.value).toEqual([waiting]);
  const agent = { name: "", isPresent: true, chats: 0, capacity: 3, status: "break" };
  test.tellQueues({ userId: "u-tomas", agent: { ...agent, id: "u-tomas" } });
  expect(lists.me.value?.parlor).toEqual(noor.parlor);
  test.tellQueues({ userId: noor.id, agent: { ...agent, id: noor.id } });
  expect(lists.me.value?.parlor).toEqual({ status: "break", capacity: 3 });
  await settle();
  expect(test.takeRequests()).toEqual([]);
});

test("a frame that says that there is a gap, or whose row cannot be read, has the list read once more", async () => {
  const test = await twoChats();
  let open = (): void => undefined;
  test.api.gate = new Promise((resolve) => (open = resolve));
  for (let n = 0; n < 20; n++) test.tellQueues({ queueId: "q", gap: true });
  open();
  await settle();
  expect(test.takeRequests()).toEqual(["GET waiting", "GET waiting"]);
  test.tellQueues({ queueId: "q", conversationId: "ama", waiting: { id: "ama" } });
  await settle();
  expect(test.takeRequests()).toEqual(["GET waiting"]);
  test.tellQueues({ queueId: "q", list: "missed", gap: true });
  await settle();
  expect(test.takeRequests()).toEqual(["GET missed"]);
});

test("a row that changes while the list is read is as the frame says", async () => {
  const test = await twoChats();
  test.api.line.push(waitingOf("ama", "Ama"), waitingOf("bela", "Bela"));
  let open = (): void => undefined;
  test.api.gate = new Promise((resolve) => (open = resolve));
  test.tellQueues({ queueId: "q", gap: true });
  test.tellQueues({ queueId: "q", conversationId: "ama", waiting: null });
  const cem = waitingOf("cem", "Cem");
  test.tellQueues({ queueId: "q", conversationId: "cem", waiting: cem });
  open();
  await settle();
  expect(test.desk.lists.inLine.value.map(({ id }) => id)).toEqual(["bela", "cem"]);
});

test("choosing a chat of the agent's own reads no history again", async () => {
  const test = await twoChats();
  select(test.desk, "mara");
  await settle();
  expect(test.takeRequests()).toEqual(["GET details mara"]);
  select(test.desk, "oskar");
  await settle();
  expect(test.takeRequests()).toEqual(["GET details oskar"]);
});

test("messages that came while the channel was away are caught up once, in order, without duplicates", async () => {
  const test = await twoChats();
  select(test.desk, "mara");
  await settle();
  test.tell("mara", test.api.say("mara", "One"));
  test.socket.close();
  await settle();
  test.api.say("mara", "Two");
  test.api.say("oskar", "Two for Oskar");
  test.opensSockets = false;
  test.takeRequests();
  await test.clock.advance(1_000);
  // The frame comes between the topics and the answer of the catch-up.
  test.socket.open();
  test.tell("mara", test.api.say("mara", "Three"));
  test.tell("mara", test.api.say("mara", "Four"));
  await settle();
  expect(test.bodies("mara")).toEqual(["Hello from Mara", "One", "Two", "Three", "Four"]);
  expect(unread(test)).toEqual({ oskar: 1 });
  expect(live(test)).toBe("live");
  const histories = test.takeRequests().filter((one) => one.startsWith("GET messages"));
  expect(histories).toHaveLength(2);
  expect(histories.every((one) => one.includes("after="))).toBe(true);
});

test("an own message is drawn from its answer, and again neither from its frame nor from a catch-up", async () => {
  const test = await twoChats();
  send(test.desk, "mara", "Good evening");
  await settle();
  const message = test.api.histories.get("mara")?.at(-1);
  if (message === undefined) throw new Error("It was not sent.");
  test.tell("mara", message);
  test.socket.close();
  await test.clock.advance(2_000);
  expect(test.bodies("mara")).toEqual(["Hello from Mara", "Good evening"]);
});

test("a message whose answer got lost, and whose notification came, is not drawn twice", async () => {
  const test = await twoChats();
  test.api.post = async (id, _, __, body) => {
    test.tell("mara", test.api.say(id, body, own));
    throw new TypeError("Failed to fetch");
  };
  send(test.desk, "mara", "Good evening");
  await settle();
  expect(test.bodies("mara")).toEqual(["Hello from Mara", "Good evening"]);
  expect(test.desk.work.peek().outbox.of("mara").unsent).toEqual([]);
});

test("a chat that is chosen while the network is away is listened to when it is back", async () => {
  const test = await twoChats();
  test.desk.lists.inLine.value = test.api.line;
  test.api.line.push(waitingOf("ama", "Ama"));
  test.api.failure = new TypeError("Failed to fetch");
  test.reachability.set(false);
  await settle();
  select(test.desk, "ama");
  await settle();
  expect(test.desk.threads.get("ama")?.status.peek()).toMatchObject({ kind: "failed" });
  test.api.failure = null;
  test.takeRequests();
  test.reachability.set(true);
  await settle();
  expect(test.desk.threads.get("ama")?.status.peek()).toEqual({ kind: "here" });
  expect(test.takeRequests()).toContain("POST topics 3");
});

test("a guest's message from before an own message whose answer came first is not lost with the channel", async () => {
  const test = await twoChats();
  const missed = test.api.say("mara", "Written before");
  send(test.desk, "mara", "Answered first");
  await settle();
  expect(test.bodies("mara")).toEqual(["Hello from Mara", "Answered first"]);
  test.socket.close();
  await test.clock.advance(2_000);
  expect(test.bodies("mara")).toEqual(["Hello from Mara", missed.body, "Answered first"]);
});

test("unread counts survive another chat, and a reload", async () => {
  const storage = memoryStorage();
  const api = new FakeAgentApi();
  const before = await twoChats(storage, api);
  select(before.desk, "mara");
  before.tell("oskar", api.say("oskar", "One"));
  before.tell("oskar", api.say("oskar", "Two"));
  await settle();
  expect(unread(before)).toEqual({ oskar: 2 });
  const after = await twoChats(storage, api);
  expect(unread(after)).toEqual({ oskar: 2 });
  api.say("oskar", "Three", own);
  after.tell("oskar", api.say("oskar", "Four"));
  await settle();
  expect(unread(after)).toEqual({ oskar: 3 });
  select(after.desk, "oskar");
  expect(unread(after)).toEqual({});
  expect(unread(await twoChats(storage, api))).toEqual({});
});

test("signing out forgets what was read; a sign-in that ends by itself keeps it", async () => {
  const storage = memoryStorage();
  const test = await twoChats(storage);
  test.desk.close(false);
  expect(storage.keys("parlor:desk:read:")).toHaveLength(2);
  const again = await twoChats(storage, test.api);
  again.desk.close(true);
  expect(storage.keys("parlor:desk:")).toEqual([]);
});

test("a message that is notified twice counts once", async () => {
  const test = await twoChats();
  const message = test.api.say("oskar", "Hello again");
  test.tell("oskar", message);
  test.tell("oskar", message);
  await settle();
  expect(unread(test)).toEqual({ oskar: 1 });
});

test("a guest's notice is counted and announced as its messages are; a join is not", async () => {
  const test = await twoChats();
  select(test.desk, "oskar");
  test.tell("mara", test.api.say("mara", "I am here", guestOf("mara"), "notice"));
  test.tell("mara", test.api.say("mara", "", guestOf("mara"), "joined"));
  expect(unread(test)).toEqual({ mara: 1 });
  test.tell("oskar", test.api.say("oskar", "So am I", guestOf("oskar"), "notice"));
  await settle();
  expect(test.desk.notices.spoken.peek()).toBe("New message: So am I");
});

test("an offer appears with its ring, and goes when it went on to the next agent", async () => {
  const test = await twoChats();
  const ringing = leg({
    id: "ring",
    state: "alerting",
    startAlertingTime: "2026-01-01T12:00:00.000Z",
    alertingTimeoutMs: 30_000,
  });
  test.tellChat(chatOf("ama", "Ama", ringing));
  expect(test.desk.offers.peek()).toMatchObject([{ id: "ama", name: "Ama", from: null }]);
  const { connectedTime: _, ...missed } = leg({
    id: "ring",
    state: "disconnected",
    disconnectType: "transfer.noanswer",
  });
  test.tellChat(chatOf("ama", "Ama", missed));
  expect(test.desk.offers.peek()).toEqual([]);
  expect(test.desk.notices.spoken.peek()).toBe("The offer went on to the next agent.");
});

test("an offer of a chat that a colleague handed on says who it was", async () => {
  const test = await twoChats();
  const before = leg({
    id: "tomas",
    user: { id: "u-tomas" },
    name: "Tomás Brandt",
    state: "disconnected",
    disconnectType: "transfer",
  });
  test.tellChat(chatOf("ama", "Ama", before, leg({ id: "ring", state: "alerting" })));
  expect(test.desk.offers.peek()).toMatchObject([{ from: { name: "Tomás Brandt", queue: null } }]);
});

test("a guest who is taken is shown at once, and not while the agent writes", async () => {
  const test = await twoChats();
  await take(test.desk, "ama");
  expect(test.desk.selection.id.peek()).toBe("ama");
  test.isWriting = true;
  await take(test.desk, "jonas");
  expect(test.desk.selection.id.peek()).toBe("ama");
  expect(test.desk.lists.talking.peek()).toHaveLength(4);
});

test("an expired token ends the desk, and no other refusal does", async () => {
  const test = await twoChats();
  test.api.failure = new ApiProblem(503, "", "");
  test.socket.close();
  await test.clock.advance(5_000);
  expect(test.hasExpired).toBe(false);
  test.api.failure = new ApiProblem(401, "bad.credentials", "");
  await test.clock.advance(20_000);
  expect(test.hasExpired).toBe(true);
});

test("a history that is refused says so in its place; the others are read", async () => {
  const test = await twoChats();
  const read = test.api.messages.bind(test.api);
  test.api.messages = (id, query) =>
    id === "ama" ? Promise.reject(new ApiProblem(403, "not.authorized", "")) : read(id, query);
  select(test.desk, "ama");
  test.desk.lists.inLine.value = [waitingOf("ama", "Ama")];
  select(test.desk, "ama");
  await settle();
  expect(test.desk.threads.get("ama")?.status.peek()).toMatchObject({ kind: "failed" });
  expect(live(test)).toBe("live");
  test.tell("mara", test.api.say("mara", "Still heard", guestOf("mara")));
  expect(test.bodies("mara")).toContain("Still heard");
});
