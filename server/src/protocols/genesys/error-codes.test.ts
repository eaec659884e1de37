import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorCodes, oauthErrors } from "./error-codes.ts";

const page = readFileSync(
  new URL("../../../../docs/server-errors.md", import.meta.url),
  "utf8",
).split("\n");

/** The rows of the table below a heading, without its head. */
function rowsBelow(heading: string): readonly string[] {
  const start = page.indexOf(heading);
  const from = page.findIndex((line, at) => at > start && line.startsWith("| --- |")) + 1;
  const length = page.slice(from).findIndex((line) => !line.startsWith("|"));
  return page.slice(from, from + length);
}

test.each([
  ["## Codes", errorCodes],
  ["## Errors of `POST /oauth/token`", oauthErrors],
])("docs/server-errors.md lists what the server answers: %s", (heading, catalogue) => {
  const rows = Object.entries(catalogue)
    .map(([code, entry]) => [entry.status, code, entry.message, entry.meaning] as const)
    .toSorted(([a, one], [b, other]) => a - b || (one < other ? -1 : 1))
    .map(
      ([status, code, message, meaning]) => `| ${status} | \`${code}\` | ${message} | ${meaning} |`,
    );
  expect(rowsBelow(heading)).toEqual(rows);
});

test.each(Object.entries({ ...errorCodes, ...oauthErrors }))(
  "%s has the status of an error, and says what it means",
  (_, { status, message, meaning }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(message).toMatch(/^\S.*\S$/);
    expect(meaning).toMatch(/^\S.*\.$/);
  },
);
