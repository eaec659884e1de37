import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeError, decodeFrame, decodeMember, expiryOf } from "./decode.ts";

test("whatever the stream says, decoding names it or calls it unknown, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (data) => {
      expect(["heartbeat", "message", "typing", "member", "queue", "unknown"]).toContain(
        decodeFrame(data).kind,
      );
    }),
  );
});

test("an unknown role or state is kept, and an avatar that is not https is not", () => {
  const member = decodeMember({
    id: "1",
    role: "wizard",
    state: "hovering",
    avatarImageUrl: "javascript:alert(1)",
  });
  expect(member).toMatchObject({ role: "WIZARD", state: "HOVERING", avatarUrl: null });
});

test("the wait of a 429 is read from the parameters and from the words", () => {
  expect(decodeError({ messageParams: { retryAfter: "7" } }).retryAfterSeconds).toBe(7);
  expect(decodeError({ message: "Retry the request in [12] seconds" }).retryAfterSeconds).toBe(12);
  expect(decodeError({ message: "No" }).retryAfterSeconds).toBeNull();
});

test("the expiry is read from the token, and a token that says nothing has none", () => {
  expect(expiryOf(`x.${btoa(JSON.stringify({ exp: 100 }))}.y`)).toBe(100_000);
  expect(expiryOf("not a token")).toBeNull();
});
