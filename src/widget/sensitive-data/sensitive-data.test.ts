import { expect, test } from "vitest";
import { findSensitiveData } from "./sensitive-data.ts";

/* Numbers that payment companies publish for tests. */
const cards = [
  "4111 1111 1111 1111",
  "4111111111111111",
  "my card is 5555-5555-5555-4444, thanks",
  "378282246310005",
  "3782 822463 10005",
  "6011.1111.1111.1117",
  "exp 12/29 4000 0566 5566 5556 cvc 123",
  "4222222222222",
  "٤١١١ ١١١١ ١١١١ ١١١١",
  "۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱",
  "४१११ ११११ ११११ ११११",
  "４１１１１１１１１１１１１１１１",
  "৪১১১ ১১১১ ১১১১ ১১১১",
  "๔๑๑๑ ๑๑๑๑ ๑๑๑๑ ๑๑๑๑",
  "４１１１ー１１１１ー１１１１ー１１１１",
  "4111\u22121111\u22121111\u22121111",
  "\u202a4111\u200b1111\u00ad1111\u20601111\u202c",
  "4111\u00a01111\u00a01111\u00a01111",
  "4111–1111–1111–1111",
];

test.each(cards)("%s holds a card number", (text) => {
  expect(findSensitiveData(text, "cards")).toBe("card");
});

const harmless = [
  "",
  "4111 1111 1111 1112",
  "Call +46 70 123 45 67 after 17:00",
  "Order 1234567890123456",
  "0000000000000000",
  "41111111111111111111111111",
  "4111 1111, then 1111 2222",
  "2026-11-21 10:30",
];

test.each(harmless)("%j holds none", (text) => {
  expect(findSensitiveData(text, "cards")).toBeNull();
});

test("the site's own patterns are looked for in any case of letters, beside cards or without them", () => {
  const patterns = ["\\b\\d{6}-\\d{4}\\b", "pass(word|phrase)"];
  expect(findSensitiveData("811228-9874", { patterns })).toBe("pattern");
  expect(findSensitiveData("my PassWord is", { patterns })).toBe("pattern");
  expect(findSensitiveData("nothing here", { patterns })).toBeNull();
  expect(findSensitiveData("4111111111111111", { patterns })).toBe("card");
  expect(findSensitiveData("4111111111111111", { cards: false, patterns })).toBeNull();
});
