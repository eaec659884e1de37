import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeError,
  decodeFrame,
  decodeMember,
  decodeMessage,
  decodeQueuePlace,
} from "./decode.ts";
import { expiryOf } from "./session.ts";

test("decoding names any frame of the stream or calls it unknown, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (data) => {
      expect(["heartbeat", "message", "typing", "member", "queue", "unknown"]).toContain(
        decodeFrame(data).kind,
      );
    }),
  );
});

test("an unknown role is an agent, an unknown state is connected, and an avatar has to be https", () => {
  const member = decodeMember({
    id: "1",
    role: "wizard",
    state: "hovering",
    avatarImageUrl: "javascript:alert(1)",
  });
  expect(member).toMatchObject({ role: "agent", state: "connected", avatarUrl: null });
});

test.each(["constructor", "sonnet", "__proto__"])(
  "a message of the type %s is a text",
  (bodyType) => {
    expect(decodeMessage({ id: "1", body: "x", bodyType })?.kind).toBe("text");
  },
);

test.each([
  ["de-AT", "de-AT"],
  ["", undefined],
  [5, undefined],
  [undefined, undefined],
])("the language %j of a message is %j", (language, expected) => {
  expect(decodeMessage({ id: "1", body: "x", language })?.language).toBe(expected);
  const frame = { eventBody: { id: "1", body: "x", language }, metadata: { type: "message" } };
  expect(decodeFrame(JSON.stringify(frame))).toMatchObject({
    message: { language: expected },
  });
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

test("a place in line is made of numbers that can be told and drawn, whatever the server says", () => {
  const place = (change: object): unknown =>
    decodeQueuePlace({
      name: "Bookings",
      position: 3,
      ahead: 2,
      estimatedWaitSeconds: 90,
      ...change,
    });
  expect(place({})).toEqual({
    name: "Bookings",
    label: null,
    position: 3,
    ahead: 2,
    estimatedWaitSeconds: 90,
    isStaffed: true,
  });
  expect(place({ label: "the bookings team", isStaffed: false })).toMatchObject({
    label: "the bookings team",
    isStaffed: false,
  });
  expect(place({ ahead: -5, position: 0 })).toMatchObject({ ahead: 0, position: 1 });
  expect(place({ ahead: 1e-9, position: 1.5 })).toMatchObject({ ahead: 0, position: 1 });
  expect(place({ ahead: 1e15, position: 1e15 })).toMatchObject({ ahead: 1e6, position: 1e6 });
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY, "2", null, undefined, {}]) {
    expect(place({ ahead: none })).toBeNull();
    expect(place({ position: none })).toBeNull();
  }
  for (const none of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e15, "90", null])
    expect(place({ estimatedWaitSeconds: none })).toMatchObject({ estimatedWaitSeconds: null });
});

test("any number that the server gives for a place in the queue can be drawn", () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger());
  fc.assert(
    fc.property(number, number, number, (position, ahead, estimatedWaitSeconds) => {
      const place = decodeQueuePlace({ position, ahead, estimatedWaitSeconds });
      if (place === null) return;
      expect(() => Array.from({ length: Math.min(place.ahead, 5) })).not.toThrow();
      expect(Number.isInteger(place.ahead) && place.ahead >= 0).toBe(true);
      expect(Number.isInteger(place.position) && place.position >= 1).toBe(true);
      expect(place.estimatedWaitSeconds ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("marks that turn the writing around are left out of names, and letters of either direction are not", () => {
  const member = decodeMember({
    id: "1",
    displayName: "\u202eNoor \u2066Haddad\u2069\u202c",
    customFields: { queueName: "\u202bמכירות" },
  });
  expect(member).toMatchObject({ name: "Noor Haddad", queueName: "מכירות" });
});

test("a frame says why a member's state has changed, and who answers a missed conversation", () => {
  const frame = (type: string, eventBody: object): unknown =>
    decodeFrame(JSON.stringify({ metadata: { type }, eventBody }));
  const change = (reason?: string): unknown =>
    frame("member-change", { member: { id: "a", state: "CONNECTED", reason } });
  expect(change("gone")).toMatchObject({ state: "connected", reason: "gone" });
  expect(change("transfer")).toMatchObject({ reason: "transfer" });
  expect(change("constructor")).toMatchObject({ reason: null });
  expect(change()).toMatchObject({ reason: null });
  const missed = (value: unknown): unknown => frame("parlor.missed", { missed: value });
  expect(missed({ takenBy: { name: "Noor" }, isAnswered: false })).toMatchObject({
    missed: { takenBy: "Noor", isAnswered: false },
  });
  expect(missed({ takenBy: null, isAnswered: true })).toMatchObject({
    missed: { takenBy: null, isAnswered: true },
  });
  for (const none of [null, undefined, "open"])
    expect(missed(none)).toMatchObject({ missed: null });
});
