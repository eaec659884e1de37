import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  bank,
  listen,
  shop,
  startTwoOrganizations,
  type AgentClient,
  type Listener,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* The rows that the topic of queues carries: who gets them, how often, and what is recorded. */

const TOPIC = "v2.parlor.queues";

let stage: TwoOrganizations;
let ada: AgentClient;
/** Ada and Ben serve the queue, Dot another one, and the stranger is of another organization. */
let heard: Readonly<Record<"ada" | "dot" | "stranger", Listener>>;
beforeEach(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
  const listening = async (agent: AgentClient): Promise<Listener> => {
    const listener = await listen(agent);
    await listener.subscribe(TOPIC);
    return listener;
  };
  heard = {
    ada: await listening(ada),
    dot: await listening(await stage.signIn(bank, "dot")),
    stranger: await listening(await stage.signIn(shop, "ada")),
  };
  for (const listener of Object.values(heard)) await listener.heard();
});
afterEach(async () => {
  for (const { socket } of Object.values(heard)) socket.close();
  await stage.close();
});

type Body = Readonly<Record<string, unknown>>;

const bodiesOf = async (listener: Listener): Promise<readonly Body[]> =>
  (await listener.heard()).map(({ eventBody }) => eventBody);

const rowsOf = async (agent: AgentClient, path: string): Promise<readonly Body[]> =>
  (await agent.call("GET", `/api/v2/parlor/chats${path}`)).json["entities"] as Body[];

async function writes(id: string, ...texts: readonly string[]): Promise<void> {
  const { conversation } = await stage.server.chats.get(id);
  for (const text of texts)
    await stage.server.chats.send(id, conversation.guestMemberId, text, "standard", null);
}

test("a guest in line is told with the list's entry, to those who serve the queue alone", async () => {
  const id = await stage.guest(bank);
  await writes(id, "My account number is 4711");
  const [row] = await rowsOf(ada, "/waiting");
  expect(row).toMatchObject({ id, lastText: "My account number is 4711" });
  expect((await bodiesOf(heard.ada)).at(-1)).toEqual({
    queueId: "q-main",
    conversationId: id,
    waiting: row,
  });
  const ofOthers = await bodiesOf(heard.dot);
  expect(ofOthers.length).toBeGreaterThan(0);
  for (const body of ofOthers) expect(body).toEqual({ queueId: "q-main" });
  expect(await heard.stranger.heard()).toEqual([]);
  // The list of those who wait writes no line either.
  expect(stage.audit()).toEqual([]);
});

test("a row shows the guest's last words and never the greeting", async () => {
  const id = await stage.guest(bank);
  expect((await bodiesOf(heard.ada)).at(-1)).toMatchObject({ waiting: { lastText: null } });
  for (const lastText of ["Hello?", "Anybody?"]) {
    await writes(id, lastText);
    expect((await bodiesOf(heard.ada)).at(-1)).toMatchObject({ waiting: { id, lastText } });
  }
});

test("a row is told once a turn, as it is at the turn's end", async () => {
  const id = await stage.guest(bank);
  await heard.ada.heard();
  const event = { kind: "waiting", organizationId: "bank", conversationId: id } as const;
  for (let n = 0; n < 20; n++) stage.server.bus.publish({ ...event, queueId: "q-main" });
  expect(await bodiesOf(heard.ada)).toHaveLength(1);
  expect(await bodiesOf(heard.dot)).toHaveLength(2);
});

test("a guest who is taken, transferred away or gone is in the list no more", async () => {
  const { chats } = stage.server;
  const gone = async (id: string): Promise<void> =>
    expect((await bodiesOf(heard.ada)).at(-1)).toEqual({
      queueId: "q-main",
      conversationId: id,
      waiting: null,
    });
  const id = await stage.guest(bank);
  const leg = await chats.take(id, "ben");
  await gone(id);
  await chats.transfer(id, leg.participantId, { queueId: "q-main" }, "Knows the tickets");
  expect((await bodiesOf(heard.ada)).at(-1)).toMatchObject({
    waiting: { id, transfer: { from: "ben of bank", note: "Knows the tickets" } },
  });
  const again = await chats.take(id, "ben");
  await chats.transfer(id, again.participantId, { queueId: "q-other" }, null);
  await gone(id);
  expect((await bodiesOf(heard.dot)).at(-1)).toMatchObject({
    queueId: "q-other",
    waiting: { id, transfer: { from: "ben of bank", note: null } },
  });
  const leaver = await stage.guest(bank);
  const { conversation } = await chats.get(leaver);
  await chats.guestLeaves(leaver, conversation.guestMemberId);
  await gone(leaver);
});

test("a missed guest is told after the reading is recorded, and to those who serve the queue alone", async () => {
  const id = await stage.guest(bank);
  await writes(id, "Nobody answers");
  for (const listener of Object.values(heard)) await listener.heard();
  const { conversation } = await stage.server.chats.get(id);
  await stage.server.chats.guestLeaves(id, conversation.guestMemberId);
  const told = (await bodiesOf(heard.ada)).find(({ list }) => list === "missed");
  expect(stage.audit()).toMatchObject([{ userId: "ada", conversationId: id }]);
  const [row] = await rowsOf(ada, "?state=missed");
  expect(told).toEqual({ queueId: "q-main", list: "missed", conversationId: id, missed: row });
  expect(row).toMatchObject({ lastText: "Nobody answers" });
  expect(stage.audit()).toHaveLength(1);
  const ofOthers = (await bodiesOf(heard.dot)).filter(({ list }) => list === "missed");
  expect(ofOthers).toEqual([{ queueId: "q-main", list: "missed" }]);
  expect(await heard.stranger.heard()).toEqual([]);
});

test("an agent's availability is told as the list of agents has it", async () => {
  const ben = await stage.signIn(bank, "ben");
  await stage.server.chats.take(await stage.guest(bank), "ben");
  await heard.ada.heard();
  await ben.call("PATCH", "/api/v2/parlor/agents/me", { status: "break", capacity: 3 });
  const { json } = await ada.call("GET", "/api/v2/parlor/agents");
  const agent = (json["entities"] as Body[]).find(({ id }) => id === "ben");
  expect(agent).toMatchObject({ status: "break", capacity: 3, chats: 1 });
  expect((await bodiesOf(heard.ada)).at(-1)).toEqual({ userId: "ben", agent });
});

test("a queue's free places are those of its agents who are there, less the chats that they have", async () => {
  const free = async (): Promise<unknown> => {
    const { json } = await ada.call("GET", "/api/v2/routing/queues");
    return (json["entities"] as { parlor: { free: number } }[]).map(({ parlor }) => parlor.free);
  };
  expect(await free()).toEqual([0, 0]);
  const ben = await stage.signIn(bank, "ben");
  await ben.call("PATCH", "/api/v2/parlor/agents/me", { status: "available", capacity: 2 });
  expect(await free()).toEqual([2, 0]);
  await stage.guest(bank);
  // The offer rings with Ben, who has not answered.
  await expect.poll(free).toEqual([1, 0]);
});

test("a missed guest's row whose reading cannot be recorded is replaced by a gap", async () => {
  const log = join(stage.server.folder, "audit.log");
  const id = await stage.guest(bank);
  await writes(id, "Nobody answers");
  await heard.ada.heard();
  mkdirSync(log);
  const { conversation } = await stage.server.chats.get(id);
  await stage.server.chats.guestLeaves(id, conversation.guestMemberId);
  const told = (await bodiesOf(heard.ada)).filter(({ list }) => list === "missed");
  expect(told).toEqual([{ queueId: "q-main", list: "missed", gap: true }]);
  rmdirSync(log);
});
