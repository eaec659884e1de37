import { expect, test } from "vitest";
import { affordableConnections } from "./limits.ts";

test.each([
  [20_000, null, 20_000],
  [20_000, 1_048_576, 20_000],
  [20_000, 1_024, 824],
  [20_000, 256, 56],
  [20_000, 100, 8],
  [50, 1_024, 50],
  [5, null, 5],
  [5, 100, 5],
])("of %s wanted connections and %s descriptors, %s are taken", (wanted, descriptors, taken) => {
  expect(affordableConnections(wanted, descriptors)).toBe(taken);
});

test.runIf(process.platform === "linux")("the descriptors of this very process are read", () => {
  expect(affordableConnections(Number.MAX_SAFE_INTEGER)).toBeLessThan(Number.MAX_SAFE_INTEGER);
});
