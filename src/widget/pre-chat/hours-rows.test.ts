import { expect, test } from "vitest";
import { languages } from "../i18n/languages.ts";
import type { Translator } from "../i18n/translator.ts";
import { english } from "../../../test/english.ts";
import { rowsOf, timesOf } from "./hours-rows.ts";
import type { Day } from "./opening-hours.ts";

/* The opening hours in all languages, compared with a golden file: `hours-rows.golden.txt`. */

const at = (day: number, hour = 0): number => Date.UTC(2025, 9, 20 + day, hour);
const span = (day: number, from: number, to: number) => ({ from: at(day, from), to: at(day, to) });

/** Monday; Tuesday and Wednesday with a break; Thursday to Saturday; Sunday is closed. */
const week: readonly Day[] = [0, 1, 2, 3, 4, 5, 6].map((day) => ({
  at: at(day, 12),
  spans:
    day === 0
      ? [span(day, 7, 11)]
      : day < 3
        ? [span(day, 7, 11), span(day, 12, 16)]
        : day < 6
          ? [span(day, 8, 9)]
          : [],
}));

/** The dates and times of a language; its words are not asked for. */
const localeOf = (tag: string): Translator => ({
  ...english,
  formatLocale: () => tag,
  rangeOf: (from, to) =>
    new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone: "UTC" }).formatRange(from, to),
});

test("rows name two days with a conjunction, more with a range, and give each time its own line", () => {
  const script = languages
    .map((tag) => {
      const rows = rowsOf(localeOf(tag), week).map(
        ({ name, times }) => `  ${name} | ${times.join(" | ")}`,
      );
      return `${tag}\n${rows.join("\n")}\n`;
    })
    .join("\n");
  // Versions of ICU differ in their spaces.
  return expect(script.replace(/[\u2009\u202f\u00a0]/g, " ")).toMatchFileSnapshot(
    "hours-rows.golden.txt",
  );
});

test("times of a day without opening hours say that it is closed", () => {
  expect(timesOf(english, [])).toEqual(["Closed"]);
});
