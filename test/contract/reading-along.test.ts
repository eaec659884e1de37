import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bank,
  listen,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* An agent reads what waits in its queues, by the channel too, and each first reading is in the audit log. */

let stage: TwoOrganizations;
let ada: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterAll(() => stage.close());

test("an agent who handed the guest back to an own queue reads along there, which is written down before it is told", async () => {
  const { chats } = stage.server;
  const listener = await listen(ada);
  const id = await stage.guest(bank);
  const { guestMemberId } = (await chats.get(id)).conversation;
  const leg = await chats.take(id, "ada");
  await listener.subscribe(`v2.conversations.chats.${id}.messages`);
  const lines = (): number => stage.audit().filter((one) => one["conversationId"] === id).length;
  expect(lines()).toBe(0);
  await chats.transfer(id, leg.participantId, { queueId: "q-main" }, null);
  await listener.heard();
  expect(lines()).toBe(0);
  for (const text of ["one", "two"]) await chats.send(id, guestMemberId, text, "standard", null);
  expect((await listener.heard()).map(({ eventBody }) => eventBody["body"])).toEqual([
    "one",
    "two",
  ]);
  expect(lines()).toBe(1);
  await ada.call("GET", `/api/v2/conversations/chats/${id}/messages`);
  await chats.take(id, "ben");
  await chats.send(id, guestMemberId, "for ben only", "standard", null);
  expect(await listener.heard()).toEqual([]);
  expect(lines()).toBe(1);
  listener.socket.close();
});

test("a subscription to a waiting chat is written down as a reading, once with the delivery and the REST reading", async () => {
  const { chats } = stage.server;
  const listener = await listen(ada);
  const id = await stage.guest(bank);
  const { guestMemberId } = (await chats.get(id)).conversation;
  const lines = (): number => stage.audit().filter((one) => one["conversationId"] === id).length;
  expect((await listener.subscribe(`v2.conversations.chats.${id}.messages`)).status).toBe(200);
  expect(lines()).toBe(1);
  await chats.send(id, guestMemberId, "one", "standard", null);
  expect(await listener.heard()).toHaveLength(1);
  await ada.call("GET", `/api/v2/conversations/chats/${id}`);
  expect(lines()).toBe(1);
  listener.socket.close();
});

test("reading along that cannot be written down is not told", async () => {
  const listener = await listen(ada);
  const id = await stage.guest(bank);
  const { chats, store, bus } = stage.server;
  const leg = await chats.take(id, "ada");
  const topic = `v2.conversations.chats.${id}.messages`;
  await listener.subscribe(topic);
  await chats.transfer(id, leg.participantId, { queueId: "q-main" }, null);
  await listener.heard();
  store.refuseWrites(true);
  const { guestMemberId } = (await chats.get(id)).conversation;
  const typing = { kind: "typing", conversationId: id, id: "t", senderId: guestMemberId } as const;
  bus.publish({ ...typing, at: stage.clock.now() });
  expect(await listener.heard()).toEqual([]);
  expect((await listener.subscribe(topic)).status).toBe(503);
  store.refuseWrites(false);
  bus.publish({ ...typing, at: stage.clock.now() });
  expect(await listener.heard()).toHaveLength(1);
  listener.socket.close();
});
