import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";

test("a wait is never nothing, never over 15 s, and the first never over 1 s", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, random) => {
        expect(backoff(attempt, random)).toBeGreaterThanOrEqual(100);
        expect(backoff(attempt, random)).toBeLessThanOrEqual(15_000);
        expect(backoff(0, random)).toBeLessThanOrEqual(1_000);
      },
    ),
  );
});
