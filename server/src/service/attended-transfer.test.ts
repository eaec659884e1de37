import { afterEach, beforeEach, expect, test } from "vitest";
import type { Member } from "../domain/model.ts";
import { ChatStage, NOOR, TOMAS, type Guest } from "../testing/chat-stage.ts";

/* Transfers in which the agent stays until another one accepts. */

let stage: ChatStage;
let guest: Guest;
let noor: Member;

beforeEach(async () => {
  stage = await new ChatStage().start();
  guest = await stage.guest();
  noor = await stage.chats.take(guest.id, NOOR.userId);
});
afterEach(() => stage.close());

const legs = async (): Promise<readonly (readonly string[])[]> =>
  (await stage.chats.get(guest.id)).members
    .filter(({ role, state }) => role !== "guest" && state !== "disconnected")
    .map(({ displayName, state }) => [displayName, state]);
const transfer = (target: { userId: string } | { queueId: string }): Promise<void> =>
  stage.chats.transfer(guest.id, noor.participantId, target, null, true);
const legOf = async (userId: string): Promise<Member> =>
  (await stage.chats.get(guest.id)).members.findLast((member) => member.userId === userId)!;

test("the agent stays and writes until the chosen colleague accepts, and has then transferred", async () => {
  await transfer({ userId: TOMAS.userId });
  expect(await legs()).toEqual([
    ["Noor Haddad", "connected"],
    ["Tomás Brandt", "alerting"],
  ]);
  await stage.chats.send(guest.id, noor.id, "A moment, please.", "standard", null);
  await stage.chats.accept(guest.id, (await legOf(TOMAS.userId)).participantId);
  expect(await legs()).toEqual([["Tomás Brandt", "connected"]]);
  expect(await legOf(NOOR.userId)).toMatchObject({ leaveReason: "transfer" });
});

test("a colleague who declines leaves all as it was", async () => {
  const before = (await stage.chats.get(guest.id)).conversation;
  await transfer({ userId: TOMAS.userId });
  await stage.chats.leave(guest.id, (await legOf(TOMAS.userId)).id);
  expect(await legs()).toEqual([["Noor Haddad", "connected"]]);
  expect((await stage.chats.get(guest.id)).conversation).toMatchObject({
    state: "active",
    queueId: before.queueId,
    hasAgentText: before.hasAgentText,
  });
});

test("so does one who does not answer", async () => {
  await transfer({ userId: TOMAS.userId });
  stage.clock.advance(31_000);
  await expect
    .poll(async () => (await legOf(TOMAS.userId)).leaveReason, { interval: 5 })
    .toBe("no-answer");
  expect(await legs()).toEqual([["Noor Haddad", "connected"]]);
});

test("the guest waits in a queue while the agent stays, until one of the queue accepts", async () => {
  await stage.chats.send(guest.id, noor.id, "I ask the colleagues.", "standard", null);
  await transfer({ queueId: "q-lost" });
  expect(await legs()).toEqual([
    ["Noor Haddad", "connected"],
    ["Lost property", "connected"],
  ]);
  expect(await stage.chats.countWaiting(NOOR.organizationId, "q-lost")).toBe(1);
  expect((await stage.chats.get(guest.id)).conversation.hasAgentText).toBe(true);
  await stage.chats.take(guest.id, TOMAS.userId);
  expect(await legs()).toEqual([["Tomás Brandt", "connected"]]);
  expect(await legOf(NOOR.userId)).toMatchObject({ leaveReason: "transfer" });
  expect(await stage.chats.countWaiting(NOOR.organizationId, "q-lost")).toBe(0);
});

test("the guest of an agent who stays is offered to others of the queue, never to that agent", async () => {
  await stage.agents.set(NOOR, { status: "available" });
  const leave = stage.agents.attach(NOOR);
  await transfer({ queueId: "q-lost" });
  await stage.pass(90_000);
  expect(await legs()).toEqual([
    ["Noor Haddad", "connected"],
    ["Lost property", "connected"],
  ]);
  await stage.agents.set(TOMAS, { status: "available" });
  stage.agents.seen(TOMAS);
  await expect.poll(legs, { interval: 5 }).toContainEqual(["Tomás Brandt", "alerting"]);
  expect(await legs()).toEqual([
    ["Noor Haddad", "connected"],
    ["Lost property", "connected"],
    ["Tomás Brandt", "alerting"],
  ]);
  leave();
});

test("a later transfer replaces one that nobody has accepted", async () => {
  await transfer({ userId: TOMAS.userId });
  await transfer({ queueId: "q-lost" });
  expect(await legs()).toEqual([
    ["Noor Haddad", "connected"],
    ["Lost property", "connected"],
  ]);
  await stage.chats.transfer(guest.id, noor.participantId, { queueId: "q-bookings" }, null);
  expect(await legs()).toEqual([["Bookings", "connected"]]);
});

test("the guest of an agent who leaves meanwhile waits in line, though the colleague declines", async () => {
  await transfer({ userId: TOMAS.userId });
  await stage.chats.leave(guest.id, noor.id);
  expect(await legs()).toEqual([
    ["Tomás Brandt", "alerting"],
    ["Bookings", "connected"],
  ]);
  await stage.chats.leave(guest.id, (await legOf(TOMAS.userId)).id);
  expect(await legs()).toEqual([["Bookings", "connected"]]);
  expect(await stage.chats.countWaiting(NOOR.organizationId, "q-bookings")).toBe(1);
});

test("a guest without a stream leaves no line while its agent stays", async () => {
  const leave = stage.agents.attach(NOOR);
  await transfer({ queueId: "q-lost" });
  guest.leave();
  await stage.pass(5 * 60_000);
  expect((await stage.chats.get(guest.id)).conversation.leftLineAt).toBeNull();
  expect(await legs()).toContainEqual(["Noor Haddad", "connected"]);
  leave();
});
