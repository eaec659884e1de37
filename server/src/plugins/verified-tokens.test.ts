import { expect, test } from "vitest";
import { VerifiedTokens } from "./verified-tokens.ts";

test("no more tokens are kept than the limit: the one that was used longest ago goes", () => {
  const tokens = new VerifiedTokens<number>(2);
  tokens.add("a", 1, 100);
  tokens.add("b", 2, 100);
  expect(tokens.get("a", 0)).toBe(1);
  tokens.add("c", 3, 100);
  expect(["a", "b", "c"].map((token) => tokens.get(token, 0))).toEqual([1, null, 3]);
});

test("a token that has expired is forgotten, also when the clock is set back", () => {
  const tokens = new VerifiedTokens<number>();
  tokens.add("a", 1, 100);
  expect(tokens.get("a", 99)).toBe(1);
  expect(tokens.get("a", 100)).toBeNull();
  expect(tokens.get("a", 99)).toBeNull();
});
