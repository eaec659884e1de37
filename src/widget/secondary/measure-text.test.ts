import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMIT } from "../model/message-limit.ts";
import { measureText } from "./measure-text.ts";

const family = "👩‍👩‍👧‍👦";
const inUnits = (text: string, units: number): string =>
  text.repeat(Math.floor(units / text.length));

test.each([
  ["", 0, 4_000],
  ["x".repeat(3_999), 3_999, 4_000],
  ["x".repeat(4_000), 4_000, 4_000],
  ["x".repeat(4_001), 4_001, 4_000],
  [family.repeat(363), 363, 363],
  [family.repeat(364), 364, 363],
  ["😀".repeat(1_000), 1_000, 2_000],
  ["é".normalize("NFD").repeat(2_000), 2_000, 2_000],
  ["x".repeat(100_000), 100_000, 4_000],
])("of %j it counts %i of %i characters", (text, used, limit) => {
  expect(measureText(text)).toEqual({ used, limit });
});

const seen = new Intl.Segmenter("en", { granularity: "grapheme" });

test.each([
  family,
  "🇸🇪🇫🇮🇸",
  "5️⃣",
  "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  "👍🏽👍",
  "❤️‍🔥",
  "मराठी",
  "ที่นี่น้ำ",
  "한국어",
  "Việt Nam".normalize("NFD"),
  "مَرْحَبًا",
  "a\r\nb\n",
])("%s has as many characters as people see", (text) => {
  expect(measureText(text).used).toBe([...seen.segment(text)].length);
});

const text = fc
  .array(fc.oneof(fc.constantFrom(family, "😀", "é", "x", "🇸🇪"), fc.string({ unit: "grapheme" })))
  .map((pieces) => pieces.join(""))
  .chain((piece) =>
    fc.nat(LIMIT + 100).map((units) => (piece === "" ? "" : inUnits(piece, units))),
  );

test("a text that fits is never said to be too long, nor the other way round", () => {
  fc.assert(
    fc.property(text, (any) => {
      const { used, limit } = measureText(any);
      expect(used > limit).toBe(any.length > LIMIT);
    }),
  );
});

test("as many of the same characters as it promises can be added, and no more", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(family, "😀", "x", "🇸🇪", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "한"),
      fc.integer({ min: 1, max: LIMIT }),
      (one, units) => {
        const written = inUnits(one, Math.max(units, one.length));
        const { limit } = measureText(written);
        expect(one.repeat(limit).length).toBeLessThanOrEqual(LIMIT);
        expect(one.repeat(limit + 1).length).toBeGreaterThan(LIMIT);
      },
    ),
  );
});
