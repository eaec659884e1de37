import { expect, test } from "vitest";
import { missedOf } from "../testing/fake-agent-api.ts";
import { byPromise, promiseUrgency } from "./promises.ts";

const due = (dueAt: string | null) => ({ promise: { text: "by noon", dueAt } });

test("the guest who is promised the earliest answer comes first; those without a promise come last, the longest missed first", () => {
  const chats = [
    missedOf("later", "", { missedSince: "2026-01-01T11:00:00.000Z" }),
    missedOf("text", "", { ...due(null), missedSince: "2026-01-01T10:00:00.000Z" }),
    missedOf("tomorrow", "", due("2026-01-02T12:00:00.000Z")),
    missedOf("today", "", due("2026-01-01T12:00:00.000Z")),
  ];
  expect(chats.toSorted(byPromise).map(({ id }) => id)).toEqual([
    "today",
    "tomorrow",
    "text",
    "later",
  ]);
});

test.each([
  ["2026-01-01T11:59:59.000Z", "late"],
  ["2026-01-01T14:00:00.000Z", "soon"],
  ["2026-01-01T14:00:01.000Z", "none"],
  [null, "none"],
])("an answer that is due at %s is %s at noon", (dueAt, urgency) => {
  expect(promiseUrgency(due(dueAt), Date.parse("2026-01-01T12:00:00.000Z"))).toBe(urgency);
});

test("nothing is overdue that was not promised", () => {
  expect(promiseUrgency({ promise: null }, Date.parse("2026-01-01T12:00:00.000Z"))).toBe("none");
});
