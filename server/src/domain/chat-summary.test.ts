import { expect, test } from "vitest";
import { ChatStory } from "../testing/chat-story.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import { transferOf } from "./chat-summary.ts";

const [noor, tomas] = [lanternLine.users[0]!, lanternLine.users[1]!];
const [bookings, lost] = [lanternLine.queues[0]!, lanternLine.queues[1]!];

test("a waiting guest who was transferred has the name of the agent, and the note for its queue", () => {
  const { chat } = new ChatStory(bookings).talk(noor).handOver(noor, lost, null, "a refund");
  expect(transferOf(chat)).toEqual({ from: "Noor Haddad", note: "a refund" });
});

test("the note of a transfer that rings is for the agent at whom it rings, not for the list", () => {
  const { chat } = new ChatStory(bookings).talk(noor).handOver(noor, lost, tomas, "a refund");
  expect(transferOf(chat)).toEqual({ from: "Noor Haddad", note: null });
  expect(chat.members.at(-1)).toMatchObject({ userId: "u-tomas", transferNote: "a refund" });
});

test("a guest whom nobody transferred has no transfer, nor has one who is answered", () => {
  const story = new ChatStory(bookings);
  expect(transferOf(story.chat)).toBeNull();
  story.talk(noor).handOver(noor, lost).talk(tomas);
  expect(transferOf(story.chat)).toBeNull();
});
