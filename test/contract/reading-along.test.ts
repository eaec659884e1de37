import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bank,
  listen,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/*
 * An agent may read the waiting conversations of their queues, also over the notification channel;
 * the first read access of each is in the audit log.
 */

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

test.each([
  ["the messages", "/messages"],
  ["the chat", ""],
])(
  "an offer is told without a line, and the first look at %s while it rings writes one first, in another queue too",
  async (_, path) => {
    const { chats, store } = stage.server;
    const listener = await listen(ada);
    await listener.subscribe("v2.users.ada.conversations.chats", "v2.users.ada.conversations");
    const id = await stage.guest(bank, { queueId: "q-other" });
    const lines = (): number => stage.audit().filter((one) => one["conversationId"] === id).length;
    const leg = await chats.take(id, "dot");
    await chats.transfer(id, leg.participantId, { userId: "ada" }, null);
    expect(await listener.heard()).not.toEqual([]);
    expect(lines()).toBe(0);
    const read = (): Promise<{ status: number }> =>
      ada.call("GET", `/api/v2/conversations/chats/${id}${path}`);
    store.refuseWrites(true);
    expect((await read()).status).toBe(503);
    store.refuseWrites(false);
    expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(200);
    expect(lines()).toBe(1);
    listener.socket.close();
  },
);

test("an agent who hears messages while it rings has a line before the first, and none for what it hears as it talks", async () => {
  const { chats } = stage.server;
  await stage.signIn(bank, "dot");
  const talked = await stage.guest(bank, { queueId: "q-other" });
  await chats.take(talked, "ada");
  const id = await stage.guest(bank, { queueId: "q-other" });
  const lines = (of: string): number =>
    stage.audit().filter((one) => one["conversationId"] === of).length;
  const listener = await listen(ada);
  const first = await chats.take(id, "ada");
  for (const one of [id, talked])
    await listener.subscribe(`v2.conversations.chats.${one}.messages`);
  await chats.transfer(id, first.participantId, { userId: "dot" }, null);
  const legOfDot = (await chats.get(id)).members.findLast(({ userId }) => userId === "dot");
  await chats.accept(id, legOfDot?.participantId ?? "");
  await chats.transfer(id, legOfDot?.participantId ?? "", { userId: "ada" }, null);
  await listener.heard();
  const { guestMemberId } = (await chats.get(id)).conversation;
  await chats.send(id, guestMemberId, "while it rings", "standard", null);
  await chats.send(
    talked,
    (await chats.get(talked)).conversation.guestMemberId,
    "as we talk",
    "standard",
    null,
  );
  const heard = (await listener.heard()).map(({ eventBody }) => eventBody["body"]);
  expect(heard).toEqual(expect.arrayContaining(["while it rings", "as we talk"]));
  expect([lines(id), lines(talked)]).toEqual([1, 0]);
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
