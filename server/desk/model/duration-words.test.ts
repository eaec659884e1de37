import { expect, test } from "vitest";
import { durationWords } from "./duration-words.ts";

test.each([
  [0, "0 seconds"],
  [1_000, "1 second"],
  [61_000, "1 minute 1 second"],
  [400_000, "6 minutes 40 seconds"],
  [120_000, "2 minutes"],
  [3_600_000 + 5 * 60_000 + 3_000, "1 hour 5 minutes"],
  [-5, "0 seconds"],
])("%i ms are %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
