import { afterEach, beforeEach, expect, test } from "vitest";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import { decodeStatus } from "./backend/guest-chat/status.ts";

/* Requests and storage of a chat before its first conversation. */

let fixture: GuestFixture;
const greeting = {
  name: "Bell",
  lines: ["Hello, I’m Bell.", "What is it about?"],
  choices: [
    { text: "Change a booking" },
    { text: "Lost property", payload: "I have lost something", queue: "Lost property" },
  ],
};
beforeEach(() => {
  fixture = openGuestFixture({ greeting });
});
afterEach(() => fixture.close());

test("the status says whether somebody is there, and the greeting, and creates nothing", async () => {
  fixture.server.setPresence({ isStaffed: false });
  expect(await fixture.guest().status()).toEqual({
    isStaffed: false,
    isOpen: true,
    waiting: 0,
    formatting: true,
    senderName: "Bell",
    greeting: [
      { text: "Hello, I’m Bell.", choices: [] },
      {
        text: "What is it about?",
        choices: [
          { text: "Change a booking", payload: null, queue: null },
          {
            text: "Lost property",
            payload: "I have lost something",
            queue: "Lost property",
          },
          { text: "Talk to a person", payload: null, queue: null },
        ],
      },
    ],
  });
  expect(fixture.server.conversations).toHaveLength(0);
  expect(fixture.storage.keys("")).toEqual([]);
});

test("another server, a refusal and a lost network have no status, and throw nothing", async () => {
  const plain = openGuestFixture({ extensions: [] });
  expect(await plain.guest().status()).toBeNull();
  plain.close();
  const chat = fixture.guest();
  fixture.server.failNext({ status: 429, code: "too.many.requests", on: "status" });
  expect(await chat.status()).toBeNull();
  fixture.server.goOffline();
  expect(await chat.status()).toBeNull();
});

test("a caller who stops waiting for the status gets `aborted`", async () => {
  fixture.holds = ({ url }) => url.includes("/status?");
  const stop = new AbortController();
  const asked = fixture.guest().status(stop.signal);
  await until(() => expect(fixture.requests).toHaveLength(1));
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: "aborted" });
});

test.each([
  ["a page of another kind", "<html>"],
  ["no words on presence", { isOpen: true, greeting: [] }],
  ["words for numbers", { isStaffed: "yes", isOpen: true }],
])("%s is no status", (_, answer) => {
  expect(decodeStatus(answer)).toBeNull();
});

test("texts by language are kept, and those without a text are left out", () => {
  const text = { en: "Hello", de: "Hallo" };
  const found = decodeStatus({
    isStaffed: true,
    isOpen: true,
    waiting: -3,
    author: null,
    greeting: [
      { text },
      { text: { en: 5 } },
      { text: "" },
      { text: "Choose", choices: [{ text }, { payload: "x" }, null] },
    ],
  });
  expect(found).toEqual({
    isStaffed: true,
    isOpen: true,
    waiting: 0,
    formatting: false,
    senderName: "",
    greeting: [
      { text, choices: [] },
      { text: "Choose", choices: [{ text, payload: null, queue: null }] },
    ],
  });
});

test("a first message whose page went away while the conversation was created is sent once by the next page", async () => {
  fixture.holds = ({ method, url }) => method === "POST" && url.endsWith("/conversations");
  const first = fixture.guest();
  first.send("My train was cancelled");
  void first
    .start({ routing: { queue: "Lost property" }, profile: { email: "mara@lindqvist.example" } })
    .catch(() => undefined);
  await until(() => expect(fixture.requests.length).toBeGreaterThan(0));
  // The page goes away before the server has answered.
  first.destroy();
  fixture.holds = () => false;
  const stored = fixture.storage.get("parlor:session:d") ?? "";
  expect(stored).not.toContain("mara");

  const next = fixture.guest();
  expect(next.hasStoredSession()).toBe(false);
  expect(await next.resume()).toBe(true);
  await until(() =>
    expect(fixture.server.messages.map(({ text }) => text)).toEqual(["My train was cancelled"]),
  );
  expect(fixture.server.conversations.at(-1)?.routing.queue).toBe("Lost property");
  await until(() => expect(textsOf(next)).toContain("My train was cancelled"));
  next.destroy();

  const third = fixture.guest();
  expect(third.hasStoredSession()).toBe(true);
  expect(await third.resume()).toBe(true);
  expect(fixture.server.messages).toHaveLength(1);
});

test("nothing is begun by the next page when the server has refused the conversation for good", async () => {
  const chat = fixture.guest();
  chat.send("Hello");
  fixture.server.failNext({ status: 400, code: "chat.error.invalid.queue", on: "create" });
  await expect(chat.start()).rejects.toMatchObject({ code: "invalid-queue" });
  expect(fixture.storage.get("parlor:session:d")).toBeNull();
  expect(await fixture.guest().resume()).toBe(false);
});

test("without a message that waits, a stored mark begins nothing", async () => {
  fixture.storage.set("parlor:session:d", JSON.stringify({ held: "Bookings" }));
  expect(await fixture.guest().resume()).toBe(false);
  expect(fixture.storage.get("parlor:session:d")).toBeNull();
  expect(fixture.server.conversations).toHaveLength(0);
});

test("a session that is resumed twice is listened to once", async () => {
  const before = fixture.guest();
  await before.start();
  before.destroy();
  const chat = fixture.guest();
  await Promise.all([chat.resume(), chat.resume()]);
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("Once");
  await until(() => expect(textsOf(chat).filter((text) => text === "Once")).toHaveLength(1));
});
