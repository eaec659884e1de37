import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openingAt } from "./opening-hours.ts";

const hours = {
  timeZone: "Europe/Stockholm",
  week: {
    mon: "08:00-20:00",
    tue: "08:00-20:00",
    wed: "08:00-12:00, 13:00-20:00",
    thu: "08:00-20:00",
    fri: "08:00-20:00",
    sat: "20:00-02:00",
  },
  holidays: ["2026-12-24", "2026-12-31 08:00-12:00"],
} as const;
const at = (words: string): number => Date.parse(words);

beforeEach(() => vi.stubEnv("TZ", "Europe/Stockholm"));
afterEach(() => vi.unstubAllEnvs());

test.each([
  ["Monday, a minute before it opens", "2026-11-23T06:59:00Z", false, "2026-11-23T07:00:00Z"],
  ["Monday, when it opens", "2026-11-23T07:00:00Z", true, "2026-11-24T07:00:00Z"],
  ["Monday, when it closes", "2026-11-23T19:00:00Z", false, "2026-11-24T07:00:00Z"],
  ["Wednesday at lunch", "2026-11-25T11:30:00Z", false, "2026-11-25T12:00:00Z"],
  ["Sunday, an hour past midnight", "2026-11-29T00:00:00Z", true, "2026-11-30T07:00:00Z"],
  ["Sunday", "2026-11-29T12:00:00Z", false, "2026-11-30T07:00:00Z"],
  ["a holiday", "2026-12-24T10:00:00Z", false, "2026-12-25T07:00:00Z"],
  ["a half holiday, after noon", "2026-12-31T12:00:00Z", false, "2027-01-01T07:00:00Z"],
  ["in summer time", "2026-07-06T06:00:00Z", true, "2026-07-07T06:00:00Z"],
  ["the night before the clocks go back", "2026-10-24T23:30:00Z", true, "2026-10-26T07:00:00Z"],
])("%s", (_, now, isOpen, opensAt) => {
  expect(openingAt(hours, at(now))).toMatchObject({ isOpen, opensAt: at(opensAt) });
});

test("never open again: nothing is promised", () => {
  expect(openingAt({ timeZone: "UTC", week: {} }, at("2026-11-23T07:00:00Z"))).toMatchObject({
    isOpen: false,
    opensAt: null,
  });
});

test("the days are the visitor's: an office far away may open the day before", () => {
  vi.stubEnv("TZ", "Pacific/Auckland");
  const { days } = openingAt(hours, at("2026-11-23T10:00:00Z"));
  // Monday 08:00 in Stockholm is Monday 20:00 in Auckland, and lasts until Tuesday morning.
  expect(days[0]?.spans).toEqual([
    { from: at("2026-11-23T07:00:00Z"), to: at("2026-11-23T19:00:00Z") },
  ]);
  expect(days).toHaveLength(7);
});
