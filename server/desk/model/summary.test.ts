import { expect, test } from "vitest";
import { FakeAgentApi, own } from "../testing/fake-agent-api.ts";
import { inOrder, keepInPlace, summaryOf, urgencyOf } from "./summary.ts";

const bot = { id: "bot", displayName: "Bell", role: "bot" } as const;

test("a guest waits since the first message that no agent has answered; a bot answers nothing", () => {
  const api = new FakeAgentApi();
  expect(summaryOf([])).toEqual({ last: null, waitsSince: null });
  const first = api.say("c", "Hello");
  api.say("c", "I am a bot", bot);
  const last = api.say("c", "Is anybody there?");
  const rows = api.histories.get("c") ?? [];
  expect(summaryOf(rows)).toEqual({ last, waitsSince: Date.parse(first.timestamp) });
  const answer = api.say("c", "Yes", own);
  expect(summaryOf(rows)).toEqual({ last: answer, waitsSince: null });
  const next = api.say("c", "Good");
  expect(summaryOf(rows).waitsSince).toBe(Date.parse(next.timestamp));
});

test("joins and leaves are no last line", () => {
  const api = new FakeAgentApi();
  const last = api.say("c", "Hello");
  const left = api.say("c", "", own, "left");
  expect(summaryOf([last, left]).last).toBe(last);
});

test("the longest wait for an answer stands first, then the newest line", () => {
  const chat = (waitsSince: number | null, at: number) => ({
    waitsSince,
    last: { ...new FakeAgentApi().say("c", ""), timestamp: new Date(at).toISOString() },
  });
  const summaries = new Map([
    ["answered-long-ago", chat(null, 1)],
    ["waits-short", chat(50, 50)],
    ["answered", chat(null, 90)],
    ["waits-long", chat(10, 10)],
  ]);
  const chats = [...summaries.keys(), "empty"].map((id) => ({ id }));
  expect(inOrder(chats, summaries).map(({ id }) => id)).toEqual([
    "waits-long",
    "waits-short",
    "answered",
    "answered-long-ago",
    "empty",
  ]);
});

test("a row that has focus keeps its place in a new order", () => {
  expect(keepInPlace(["c", "b", "a"], ["a", "b", "c"], "a")).toEqual(["a", "c", "b"]);
  expect(keepInPlace(["c", "b", "a"], ["a", "b", "c"], null)).toEqual(["c", "b", "a"]);
  expect(keepInPlace(["c", "b"], ["a", "b", "c"], "a")).toEqual(["c", "b"]);
});

test.each([
  [119_999, "calm"],
  [120_000, "soon"],
  [240_000, "late"],
])("a wait of %i ms is %s", (ms, urgency) => {
  expect(urgencyOf(ms, 120_000, 240_000)).toBe(urgency);
});
