import { expect, test } from "vitest";
import { checkAttributes } from "./check-attributes.ts";

test("attributes are measured in bytes, names and values together, and too many are named", () => {
  checkAttributes({ customFields: { a: "ж".repeat(1_023) } });
  expect(() => checkAttributes({ firstName: "M", customFields: { a: "ж".repeat(1_024) } })).toThrow(
    "The attributes have 2059 bytes, and the service takes 2048",
  );
});
