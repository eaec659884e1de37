import { afterEach, beforeEach, expect, test } from "vitest";
import { openGuestFixture, until, type GuestFixture } from "../../../../test/guest-fixture.ts";
import { createFastClock } from "../../../../test/faults/fast-clock.ts";
import type { GuestChat } from "../../index.ts";
// A chat loads these modules on demand. Their loading time is kept out of the tests.
import "../../chat-parts.ts";
import "./polling.ts";

/* A guest without an event stream, who learns from polls what frames tell others. */

let fixture: GuestFixture;
let told: { readonly missed?: unknown; readonly reason?: string };
beforeEach(() => {
  fixture = openGuestFixture();
  told = {};
  fixture.answers.set("/messages", (body) => {
    const { members = [], ...page } = body as { members?: { id: string; role: string }[] };
    const { missed, reason } = told;
    return {
      ...page,
      members: members.map((one) => (one.role === "AGENT" ? { ...one, reason } : one)),
      ...("missed" in told && { missed }),
    };
  });
});
afterEach(() => fixture.close());

async function polled(): Promise<GuestChat> {
  const chat = fixture.guest({}, { socket: () => undefined, clock: createFastClock(50) });
  await chat.start();
  expect(chat.get().stream.kind).toBe("polling");
  return chat;
}

test("a poll tells who will answer a missed conversation, and that it is none any more", async () => {
  const chat = await polled();
  let changes = 0;
  let last: unknown = null;
  chat.subscribe(() => {
    const { missed } = chat.get();
    if (missed !== last) changes++;
    last = missed;
  });
  const since = "2026-01-05T14:00:00.000Z";
  const states = [
    [
      { since, takenBy: null, isAnswered: false },
      { takenBy: null, isAnswered: false },
    ],
    [
      { since, takenBy: { name: "Noor" }, isAnswered: false },
      { takenBy: "Noor", isAnswered: false },
    ],
    [
      { since, takenBy: { name: "Noor" }, isAnswered: true },
      { takenBy: "Noor", isAnswered: true },
    ],
    [null, null],
  ] as const;
  for (const [missed, shown] of states) {
    told = { missed };
    await until(() => expect(chat.get().missed).toEqual(shown));
  }
  told = { missed: states[1][0] };
  await until(() => expect(chat.get().missed).not.toBeNull());
  const polls = fixture.requests.length;
  await until(() => expect(fixture.requests.length).toBeGreaterThan(polls + 2));
  // A poll that tells the same is no change.
  expect(changes).toBe(5);
});

test("a poll tells that the agent has lost the connection, and is back", async () => {
  const chat = await polled();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  const agent = (): unknown =>
    [...chat.get().members.values()].find(({ role }) => role === "agent");
  await until(() => expect(agent()).toMatchObject({ state: "connected", isGone: false }));
  told = { reason: "gone" };
  await until(() => expect(agent()).toMatchObject({ state: "connected", isGone: true }));
  told = {};
  await until(() => expect(agent()).toMatchObject({ isGone: false }));
});

test("a server that polls without these facts changes nothing", async () => {
  const chat = await polled();
  const polls = fixture.requests.length;
  await until(() => expect(fixture.requests.length).toBeGreaterThan(polls + 1));
  expect(chat.get().missed).toBeNull();
});
