import { expect, test } from "vitest";
import { toMember } from "./rows.ts";

test("a member that an older version wrote has no field that was signed", () => {
  expect(toMember('{"id":"m-1","authenticatedGuest":true}')).toEqual({
    id: "m-1",
    authenticatedGuest: true,
    verifiedFields: [],
  });
});
