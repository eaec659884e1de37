import { expect, test } from "vitest";
import { en } from "./en.ts";
import { enPreChat } from "./en-pre-chat.ts";
import { enSecondary } from "./en-secondary.ts";
import { enConversation } from "./en-conversation.ts";
import { dayName, withoutMarks } from "./dates.ts";
import { english } from "../../../test/english.ts";

const { isolated, t } = english;

test("a plural takes the form that its number wants, and an ordinal the form of an ordinal", () => {
  expect([1, 2].map((n) => t("log.jumpNew", { n }))).toEqual(["1 new message", "2 new messages"]);
  expect([1, 2, 3, 4, 11, 21].map((n) => t("ordinal", { n }))).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "21st",
  ]);
});

test("a gap is filled with text as it is, with numbers as the language writes them, and never twice", () => {
  expect(t("say.message", { name: "{text}", text: "<b>$&</b>" })).toBe("{text} says: <b>$&</b>");
  expect(t("composer.count", { used: 3_999, limit: 4_000 })).toBe("3,999 / 4,000");
});

test("today, yesterday, and a date before", () => {
  const noon = new Date(2026, 9, 24, 12).getTime();
  const day = 24 * 60 * 60 * 1000;
  expect(dayName(english, noon, noon)).toBe("Today");
  expect(dayName(english, noon - day, noon)).toBe("Yesterday");
  expect(dayName(english, noon - 2 * day, noon)).toBe("Thursday, October 22");
});

/** Browsers put different spaces before `AM` and around the dash. */
const plain = (text: string): string => text.replace(/\s*–\s*/g, "–").replace(/\s/g, " ");

test("times are those of the locale's clock: no leading zero, a range names its half of the day once, a single minute is one time", () => {
  const at = (hour: number, minute: number, second = 0): number =>
    new Date(2026, 9, 24, hour, minute, second).getTime();
  const { timeOf, rangeOf } = english;
  expect(plain(timeOf(at(7, 16)))).toBe("7:16 AM");
  expect(plain(rangeOf(at(7, 16), at(7, 21)))).toBe("7:16–7:21 AM");
  expect(plain(rangeOf(at(11, 50), at(12, 10)))).toBe("11:50 AM–12:10 PM");
  expect(plain(rangeOf(at(7, 27, 3), at(7, 27, 50)))).toBe("7:27 AM");
  // A clock that was put back gives no range that ends before it begins.
  expect(plain(rangeOf(at(7, 21), at(7, 16)))).toBe("7:21 AM–7:16 AM");
  // Past midnight there is no date in it.
  expect(plain(rangeOf(at(23, 50), at(24, 10)))).toBe("11:50 PM–12:10 AM");
});

test("no key stands in two chunks of the catalogue", () => {
  const keys = [en, enConversation, enPreChat, enSecondary].flatMap((words) => Object.keys(words));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test("a name that is written from right to left keeps to itself in a sentence from left to right; another stands as it is", () => {
  expect(t("log.joined", { name: "Noor Haddad" })).toBe("Noor Haddad joined the chat");
  expect(t("log.joined", { name: "Tomás Åström-Nuñez" })).toBe(
    "Tomás Åström-Nuñez joined the chat",
  );
  expect(t("log.transferred", { from: "Noor", name: "אבי", queue: "مبيعات" })).toBe(
    "Noor transferred you to \u2068אבי\u2069, \u2068مبيعات\u2069",
  );
});

test.each([
  ["Hebrew", "א"],
  ["Arabic", "م"],
  ["Syriac", "ܐ"],
  ["an Arabic presentation form", "ﺍ"],
  ["Adlam, beyond the first plane", "𞤀"],
  ["a right-to-left mark", "a\u200f"],
  ["an override", "\u202eabc"],
  ["an isolate that is never closed", "\u2067abc"],
])("text that changes the writing direction is isolated: %s", (_, text) => {
  expect(isolated(text)).toBe(`\u2068${text}\u2069`);
  expect(withoutMarks(isolated(text))).toBe(withoutMarks(text));
});
