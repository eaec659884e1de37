import { expect, test } from "vitest";
import type { FrameMessage } from "../api/decode-frame.ts";
import type { DeskMessage } from "../api/views.ts";
import { FakeAgentApi, own } from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import { Thread } from "./thread.ts";

function threadOf(api: FakeAgentApi): Thread {
  return new Thread("c", {
    client: api,
    knownSender: () => undefined,
    arrived: () => undefined,
    missed: (error) => {
      throw error;
    },
  });
}
const bodies = ({ rows }: Thread): readonly string[] => rows.peek().map((one) => one.body);
const upTo = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => String(from + n));

test("the newest page is read first, and older ones when they are wanted, each once", async () => {
  const api = new FakeAgentApi();
  for (const text of upTo(1, 120)) api.say("c", text);
  const thread = threadOf(api);
  await thread.catchUp();
  expect(bodies(thread)).toEqual(upTo(71, 120));
  await Promise.all([thread.loadOlder(), thread.loadOlder()]);
  expect(bodies(thread)).toEqual(upTo(21, 120));
  await thread.loadOlder();
  expect(bodies(thread)).toEqual(upTo(1, 120));
  expect(thread.hasOlder.peek()).toBe(false);
  await thread.loadOlder();
  expect(api.requests).toHaveLength(3);
});

test("however much was missed, it is read page by page and nothing else is", async () => {
  const api = new FakeAgentApi();
  const first = api.say("c", "1");
  const thread = threadOf(api);
  await thread.catchUp();
  for (const text of upTo(2, 150)) api.say("c", text);
  thread.markGap();
  await thread.catchUp();
  expect(bodies(thread)).toEqual(upTo(1, 150));
  expect(api.requests.slice(1)).toEqual([`GET messages c after=${first.id}`, "GET next c 101"]);
});

test("when the last known message is gone, the newest page takes the place of all", async () => {
  const api = new FakeAgentApi();
  api.say("c", "1");
  const thread = threadOf(api);
  await thread.catchUp();
  api.histories.set("c", []);
  api.say("c", "2");
  thread.markGap();
  await thread.catchUp();
  expect(bodies(thread)).toEqual(["2"]);
});

test("the history since a message is the known part when it reaches so far, else all of it", async () => {
  const api = new FakeAgentApi();
  const oldest = api.say("c", "1");
  for (const text of upTo(2, 60)) api.say("c", text);
  const thread = threadOf(api);
  expect((await thread.since(oldest.id)).map((one) => one.body)).toEqual(upTo(1, 60));
  await thread.catchUp();
  const newest = thread.rows.peek().at(-1)?.id ?? "";
  api.say("c", "61");
  expect((await thread.since(newest)).at(-1)?.body).toBe("61");
  expect((await thread.since("")).map((one) => one.body)).toEqual(upTo(1, 61));
});

test("a gap that opens while messages are read is made up for, too", async () => {
  const api = new FakeAgentApi();
  api.say("c", "1");
  const thread = threadOf(api);
  let open = (): void => undefined;
  api.gate = new Promise((resolve) => (open = resolve));
  const reading = thread.catchUp();
  thread.markGap();
  expect(thread.isBehind).toBe(true);
  open();
  await reading;
  await settle();
  expect(thread.isCurrent).toBe(false);
  await thread.catchUp();
  expect(thread.isCurrent).toBe(true);
});

/** The notification of a message. */
const frameOf = ({ sender, ...rest }: DeskMessage): FrameMessage => ({
  ...rest,
  senderId: sender.id,
});

test("after a lost connection only what came after the last notified message is read", async () => {
  const api = new FakeAgentApi();
  api.say("c", "1");
  const thread = threadOf(api);
  await thread.catchUp();
  const notified = api.say("c", "2");
  thread.hear(frameOf(notified));
  api.say("c", "3");
  thread.markGap();
  await thread.catchUp();
  expect(bodies(thread)).toEqual(["1", "2", "3"]);
  expect(api.requests.at(-1)).toBe(`GET messages c after=${notified.id}`);
});

test("the notification of an own message that is there already counts as the last one", async () => {
  const api = new FakeAgentApi();
  api.say("c", "1");
  const thread = threadOf(api);
  await thread.catchUp();
  const mine = api.say("c", "mine", own);
  thread.add(mine);
  thread.hear(frameOf(mine));
  thread.markGap();
  await thread.catchUp();
  expect(bodies(thread)).toEqual(["1", "mine"]);
  expect(api.requests.at(-1)).toBe(`GET messages c after=${mine.id}`);
});

test("an own message that the server has taken hides no earlier one that was missed", async () => {
  const api = new FakeAgentApi();
  api.say("c", "1");
  const thread = threadOf(api);
  await thread.catchUp();
  api.say("c", "missed");
  thread.add(api.say("c", "mine", own));
  thread.markGap();
  await thread.catchUp();
  expect(bodies(thread)).toEqual(["1", "missed", "mine"]);
});

test("a message that is notified while something is missing hides nothing of it", async () => {
  const api = new FakeAgentApi();
  const first = api.say("c", "1");
  const thread = threadOf(api);
  await thread.catchUp();
  thread.markGap();
  api.say("c", "missed");
  thread.hear(frameOf(api.say("c", "3")));
  await thread.catchUp();
  expect(bodies(thread)).toEqual(["1", "missed", "3"]);
  expect(api.requests.at(-1)).toBe(`GET messages c after=${first.id}`);
});
