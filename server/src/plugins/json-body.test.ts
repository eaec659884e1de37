import fc from "fast-check";
import { expect, test } from "vitest";
import { isDeeperThan } from "./json-body.ts";

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

test("the depth of any JSON text is what its value has, whatever stands in its strings", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.string(), (value, text) => {
      const wrapped = { [text]: [value, `${text}"[{\\`] };
      const depth = depthOf(wrapped);
      expect(isDeeperThan(JSON.stringify(wrapped), depth)).toBe(false);
      expect(isDeeperThan(JSON.stringify(wrapped), depth - 1)).toBe(true);
    }),
  );
});

test("20,000 levels are too deep, and text that is no JSON ends the look all the same", () => {
  expect(isDeeperThan("[".repeat(20_000), 64)).toBe(true);
  expect(isDeeperThan('{"a":"\\', 64)).toBe(false);
  expect(isDeeperThan("]]]]", 64)).toBe(false);
});
