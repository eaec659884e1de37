import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../../test/fake-browser.ts";
import {
  openGuestFixture,
  textsOf,
  until,
  type GuestFixture,
} from "../../../test/guest-fixture.ts";
import { ParlorError } from "../errors.ts";
import type { Tabs } from "../ports/tabs.ts";

/*
 * A page resumes the stored conversation when it loads, and starts one when the visitor opens the
 * panel. The panel may open before the resume has done anything that the state shows.
 */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const environments: readonly (readonly [name: string, openTab: () => Tabs | null])[] = [
  ["in a tab without Web Locks", () => null],
  ["in the only tab of a browser", () => createFakeBrowser().openTab("2")],
];

/** A conversation with one message, whose page has gone. */
async function leaveConversation(): Promise<void> {
  const earlier = fixture.guest();
  await earlier.start();
  earlier.send("my first words");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  earlier.destroy();
}

test.each(environments)(
  "%s a start during a resume begins no second conversation",
  async (...on) => {
    const [, openTab] = on;
    await leaveConversation();
    // The number of turns of the microtask queue between the two calls is the page's.
    for (let turns = 0; turns < 12; turns++) {
      const chat = fixture.guest({}, { tabs: openTab() });
      const resumed = chat.resume();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const started = chat.start().catch((error: unknown) => {
        // The resume has got further than the start.
        if (!(error instanceof ParlorError && error.code === "conversation-active")) throw error;
      });
      expect(await resumed).toBe(true);
      await started;
      await until(() => expect(textsOf(chat)).toEqual(["my first words"]));
      expect(fixture.server.conversations, `${turns} turns`).toHaveLength(1);
      expect(chat.get()).toMatchObject({ isResumed: true, phase: { kind: "waiting" } });
      chat.destroy();
    }
  },
);

test("two tabs without Web Locks show one conversation, also when the second one starts at once", async () => {
  const first = fixture.guest();
  await first.start();
  first.send("my first words");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  const second = fixture.guest();
  await Promise.all([second.resume(), second.start()]);
  await until(() => expect(textsOf(second)).toEqual(["my first words"]));
  second.send("from the second");
  await until(() => expect(textsOf(first)).toEqual(["my first words", "from the second"]));
  expect(fixture.server.conversations).toHaveLength(1);
});

test("a message whose sender joined between two answers of the server never comes without its sender", async () => {
  await leaveConversation();
  fixture.server.agentJoins({ name: "Noor" });
  fixture.server.agentSays("Good evening");
  let isFirst = true;
  fixture.answers.set("/members", (body) => {
    const { entities } = body as { entities: readonly { role: string }[] };
    const known = isFirst ? entities.filter(({ role }) => role !== "AGENT") : entities;
    isFirst = false;
    return { ...(body as object), entities: known };
  });
  const chat = fixture.guest();
  const senders: (string | undefined)[] = [];
  chat.subscribe(({ messages, members }) => {
    for (const { body, senderId } of messages.values())
      if (body === "Good evening" && senderId !== null) senders.push(members.get(senderId)?.name);
  });
  await chat.resume();
  await until(() => expect(senders).not.toEqual([]));
  expect(new Set(senders)).toEqual(new Set(["Noor"]));
});

test("a chat that resumes with an agent present asks for no place in the queue, one that waits does", async () => {
  const asked = (): number => fixture.requests.filter(({ url }) => url.includes("/queue")).length;
  await leaveConversation();
  const waiting = fixture.guest();
  await waiting.resume();
  await until(() => expect(waiting.get().queue).not.toBeNull());
  waiting.destroy();
  const before = asked();
  expect(before).toBeGreaterThan(0);
  fixture.server.agentJoins({ name: "Noor Haddad" });
  const talking = fixture.guest();
  await talking.resume();
  await until(() => expect(talking.get().stream.kind).toBe("live"));
  expect(talking.get().phase.kind).toBe("talking");
  expect(asked()).toBe(before);
});
