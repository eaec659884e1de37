import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChatEvent } from "./bus.ts";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import type { Agents } from "./agents.ts";
import { createAgents } from "./create-agents.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import type { UserKey } from "../domain/tenant.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { lanternLine, newChat } from "../testing/tenant-fixture.ts";
import { createConversations, type RunningConversations } from "./create-conversations.ts";
import { syncAtOnce } from "../testing/sync-at-once.ts";

const NOOR = "u-noor";
const TOMAS = "u-tomas";
const agent = (userId: string): UserKey => ({ organizationId: lanternLine.id, userId });
const start = Date.UTC(2026, 0, 5, 14, 0);

const folder = { path: "" };
let store: SqlStore;
let chats: RunningConversations;
let events: ChatEvent[];
/** How often the list of waiting guests was said to have changed. */
let waitingTold = 0;
let clock = createFakeClock(start);
let agents: Agents;

async function boot(): Promise<void> {
  const bus = createInProcessBus();
  events = [];
  bus.onChats((event) => events.push(event));
  bus.onDesk(({ kind }) => (waitingTold += kind === "waiting" ? 1 : 0));
  store = await openStore({ folder: folder.path, syncData: syncAtOnce });
  const report = (error: unknown): void => {
    throw error;
  };
  const ports = { store, bus, clock, tenants: [lanternLine], report };
  agents = await createAgents(ports);
  chats = await createConversations({ ...ports, agents });
}

/** Lets commands that time or routing has started run to their end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(async () => {
  folder.path = mkdtempSync(join(tmpdir(), "parlor-chats-"));
  clock = createFakeClock(start);
  await boot();
});

afterEach(async () => {
  await chats.close();
  await store.close();
  rmSync(folder.path, { recursive: true, force: true });
});

const states = (): string[] =>
  events.flatMap((event) =>
    event.kind === "member" ? [`${event.member.role} ${event.member.state}`] : [],
  );

async function talking(): Promise<{
  id: string;
  guest: string;
  agent: string;
  participant: string;
}> {
  agents.attach(agent(NOOR));
  agents.seen(agent(NOOR));
  const { conversation } = await chats.create(newChat());
  await chats.attach(conversation.id);
  await settle();
  const chat = await chats.get(conversation.id);
  const leg = chat.members.find((member) => member.role === "agent");
  await chats.accept(conversation.id, leg?.participantId ?? "");
  return {
    id: conversation.id,
    guest: conversation.guestMemberId,
    agent: leg?.id ?? "",
    participant: leg?.participantId ?? "",
  };
}

test("the first attachment connects the guest, lets the flow greet and puts the guest in the queue", async () => {
  const { conversation } = await chats.create(newChat());
  await expect(
    chats.send(conversation.id, conversation.guestMemberId, "too early", "standard", null),
  ).rejects.toMatchObject({
    code: "conversation-not-active",
  });
  await chats.attach(conversation.id);
  expect(states()).toEqual([
    "guest connected",
    "bot connected",
    "queue connected",
    "bot disconnected",
  ]);
  const { messages } = await chats.messages(conversation.id, {
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 100,
  });
  expect(messages.map(({ bodyType, body }) => `${bodyType} ${body}`)).toEqual([
    "joined ",
    "standard Hello Mara, I’m Bell. I’ve passed your question to the Bookings team.",
    "left ",
  ]);
});

test("the list of waiting guests shows the guest’s words, never those of a flow, and is told of each", async () => {
  const { conversation } = await chats.create(newChat());
  const { id, guestMemberId } = conversation;
  await chats.attach(id);
  const said = async (): Promise<unknown> =>
    (await chats.waiting(lanternLine.id, ["q-bookings"])).map(({ lastText }) => lastText);
  expect(await said()).toEqual([null]);
  waitingTold = 0;
  await chats.send(id, guestMemberId, "Is there a bed?", "standard", null);
  expect(await said()).toEqual(["Is there a bed?"]);
  expect(waitingTold).toBe(1);
});

test("an offer goes to the longest idle agent who matches, and accepting it relieves the queue", async () => {
  await talking();
  expect(states().slice(4)).toEqual(["agent alerting", "agent connected", "queue disconnected"]);
});

test("an unanswered offer goes to the next agent under a new member id", async () => {
  agents.seen(agent(NOOR));
  const { conversation } = await chats.create(newChat());
  await chats.attach(conversation.id);
  await settle();
  agents.seen(agent(TOMAS));
  clock.advance(31_000);
  await settle();
  const { members } = await chats.get(conversation.id);
  const legs = members.filter((member) => member.role === "agent");
  expect(legs.map((leg) => [leg.userId, leg.state, leg.leaveReason])).toEqual([
    [NOOR, "disconnected", "no-answer"],
    [TOMAS, "alerting", null],
  ]);
});

test("a transfer disconnects the agent, keeps the guest, and hands the note to the next agent only", async () => {
  const { id, participant } = await talking();
  events.length = 0;
  agents.seen(agent(TOMAS));
  await chats.transfer(id, participant, { queueId: "q-lost" }, "lost a scarf");
  await settle();
  expect(states()).toEqual(["agent disconnected", "queue connected", "agent alerting"]);
  const { members } = await chats.get(id);
  const next = members.find((member) => member.state === "alerting");
  expect(next).toMatchObject({
    userId: TOMAS,
    transferNote: "lost a scarf",
    customFields: { queueName: "Lost property" },
  });
});

test("an agent who leaves with nobody else there ends the chat, and the guest is told why", async () => {
  const { id, agent } = await talking();
  await chats.leave(id, agent);
  const own = events.findLast((event) => event.kind === "member");
  expect(own).toMatchObject({
    member: { role: "guest", state: "disconnected" },
    endReason: "agent",
  });
  expect(events.at(-1)).toMatchObject({ kind: "ended", reason: "agent" });
});

test("15 quiet minutes with an agent end the chat, and typing starts them again", async () => {
  const { id, guest } = await talking();
  clock.advance(800_000);
  await chats.typing(id, guest);
  clock.advance(800_000);
  await settle();
  expect((await chats.get(id)).conversation.state).toBe("active");
  clock.advance(100_000);
  await settle();
  expect((await chats.get(id)).conversation).toMatchObject({ state: "ended", endReason: "idle" });
});

test("a guest whose last stream is gone is dropped after the grace, and one that came back is not", async () => {
  const { conversation } = await chats.create(newChat());
  const detach = await chats.attach(conversation.id);
  detach();
  clock.advance(1_700_000);
  const again = await chats.attach(conversation.id);
  clock.advance(200_000);
  await settle();
  expect((await chats.get(conversation.id)).conversation.state).toBe("active");
  again();
  clock.advance(1_800_000);
  await settle();
  expect((await chats.get(conversation.id)).conversation).toMatchObject({
    state: "ended",
    endReason: "lost",
  });
});

test("the same idempotency key gives the first message again, even when both requests come at once", async () => {
  const { id, guest } = await talking();
  const [first, second] = await Promise.all([
    chats.send(id, guest, "once", "standard", "key-1"),
    chats.send(id, guest, "once", "standard", "key-1"),
  ]);
  expect(second).toEqual(first);
  await expect(chats.send(id, guest, "other", "standard", "key-1")).rejects.toMatchObject({
    code: "idempotency-key-reused",
  });
});

test("timestamps rise within a conversation although the clock steps back", async () => {
  const { id, guest } = await talking();
  const first = await chats.send(id, guest, "one", "standard", null);
  clock.set(start - 3_600_000);
  const second = await chats.send(id, guest, "two", "standard", null);
  expect(second.at).toBe(first.at + 1);
});

test("after a restart every open chat is there with its members, history and running offer", async () => {
  const { id, guest } = await talking();
  await chats.send(id, guest, "remember me", "standard", null);
  const before = await chats.get(id);
  await chats.close();
  await store.close();
  await boot();
  expect(await chats.get(id)).toEqual(before);
  const page = await chats.messages(id, {
    after: null,
    before: null,
    sortOrder: "descending",
    maxResults: 1,
  });
  expect(page.messages[0]?.body).toBe("remember me");
  clock.advance(1_800_000);
  await settle();
  expect((await chats.get(id)).conversation.state).toBe("ended");
});

test("a media request that nobody answers times out, and cannot be accepted afterwards", async () => {
  const { id, agent } = await talking();
  const request = await chats.createMediaRequest(id, agent, ["SCREENSHARE"], 60);
  clock.advance(60_000);
  await settle();
  expect((await chats.mediaRequest(id, request.id)).state).toBe("TIMEDOUT");
  await expect(chats.answerMediaRequest(id, request.id, "ACCEPTED")).rejects.toMatchObject({
    code: "media-request-settled",
  });
});

test("a media request that is prolonged is open for two more minutes, and then times out", async () => {
  const { id, agent } = await talking();
  const request = await chats.createMediaRequest(id, agent, ["SCREENSHARE"], 60);
  clock.advance(50_000);
  await chats.extendMediaRequest(id, request.id);
  clock.advance(119_000);
  await settle();
  expect(await chats.mediaRequest(id, request.id)).toMatchObject({
    state: "PENDING",
    prolonged: 1,
  });
  clock.advance(1_000);
  await settle();
  expect((await chats.mediaRequest(id, request.id)).state).toBe("TIMEDOUT");
  await expect(chats.extendMediaRequest(id, request.id)).rejects.toMatchObject({
    code: "media-request-not-extendable",
  });
});

test("two guests in line are told their places, and the second moves up", async () => {
  const first = await chats.create(newChat());
  await chats.attach(first.conversation.id);
  const second = await chats.create(newChat());
  await chats.attach(second.conversation.id);
  expect(await chats.queuePlace(second.conversation.id)).toMatchObject({
    name: "Bookings",
    position: 2,
    ahead: 1,
  });
  await chats.take(first.conversation.id, NOOR);
  expect(await chats.queuePlace(second.conversation.id)).toMatchObject({ position: 1 });
  clock.advance(5_000);
  await settle();
  const told = events.filter(
    (event) => event.kind === "queue" && event.conversationId === second.conversation.id,
  );
  expect(told.at(-1)).toMatchObject({ place: { position: 1 } });
});

test("a refused write is a refused command: nothing is told and nothing changes", async () => {
  const { id, guest } = await talking();
  events.length = 0;
  store.refuseWrites(true);
  await expect(chats.send(id, guest, "lost?", "standard", null)).rejects.toMatchObject({
    code: "store-unavailable",
  });
  expect(events).toEqual([]);
  store.refuseWrites(false);
});

test("the store is a write-ahead log with full synchronisation, for one process at a time", async () => {
  expect(store.pragmas()).toEqual({ journalMode: "wal", synchronous: 2 });
  await expect(openStore({ folder: folder.path })).rejects.toMatchObject({ code: "store-locked" });
});
