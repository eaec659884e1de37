import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../test/fake-browser.ts";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import type { GuestChat } from "./guest-chat.ts";

/* A conversation that has ended is read again from the server; storage holds no text of it. */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

async function talk(change = {}): Promise<GuestChat> {
  const chat = fixture.guest(change);
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("your code is 4711");
  chat.send("thank you");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  await until(() => expect(textsOf(chat)).toHaveLength(2));
  return chat;
}
const stored = (): string =>
  fixture.storage
    .keys("")
    .map((key) => `${key} ${fixture.storage.get(key)}`)
    .join("\n");

test("on the next page an ended conversation has its words, its people and its reason", async () => {
  const first = await talk();
  fixture.server.endConversation("agent");
  await until(() => expect(first.get().phase.kind).toBe("ended"));
  expect(stored()).not.toMatch(/4711|thank|Noor/);
  first.destroy();
  const second = fixture.guest();
  expect(second.hasStoredSession()).toBe(true);
  expect(await second.resume()).toBe(true);
  expect(textsOf(second)).toEqual(["your code is 4711", "thank you"]);
  expect(second.get().phase).toEqual(first.get().phase);
  expect([...second.get().members.values()].map(({ name }) => name)).toContain("Noor Haddad");
  expect(second.get().stream.kind).toBe("idle");
  await second.rate(5);
  expect(fixture.server.conversations[0]?.rating).toMatchObject({ score: 5 });
});

test("an end that no page has heard of comes with the last words, and when it was", async () => {
  const first = await talk();
  first.destroy();
  fixture.server.agentSays("goodbye");
  fixture.server.endConversation("agent");
  const second = fixture.guest();
  await second.resume();
  expect(second.get().phase.kind).toBe("ended");
  expect(textsOf(second)).toEqual(["your code is 4711", "thank you", "goodbye"]);
  second.destroy();
  const third = fixture.guest();
  await third.resume();
  expect(third.get().phase).toEqual(second.get().phase);
});

test.each(["idle", "lost"] as const)(
  "an end that came while the connection was lost has the server's reason: %s",
  async (reason) => {
    const chat = await talk();
    fixture.server.goOffline();
    await until(() => expect(chat.get().stream.kind).not.toBe("live"));
    fixture.server.endConversation(reason);
    fixture.server.comeBack();
    await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason }));
  },
);

test("another conversation, a reset and the option each forget the ended one", async () => {
  for (const forget of ["start", "clear", "reset", "forget"] as const) {
    const chat = await talk();
    await chat.end();
    expect(chat.hasStoredSession()).toBe(true);
    await chat[forget]();
    await until(() => expect(stored()).not.toContain("ended"));
    expect(textsOf(chat)).toEqual([]);
    await chat.reset();
    fixture.close();
    fixture = openGuestFixture();
  }
  const chat = await talk({ keepEnded: false });
  await chat.end();
  expect(stored()).toBe("");
  expect(textsOf(chat)).toHaveLength(2);
});

test("a start on the next page begins a new conversation, without the words of the ended one", async () => {
  await (await talk()).end();
  const chat = fixture.guest();
  const resumed = chat.resume();
  await chat.start();
  await resumed;
  expect(chat.get().phase.kind).toBe("waiting");
  expect(textsOf(chat)).toEqual([]);
  expect(fixture.server.conversations).toHaveLength(2);
});

test("when the server does not let it be read, the end stands alone and the session goes", async () => {
  const first = await talk();
  await first.end();
  fixture.server.expireSessions();
  const second = fixture.guest();
  await second.resume();
  expect(second.get().phase).toMatchObject({ kind: "ended", reason: "guest" });
  expect(textsOf(second)).toEqual([]);
  expect(second.hasStoredSession()).toBe(false);
});

test("without a network the end stands alone, and the session stays", async () => {
  const first = await talk();
  await first.end();
  fixture.server.goOffline();
  const second = fixture.guest();
  await second.resume();
  expect(second.get().phase.kind).toBe("ended");
  expect(second.hasStoredSession()).toBe(true);
  fixture.server.comeBack();
});

test("an end that was seen is stored aside, where no page looks by itself, and can be read as before", async () => {
  const first = await talk();
  first.markEndSeen();
  expect(fixture.storage.keys("")).toEqual(["parlor:session:d"]);
  await first.end();
  first.markEndSeen();
  expect(fixture.storage.keys("")).toEqual(["parlor:ended:d"]);
  const second = fixture.guest();
  await second.resume();
  expect(textsOf(second)).toHaveLength(2);
});

test("a late answer of an ended conversation changes nothing of the next one", async () => {
  await (await talk()).end();
  const chat = fixture.guest();
  fixture.holds = ({ url, method }) => method === "GET" && url.includes("/messages");
  const resumed = chat.resume();
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  fixture.holds = () => false;
  await chat.start();
  fixture.release();
  await resumed;
  expect(textsOf(chat)).toEqual([]);
  expect(chat.get().phase.kind).toBe("waiting");
});

test("older messages of an ended conversation are loaded, and asking for them comes to an end", async () => {
  const first = await talk();
  for (let n = 0; n < 230; n++) fixture.server.agentSays(`line ${n}`);
  await until(() => expect(textsOf(first)).toHaveLength(232));
  await first.end();
  const second = fixture.guest();
  await second.resume();
  expect(second.get().hasOlder).toBe(true);
  while (second.get().hasOlder) await second.loadOlder();
  expect(textsOf(second)).toHaveLength(232);
});

test("another tab shows the ended conversation too", async () => {
  const browser = createFakeBrowser();
  const first = fixture.guest({}, { tabs: browser.openTab("1") });
  await first.start();
  first.send("one");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  await first.end();
  const second = fixture.guest({}, { tabs: browser.openTab("2") });
  await second.resume();
  await until(() => expect(second.get().phase.kind).toBe("ended"));
  expect(textsOf(second)).toEqual(["one"]);
});
