import fc from "fast-check";
import { expect, test } from "vitest";
import type { PreChatField } from "../options/pre-chat-options.ts";
import { english } from "../../../test/english.ts";
import { labelOf, problemText } from "./field-words.ts";
import { normalizeValue } from "./normalize-value.ts";
import { createValidation } from "./validate-field.ts";

const phone = { name: "phoneNumber", type: "phone", message: "No number" } as const;
const email = { name: "email", type: "email", message: "No address" } as const;
/** The sentence that a visitor reads about a value; empty if it is right. */
function problem(field: PreChatField, value: string): string {
  const found = createValidation([field])(field, value);
  return found === null ? "" : problemText(field, found, english);
}

test.each([
  ["+46 8 123 456", "+46 8 123 456"],
  ["08-123 456 78", "08-123 456 78"],
  ["(08) 123.456/78", "(08) 123.456/78"],
  ["+46 (0)8 123 456", "+46 (0)8 123 456"],
  ["٠٧٧١٢٣٤٥٦٧", "0771234567"],
  ["+۹۸ ۲۱ ۱۲۳۴ ۵۶۷۸", "+98 21 1234 5678"],
  ["०७७१२३४५६७", "0771234567"],
  ["০৭৭১২৩৪৫৬৭", "0771234567"],
  ["๐๗๗๑๒๓๔๕๖๗", "0771234567"],
  ["＋４６　８　１２３　４５６", "+46 8 123 456"],
  ["（０３）１２３４－５６７８", "(03)1234-5678"],
  ["０３ー１２３４ー５６７８", "03-1234-5678"],
  ["\u202a+46\u00a08\u2011123\u2013456\u202c", "+46 8-123-456"],
  ["\u200e+46 8 123 456\u200f", "+46 8 123 456"],
  ["\u2068+46\u2212812\u20613456\u2069", "+46-8123456"],
  ["+46 8 123 456 ext. 12", "+46 8 123 456 ext. 12"],
  ["+46 8 123 456 x12", "+46 8 123 456 x12"],
  ["+46 8 123 456 (ext 12)", "+46 8 123 456 (ext 12)"],
  ["+46 8 123 456 #12", "+46 8 123 456 #12"],
  ["+468123456;ext=12", "+468123456;ext=12"],
  ["+468123456,,12", "+468123456,,12"],
  ["03-1234-5678 内線12", "03-1234-5678 内線12"],
  ["8 495 123-45-67 доб. 12", "8 495 123-45-67 доб. 12"],
  [" 08 123 456. ", "08 123 456."],
])("the phone number %j is accepted and sent as %j", (written, sent) => {
  expect(problem(phone, written)).toBe("");
  expect(normalizeValue(phone, written)).toBe(sent);
});

test.each(["123456", "+", "call me", "1234567 or so many words behind it", "1".repeat(400), "١٢٣"])(
  "%j is no phone number",
  (written) => {
    expect(problem(phone, written)).toBe("No number");
  },
);

test.each([
  ["mara@example.com", "mara@example.com"],
  ["mara＠example.com", "mara@example.com"],
  ["ｍａｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "mara@example.com"],
  ["mara@example。com", "mara@example.com"],
  ["mara @ example. com ", "mara@example.com"],
  ["\u202amara@example.com\u202c", "mara@example.com"],
  ["\u200fmara@example.com\u200b", "mara@example.com"],
  ["mailto:mara@example.com", "mara@example.com"],
  ["mara@example.com.", "mara@example.com"],
  ["jörg@müller.example", "jörg@müller.example"],
  ["用户@例え.example", "用户@例え.example"],
  ["a.b+c@d-e.example", "a.b+c@d-e.example"],
])("the address %j is accepted and sent as %j", (written, sent) => {
  expect(problem(email, written)).toBe("");
  expect(normalizeValue(email, written)).toBe(sent);
});

test.each(["mara", "mara@", "mara@example", "@example.com", "mara lind@example.com", "a@b@c.d"])(
  "%j is no address",
  (written) => {
    expect(problem(email, written)).toBe("No address");
  },
);

test("the digits of every script are read", () => {
  const systems = Intl.supportedValuesOf("numberingSystem").flatMap((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false });
    const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => format.format(digit));
    return digits.every((digit) => /^\p{Nd}$/u.test(digit)) ? [digits.join("")] : [];
  });
  expect(systems.length).toBeGreaterThan(50);
  for (const digits of systems) expect(normalizeValue(phone, digits)).toBe("0123456789");
});

test("a value in its normal form stays as it is", () => {
  const type = fc.constantFrom("phone", "email", "text");
  const unit = fc.oneof(
    fc.constantFrom(..."@. +-٣３ー\u202a\u00a0".split("")),
    fc.string({ unit: "grapheme", maxLength: 1 }),
  );
  fc.assert(
    fc.property(type, fc.array(unit), (kind, units) => {
      const field = { type: kind } as const;
      const once = normalizeValue(field, units.join(""));
      expect(normalizeValue(field, once)).toBe(once);
    }),
  );
});

const booking: PreChatField = {
  name: "booking",
  type: "text",
  pattern: "[A-Z]{2}-\\d{6}|none",
  patternMessage: "Like LL-123456",
};

test.each([
  ["LL-123456", ""],
  [" LL-123456 ", ""],
  ["none", ""],
  ["LL-1234567", "Like LL-123456"],
  ["xLL-123456", "Like LL-123456"],
  ["ll-123456", "Like LL-123456"],
])("of %j a field with a pattern says %j", (written, says) => {
  expect(problem(booking, written)).toBe(says);
});

test("a pattern replaces the rule of a phone number, and sees the number as it is sent", () => {
  const short: PreChatField = { ...phone, pattern: "\\d{4}" };
  expect(problem(short, "１２３４")).toBe("");
  expect(problem(short, "+46 8 123 456")).toBe("No number");
});

test("an empty optional field needs no match", () => {
  expect(problem({ ...booking, required: false }, " ")).toBe("");
});

test("a checkbox keeps nobody from the chat unless the site says that it is required", () => {
  const news: PreChatField = { name: "news", type: "checkbox", label: "Send me the newsletter" };
  expect(problem(news, "")).toBe("");
  expect(problem({ ...news, required: true }, "")).toBe("Fill this in: Send me the newsletter");
  expect(problem({ name: "booking", type: "text" }, "")).toBe("Fill this in: booking");
});

test.each([
  ["displayName", "Name", "Enter your name"],
  ["firstName", "First name", "Enter your first name"],
  ["lastName", "Last name", "Enter your last name"],
  ["email", "Email", "Enter your email address"],
  ["phoneNumber", "Phone", "Enter your phone number"],
])("the guest's own field %s is called %j, and without an answer: %j", (name, label, missing) => {
  const field: PreChatField = { name, type: "text" };
  expect(labelOf(field, english)).toBe(label);
  expect(problem(field, "")).toBe(missing);
});

test("a value that is too long is not matched at all", () => {
  const slow: PreChatField = { ...booking, pattern: "(?:a+)+b" };
  expect(problem(slow, "a".repeat(4_000))).toBe("Like LL-123456");
});

test("a field is validated without a pattern that is none", () => {
  expect(problem({ ...booking, pattern: "(" }, "x")).toBe("");
  expect(problem({ ...phone, pattern: "(" }, "x")).toBe("No number");
});

test.each(["1", "1 ", "1.", "a", "@", "a.", "(", "ー"])(
  "a value full of %j is read at once",
  (unit) => {
    const before = performance.now();
    for (const field of [phone, email]) problem(field, unit.repeat(100_000));
    expect(performance.now() - before).toBeLessThan(2_000);
  },
);
