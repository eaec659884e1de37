import { expect, test } from "vitest";
import { cutText, isKeepable, messageText, unkeepableFields } from "./text.ts";

const half = "\ud83d";

test.each([
  ["a\0b", "ab"],
  [`a${half}b`, "a\ufffdb"],
  ["a😀b", "a😀b"],
  ["", ""],
])("%j is stored as %j", (text, stored) => {
  expect(messageText(text)).toBe(stored);
  expect(isKeepable(text)).toBe(text === stored);
  expect(isKeepable(stored)).toBe(true);
});

test("a cut text does not end in half of a surrogate pair", () => {
  expect(cutText("ab😀", 3)).toBe("ab");
  expect(cutText("ab😀", 4)).toBe("ab😀");
  expect(cutText("ab😀", 2)).toBe("ab");
});

test("fields are named by their path, and no depth of nesting overflows the stack", () => {
  expect(unkeepableFields({ a: { b: ["fine", "\0"] }, [`c${half}`]: 1 })).toEqual([
    "a.b.1",
    "c\ufffd",
  ]);
  expect(unkeepableFields("\0")).toEqual(["body"]);
  let deep: unknown = "\0";
  for (let level = 0; level < 20_000; level++) deep = [deep];
  expect(unkeepableFields(deep)).toHaveLength(1);
});
