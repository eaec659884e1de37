import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR, TOMAS } from "../testing/chat-stage.ts";

/* Offers of guests who are away. */

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

const offersTo = async (id: string, userId: string): Promise<unknown[]> =>
  (await stage.chats.get(id)).members.flatMap((member) =>
    member.userId === userId ? [member.leaveReason ?? member.state] : [],
  );

test.each([
  ["is away rings with nobody", 60_000, []],
  ["was there a moment ago rings until it is away", 10_000, ["alerting"]],
])("the transfer of a guest who %s", async (_, awayMs, offers) => {
  stage.agents.attach(TOMAS);
  const guest = await stage.guest("Hello");
  const { participantId } = await stage.answers(guest.id, NOOR, "One moment");
  guest.leave();
  await stage.pass(awayMs);
  await stage.chats.transfer(guest.id, participantId, { userId: TOMAS.userId }, "be kind");
  await stage.settle();
  expect(await offersTo(guest.id, TOMAS.userId)).toEqual(offers);
  await stage.pass(25_000);
  expect(await offersTo(guest.id, TOMAS.userId)).not.toContain("alerting");
  await stage.agents.set(TOMAS, { status: "available" });
  await stage.chats.attach(guest.id);
  await stage.settle();
  expect(await offersTo(guest.id, TOMAS.userId)).toContain("alerting");
});
