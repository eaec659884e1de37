import { afterEach, expect, test } from "vitest";
import { english } from "../../../test/english.ts";
import { dayName, isTomorrow, momentName } from "./dates.ts";

/* Days are those of the visitor's calendar: one of 23 or 25 hours is a day as well. */

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test.each([
  ["America/New_York", "2026-11-01T23:30", "2026-11-02T00:30", "the clocks went back on Sunday"],
  ["Europe/Berlin", "2026-03-28T23:30", "2026-03-29T00:10", "the day before they go forward"],
  ["Europe/Berlin", "2026-10-25T00:10", "2026-10-26T00:10", "a day of 25 hours"],
  ["Africa/Cairo", "2026-04-23T23:30", "2026-04-24T01:30", "midnight is skipped"],
])("in %s %s is yesterday at %s: %s", (timeZone, then, now) => {
  process.env["TZ"] = timeZone;
  const [at, later] = [Date.parse(then), Date.parse(now)];
  expect(dayName(english, at, later)).toBe("Yesterday");
  expect(isTomorrow(later, at)).toBe(true);
  expect(dayName(english, later, later)).toBe("Today");
});

test("the day before yesterday has its date in the hour after midnight, when the clocks change", () => {
  process.env["TZ"] = "America/New_York";
  const [at, now] = [Date.parse("2026-10-31T23:30"), Date.parse("2026-11-02T00:30")];
  expect(dayName(english, at, now)).toBe("Saturday, October 31");
});

test("a message of another year shows the year", () => {
  const at = new Date(2025, 11, 30, 12).getTime();
  expect(dayName(english, at, new Date(2026, 0, 5).getTime())).toBe("Tuesday, December 30, 2025");
  expect(dayName(english, at, new Date(2025, 11, 5).getTime())).toBe("Tuesday, December 30");
});

test("the time of today stands alone, and that of another day has its date", () => {
  const [at, now] = [Date.parse("2026-10-31T23:30"), Date.parse("2026-11-01T00:30")];
  const time = english.timeOf(at);
  expect(momentName(english, at, Date.parse("2026-10-31T08:00"))).toBe(time);
  expect(momentName(english, at, now)).toBe(`Oct 31, 2026, ${time}`);
});
