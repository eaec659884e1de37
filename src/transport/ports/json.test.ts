import { afterEach, expect, test } from "vitest";
import { toJson } from "./json.ts";

const patched = Array.prototype as unknown as { toJSON?: unknown };
afterEach(() => delete patched.toJSON);

test("arrays are written as arrays although an old library has given them a toJSON", () => {
  const value = { skills: ["rail", "bikes"], nested: [{ at: [1, null] }], left: undefined };
  const expected = JSON.stringify(value);
  patched.toJSON = function toJSON(this: readonly unknown[]) {
    return `[${this.join(", ")}]`;
  };
  expect(JSON.stringify(value)).not.toBe(expected);
  expect(toJson(value)).toBe(expected);
});
