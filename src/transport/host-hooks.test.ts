import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import type { ChatHooks, GuestChat } from "./index.ts";

/*
 * The host's `beforeDisplay` hook may take its time, change, stop and fail; no
 * message is lost or reordered.
 */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const passes: NonNullable<ChatHooks["beforeDisplay"]> = async (message) => message;
const kindsOf = (chat: GuestChat): string[] =>
  chat.get().order.flatMap((key) => chat.get().messages.get(key)?.kind ?? []);

test("a pending invitation to share the screen survives a reload where the page has a hook", async () => {
  const first = fixture.guest({ hooks: { beforeDisplay: passes } });
  await first.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.offerScreenShare();
  await until(() => expect(first.get().mediaRequests).toMatchObject([{ state: "pending" }]));
  first.destroy();
  const second = fixture.guest({ hooks: { beforeDisplay: passes } });
  await second.resume();
  await until(() => expect(second.get().mediaRequests).toMatchObject([{ state: "pending" }]));
  const row = [...second.get().messages.values()].find(({ kind }) => kind === "media");
  expect(row?.mediaRequestId).toBe(second.get().mediaRequests[0]?.id);
});

test("a hook that stops everything stops no invitation, and nobody's coming and going", async () => {
  const chat = fixture.guest({ hooks: { beforeDisplay: async () => null } });
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("never shown");
  fixture.server.offerScreenShare();
  await until(() => expect(kindsOf(chat)).toEqual(["joined", "media"]));
  await until(() => expect(chat.get().mediaRequests).toMatchObject([{ state: "pending" }]));
  expect(textsOf(chat)).toEqual([]);
});

test("however long the hook takes for each, all come, in the order in which they were said", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), async (order) => {
      const own = openGuestFixture();
      const waiting: (() => void)[] = [];
      const chat = own.guest({
        hooks: {
          beforeDisplay: (message) =>
            new Promise((resolve) => waiting.push(() => resolve(message))),
        },
      });
      await chat.start();
      own.server.agentJoins({ name: "Noor Haddad" });
      const told: string[] = [];
      chat.subscribe((state, before) => {
        for (const [key, row] of state.messages)
          if (!before.messages.has(key) && row.kind === "text") told.push(row.body);
      });
      for (const n of order.keys()) own.server.agentSays(`line ${n}`);
      await until(() => expect(waiting).toHaveLength(6));
      for (const n of order) {
        waiting[n]?.();
        await Promise.resolve();
      }
      const lines = [...order.keys()].map((n) => `line ${n}`);
      await until(() => expect(textsOf(chat)).toEqual(lines));
      expect(told).toEqual(lines);
      own.close();
    }),
    { numRuns: 15 },
  );
});

test("a hook that throws, rejects or answers with something else changes nothing", async () => {
  const hooks: NonNullable<ChatHooks["beforeDisplay"]>[] = [
    () => {
      throw new Error("at once");
    },
    () => Promise.reject(new Error("later")),
    async () => ({ text: 5 }) as unknown as { text: string },
    async () => undefined as unknown as { text: string },
  ];
  let n = 0;
  const chat = fixture.guest({ hooks: { beforeDisplay: (message) => hooks[n++]!(message) } });
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  for (const line of ["a", "b", "c", "d"]) fixture.server.agentSays(line);
  await until(() => expect(textsOf(chat)).toEqual(["a", "b", "c", "d"]));
});

test("a listener that fails at one message loses none of those after it, and the page is told", async () => {
  const reported: unknown[] = [];
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  const chat = fixture.guest({ hooks: { beforeDisplay: passes } });
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  let isDue = true;
  chat.subscribe((state) => {
    if (!isDue || [...state.messages.values()].at(-1)?.body !== "first") return;
    isDue = false;
    throw new Error("the page's own");
  });
  fixture.server.agentSays("first");
  await until(() => expect(textsOf(chat)).toEqual(["first"]));
  fixture.server.agentSays("second");
  await until(() => expect(textsOf(chat)).toEqual(["first", "second"]));
  expect(reported).toMatchObject([{ message: "the page's own" }]);
  vi.unstubAllGlobals();
});

test("messages that a hook holds while everything is cleared or forgotten are not shown", async () => {
  for (const how of ["clear", "reset"] as const) {
    const waiting: (() => void)[] = [];
    const chat = fixture.guest({
      hooks: {
        beforeDisplay: (message) => new Promise((resolve) => waiting.push(() => resolve(message))),
      },
    });
    await chat.start();
    fixture.server.agentJoins({ name: "Noor Haddad" });
    fixture.server.agentSays("of the first");
    await until(() => expect(waiting).toHaveLength(1));
    if (how === "reset") await chat.reset();
    else {
      await chat.end();
      chat.clear();
    }
    await chat.start();
    waiting[0]?.();
    fixture.server.agentJoins({ name: "Noor Haddad" });
    fixture.server.agentSays("of the second");
    await until(() => expect(waiting).toHaveLength(2));
    waiting[1]?.();
    await until(() => expect(textsOf(chat)).toEqual(["of the second"]));
    await chat.reset();
  }
});

test("the last words before the end are shown, when the hook has let them", async () => {
  let release: (() => void) | undefined;
  const chat = fixture.guest({
    hooks: {
      beforeDisplay: (message) => new Promise((resolve) => (release = () => resolve(message))),
    },
  });
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("goodbye");
  fixture.server.endConversation("agent");
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  await until(() => expect(release).toBeDefined());
  release?.();
  await until(() => expect(textsOf(chat)).toEqual(["goodbye"]));
});

test("older messages are here when the call for them is answered", async () => {
  let isSlow = false;
  const chat = fixture.guest({
    hooks: {
      async beforeDisplay(message) {
        if (isSlow) await new Promise((resolve) => setTimeout(resolve, 0));
        return message;
      },
    },
  });
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  for (let n = 0; n < 150; n++) fixture.server.agentSays(`line ${n}`);
  await until(() => expect(textsOf(chat)).toHaveLength(150));
  chat.destroy();
  const second = fixture.guest({ hooks: { beforeDisplay: async (message) => message } });
  await second.resume();
  await until(() => expect(second.get().hasOlder).toBe(true));
  isSlow = true;
  const before = fixture.requests.length;
  while (second.get().hasOlder) await second.loadOlder();
  expect(textsOf(second)).toHaveLength(150);
  expect(fixture.requests.length - before).toBe(1);
});
