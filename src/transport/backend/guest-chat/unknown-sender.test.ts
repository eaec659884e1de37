import { afterEach, beforeEach, expect, test } from "vitest";
import {
  openGuestFixture,
  textsOf,
  until,
  type GuestFixture,
} from "../../../../test/guest-fixture.ts";
import type { GuestChat } from "../../index.ts";
import { systemClock, type Clock } from "../../ports/clock.ts";

/*
 * A frame names its sender by its id alone. A message waits until its sender is known, so that
 * screen readers, the title and the page are told of both at once.
 */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const isMember = ({ url }: { readonly url: string }): boolean => /\/members\/[^/]+$/.test(url);

/** The sender's name of each text, as known when the text came to be shown. */
function namesAtFirst(chat: GuestChat): string[] {
  const names: string[] = [];
  chat.subscribe((state, before) => {
    for (const [key, row] of state.messages)
      if (!before.messages.has(key) && row.kind === "text")
        names.push((row.senderId && state.members.get(row.senderId)?.name) ?? "unknown");
  });
  return names;
}

async function asked(): Promise<void> {
  await until(() => expect(fixture.requests.some(isMember)).toBe(true));
}

/** Lets everything run that waits for nothing but its turn. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("a message is shown with its sender's name, never before", async () => {
  const chat = fixture.guest();
  await chat.start();
  const names = namesAtFirst(chat);
  fixture.holds = isMember;
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("Good evening");
  await asked();
  await settle();
  expect(textsOf(chat)).toEqual([]);
  fixture.release();
  await until(() => expect(textsOf(chat)).toEqual(["Good evening"]));
  expect(names).toEqual(["Noor Haddad"]);
});

test("a message of a known sender does not overtake one that waits", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("one");
  await until(() => expect(textsOf(chat)).toEqual(["one"]));
  const told: string[] = [];
  chat.subscribe((state, before) => {
    for (const [key, row] of state.messages)
      if (!before.messages.has(key) && row.kind === "text") told.push(row.body);
  });
  fixture.requests.length = 0;
  fixture.holds = isMember;
  fixture.server.agentJoins({ name: "Tomás Brandt" });
  fixture.server.agentSays("two");
  fixture.server.agentLeaves();
  fixture.server.agentSays("three");
  await asked();
  await settle();
  fixture.release();
  await until(() => expect(textsOf(chat)).toEqual(["one", "two", "three"]));
  expect(told).toEqual(["two", "three"]);
});

test("an end waits for the words before it", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.holds = isMember;
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("Good night");
  fixture.server.agentLeaves();
  await asked();
  await settle();
  expect(chat.get().phase.kind).not.toBe("ended");
  fixture.release();
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  expect(textsOf(chat)).toEqual(["Good night"]);
});

test("a sender who cannot be fetched holds nothing up", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.answers.set("", () => "no member");
  fixture.server.agentSays("Good evening");
  await until(() => expect(textsOf(chat)).toEqual(["Good evening"]));
});

test("an answer that does not come holds a message up for 3 seconds", async () => {
  const waits: (() => void)[] = [];
  const clock: Clock = {
    ...systemClock,
    after(ms, callback) {
      if (ms !== 3_000) return systemClock.after(ms, callback);
      waits.push(callback);
      return () => undefined;
    },
  };
  const chat = fixture.guest({}, { clock });
  await chat.start();
  fixture.holds = isMember;
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("Good evening");
  await asked();
  await settle();
  expect(textsOf(chat)).toEqual([]);
  for (const pass of waits) pass();
  await until(() => expect(textsOf(chat)).toEqual(["Good evening"]));
});
