import { afterEach, beforeEach, expect, test } from "vitest";
import { lanternLine } from "../testing/tenant-fixture.ts";
import type { DeploymentRules } from "../domain/tenant.ts";
import { ChatStage, NOOR, TOMAS } from "../testing/chat-stage.ts";

/* Text of a guest that no agent has answered, though one has written before. */

const TEXT = "my number is 4711, call me";
let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

const withRules = (rules: Partial<DeploymentRules>): typeof lanternLine => ({
  ...lanternLine,
  deployments: lanternLine.deployments.map((one) => ({
    ...one,
    rules: { ...one.rules, ...rules },
  })),
});

/** The agent's connection ends, and the time of the rule passes. */
async function goes(undo: () => void): Promise<void> {
  undo();
  await stage.pass(240_000);
}

test("text after a transfer that no agent has answered is missed in the new queue", async () => {
  const guest = await stage.guest("Hello");
  const { participantId } = await stage.answers(guest.id, NOOR, "One moment");
  await stage.chats.transfer(guest.id, participantId, { queueId: "q-lost" }, null);
  await guest.writes(TEXT);
  await guest.ends();
  expect(await stage.listed()).toEqual([`q-lost: ${TEXT}`]);
});

test("text that was written before a transfer, after the agent's last word, is missed", async () => {
  const guest = await stage.guest("Hello");
  const { participantId } = await stage.answers(guest.id, NOOR, "One moment");
  await guest.writes(TEXT);
  await stage.chats.transfer(guest.id, participantId, { userId: TOMAS.userId }, null);
  await guest.ends();
  expect(await stage.listed()).toEqual([`q-bookings: ${TEXT}`]);
});

test("a guest who leaves the line after a transfer without a new word is not missed", async () => {
  const guest = await stage.guest("Hello");
  const { participantId } = await stage.answers(guest.id, NOOR, "I pass you on");
  await stage.chats.transfer(guest.id, participantId, { queueId: "q-lost" }, null);
  await guest.ends();
  expect(await stage.listed()).toEqual([]);
});

test("text that the second agent has answered is not missed, nor a word of thanks", async () => {
  const guest = await stage.guest("Hello");
  const { participantId } = await stage.answers(guest.id, NOOR, "One moment");
  await stage.chats.transfer(guest.id, participantId, { queueId: "q-lost" }, null);
  await guest.writes(TEXT);
  await stage.answers(guest.id, TOMAS, "I call you");
  await guest.writes("Thank you");
  await guest.ends();
  expect(await stage.listed()).toEqual([]);
});

test("text for the second agent, who ended without a word, is missed until the wrap-up", async () => {
  const guest = await stage.guest("Hello");
  const { participantId } = await stage.answers(guest.id, NOOR, "One moment");
  await stage.chats.transfer(guest.id, participantId, { queueId: "q-lost" }, null);
  await guest.writes(TEXT);
  const leg = await stage.answers(guest.id, TOMAS);
  await stage.chats.leave(guest.id, leg.id);
  expect(await stage.listed()).toEqual([`q-lost: ${TEXT}`]);
  await stage.chats.wrapUp(guest.id, leg.id, "skipped");
  expect(await stage.listed()).toEqual([]);
});

test("text after the agent was lost is missed when the guest gives up", async () => {
  const undo = stage.agents.attach(NOOR);
  const guest = await stage.guest("Hello");
  await stage.answers(guest.id, NOOR, "One moment");
  await goes(undo);
  await guest.writes(TEXT);
  await guest.ends();
  expect(await stage.listed()).toEqual([`q-bookings: ${TEXT}`]);
});

test("text that waits for an agent's return, and for nobody else, is missed after a restart too", async () => {
  const undo = stage.agents.attach(NOOR);
  const guest = await stage.guest("Hello");
  await stage.answers(guest.id, NOOR, "One moment");
  await guest.writes(TEXT);
  await goes(undo);
  await stage.stop();
  await stage.start();
  await stage.chats.guestLeaves(guest.id, (await stage.conversation(guest.id)).guestMemberId);
  expect(await stage.listed()).toEqual([`q-bookings: ${TEXT}`]);
});

test("text that nobody answered before the rule ended the chat is missed", async () => {
  await stage.stop();
  await stage.start(withRules({ onAgentGone: "end" }));
  const undo = stage.agents.attach(NOOR);
  const guest = await stage.guest("Hello");
  await stage.answers(guest.id, NOOR, "One moment");
  await guest.writes(TEXT);
  await goes(undo);
  expect(await stage.conversation(guest.id)).toMatchObject({ endReason: "system" });
  expect(await stage.listed()).toEqual([`q-bookings: ${TEXT}`]);
});

test("a chat that ends while the agent who has answered is in it is not missed", async () => {
  const guest = await stage.guest("Hello");
  const leg = await stage.answers(guest.id, NOOR, "Here it is");
  await guest.writes("Thank you");
  await stage.chats.leave(guest.id, leg.id);
  expect(await stage.listed()).toEqual([]);
});
