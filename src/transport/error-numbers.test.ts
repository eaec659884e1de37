import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorNumbers } from "./error-numbers.ts";
import { ParlorError, type ParlorErrorCode } from "./errors.ts";

test("docs/errors.md has one row for each code, with its number and whether it is worth a retry", () => {
  const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| (yes|no) \|/gm)].map(
    ([, code, number, retryable]) => [code, Number(number), retryable],
  );
  const expected = Object.entries(errorNumbers).map(([code, number]) => [
    code,
    number,
    new ParlorError(code as ParlorErrorCode, "").retryable ? "yes" : "no",
  ]);
  expect(rows).toEqual(expected);
});
