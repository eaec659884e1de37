import { afterEach, beforeEach, expect, test } from "vitest";
import { chatOf, FakeAgentApi, leg, waitingOf } from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import { TestDesk } from "../testing/test-desk.ts";
import { startAnnouncing } from "./announcer.ts";
import { select } from "./writing.ts";

/* The sentences that a screen reader reads out at the desk. */

let desk: TestDesk;
let stop: () => void;
/** All but how long a guest has been waiting for an answer. */
const spoken = () =>
  desk.desk.notices.lines.peek().filter(({ text }) => !text.includes("waits for you"));
const lines = (): readonly string[] => spoken().map(({ text }) => text);
const tellLine = async (): Promise<void> => {
  desk.tellQueues({ queueId: "q", gap: true });
  await settle();
};

beforeEach(async () => {
  const api = new FakeAgentApi();
  api.all.push(chatOf("mara", "Mara", leg()), chatOf("oskar", "Oskar", leg({ id: "leg-2" })));
  api.line.push(waitingOf("ama", "Ama Boateng"));
  desk = new TestDesk(api);
  stop = startAnnouncing(desk.desk);
  await desk.start();
});
afterEach(() => stop());

test("a guest who begins to wait is read out, those of the first look are not", async () => {
  expect(lines()).toEqual([]);
  desk.api.line.push(waitingOf("bela", "Béla Nagy", { subject: "Refunds" }));
  await tellLine();
  expect(lines()).toEqual(["A guest is waiting: Béla Nagy, Refunds"]);
  desk.api.line.push(waitingOf("cem", "Cem"), waitingOf("dora", "Dora"));
  await tellLine();
  await tellLine();
  expect(lines().slice(1)).toEqual(["2 more guests are waiting"]);
});

test("a message in another chat of the agent is read out with the guest's name", async () => {
  select(desk.desk, "mara");
  await settle();
  desk.tell("oskar", desk.api.say("oskar", "Are you there?"));
  await settle();
  expect(lines()).toEqual(["New message from Oskar"]);
});

test("the same text twice is two lines", async () => {
  select(desk.desk, "mara");
  await settle();
  for (const _ of [1, 2]) {
    desk.tell("mara", desk.api.say("mara", "ok"));
    await settle();
  }
  expect(lines()).toEqual(["New message: ok", "New message: ok"]);
  const [first, second] = spoken();
  expect(first?.key).not.toBe(second?.key);
});

test("the end of a chat is read out, whoever has ended it", async () => {
  const { connectedTime: _, ...over } = leg({ state: "disconnected" });
  desk.tellChat(chatOf("mara", "Mara", over));
  await settle();
  expect(lines()).toEqual(["The chat with Mara is over."]);
});
