import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  openGuestFixture,
  textsOf,
  until,
  type GuestFixture,
} from "../../../test/guest-fixture.ts";

/*
 * Malformed, foreign or differently versioned data in storage must not throw, nor
 * keep a visitor from a chat.
 */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const sessionKey = "parlor:session:d";
const good = {
  version: 1,
  conversationId: "c-1",
  memberId: "m-1",
  jwt: "a.b.c",
  eventStreamUri: "wss://parlor.test/chat/jwt/a.b.c",
  extensions: ["poll"],
};

/** A chat can be started, whatever storage holds. */
async function expectChat(): Promise<void> {
  const chat = fixture.guest();
  expect(await chat.resume()).toBe(false);
  expect(chat.hasStoredSession()).toBe(false);
  await chat.start();
  chat.send("one");
  await until(() => expect(fixture.server.messages.at(-1)?.text).toBe("one"));
}

test.each([
  ["a line break in the token", { jwt: "a.b\r\nX-Evil: 1" }],
  ["U+0000 in the token", { jwt: "a.b\0" }],
  ["letters in the token that no header takes", { jwt: "a.b.ж" }],
  ["a space in the token", { jwt: "a.b c" }],
  ["a path as the conversation's id", { conversationId: "c/../../d" }],
  ["dots as the conversation's id", { conversationId: ".." }],
  ["a question mark in the member's id", { memberId: "m?x=1" }],
  ["a fragment in the member's id", { memberId: "m#x" }],
  ["half of a surrogate pair in an id", { memberId: "m\ud83d" }],
  ["an id that is a list", { memberId: ["m"] }],
  ["no stream, and no polling", { eventStreamUri: "", extensions: [] }],
  ["a stream of another scheme, and no polling", { eventStreamUri: "ftp://x", extensions: [] }],
  ["a version to come", { version: 2 }],
  ["a version as text", { version: "1" }],
])("a stored session with %s is as good as none, and a chat starts", async (_, change) => {
  fixture.storage.set(sessionKey, JSON.stringify({ ...good, ...change }));
  await expectChat();
});

test("extensions that are none are as if none had been named", async () => {
  fixture.storage.set(sessionKey, JSON.stringify({ ...good, extensions: [{}, 5, null, "poll"] }));
  expect(fixture.guest().hasStoredSession()).toBe(true);
  fixture.storage.set(
    sessionKey,
    JSON.stringify({ ...good, eventStreamUri: "", extensions: "poll" }),
  );
  expect(fixture.guest().hasStoredSession()).toBe(false);
});

test("nothing throws for any content of the session's storage item", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((v) => JSON.stringify(v)),
      ),
      (text) => {
        fixture.storage.set(sessionKey, text);
        expect(fixture.guest().hasStoredSession()).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});

const entry = { version: 1, body: "unsent", at: 5, isInDoubt: false, failed: null };

test.each([
  ["a version to come", { version: 2 }],
  ["no text", { body: 5 }],
  ["an empty text", { body: "" }],
  ["nothing but U+0000", { body: "\0" }],
  ["no time", { at: "now" }],
])("a stored message with %s is left where it is, and is not shown", async (_, change) => {
  fixture.storage.set("parlor:outbox:d:k1", JSON.stringify({ ...entry, ...change }));
  const chat = fixture.guest();
  await chat.start();
  expect(textsOf(chat)).not.toContain("unsent");
  chat.send("next");
  await until(() => expect(fixture.server.messages.map(({ text }) => text)).toEqual(["next"]));
  expect(fixture.storage.get("parlor:outbox:d:k1")).not.toBeNull();
});

test.each([1e300, -1, 8.64e15])(
  "a stored message of the time %d is shown as of now, and sent",
  async (at) => {
    fixture.storage.set("parlor:outbox:d:k1", JSON.stringify({ ...entry, at }));
    const chat = fixture.guest();
    await chat.start();
    await until(() => expect(fixture.server.messages.map(({ text }) => text)).toEqual(["unsent"]));
    for (const row of chat.get().messages.values())
      expect(Number.isNaN(new Date(row.at).getTime())).toBe(false);
  },
);

test("a message under a key that no header takes holds up nothing", async () => {
  fixture.storage.set("parlor:outbox:d:ключ\n", JSON.stringify(entry));
  const chat = fixture.guest();
  await chat.start();
  chat.send("next");
  await until(() => expect(fixture.server.messages.map(({ text }) => text)).toEqual(["next"]));
});

test("a message of a deployment whose name begins like this one's is neither sent here nor erased", async () => {
  fixture.storage.set("parlor:outbox:d:two:k1", JSON.stringify(entry));
  const chat = fixture.guest();
  await chat.start();
  chat.send("mine");
  await until(() => expect(fixture.server.messages.map(({ text }) => text)).toEqual(["mine"]));
  await chat.forget();
  expect(fixture.storage.keys("")).toEqual(["parlor:outbox:d:two:k1"]);
});

test("a failure that is none counts as none", async () => {
  fixture.storage.set("parlor:outbox:d:k1", JSON.stringify({ ...entry, failed: { code: 5 } }));
  await fixture.guest().start();
  await until(() => expect(fixture.server.messages.map(({ text }) => text)).toEqual(["unsent"]));
});
