import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../../test/fake-browser.ts";
import {
  openGuestFixture,
  textsOf,
  until,
  type GuestFixture,
} from "../../../test/guest-fixture.ts";
import { incomingMessage } from "../../../test/incoming.ts";
import type { MemberId, MessageKey } from "../conversation/message.ts";
import { emptyConversation } from "../conversation/reduce.ts";
import type { GuestChat } from "../guest-chat.ts";
import type { Channel } from "../ports/tabs.ts";
import { readTabMessage } from "./read-tab-message.ts";
import { writeTabMessage, type TabMessage } from "./tab-message.ts";

/*
 * Messages between tabs, and other content on their channel: of older and newer versions of Parlor,
 * and of other code of the page.
 */

let fixture: GuestFixture;
let browser: ReturnType<typeof createFakeBrowser>;
let thrown: unknown[] = [];
const onThrown = (reason: unknown): void => void thrown.push(reason);

beforeEach(() => {
  fixture = openGuestFixture();
  browser = createFakeBrowser();
  thrown = [];
  process.on("unhandledRejection", onThrown).on("uncaughtException", onThrown);
});
afterEach(async () => {
  fixture.close();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", onThrown).off("uncaughtException", onThrown);
  expect(thrown).toEqual([]);
});

const tab = (id: string): GuestChat => fixture.guest({}, { tabs: browser.openTab(id) });
/** Another user of the channel, who receives every message on it. */
function stranger(): { say: (data: unknown) => void; heard: unknown[] } {
  const channel: Channel = browser.openTab("stranger").open("parlor:d");
  const heard: unknown[] = [];
  channel.onmessage = ({ data }) => void heard.push(data);
  return { say: (data) => channel.postMessage(data), heard };
}
async function pair(): Promise<readonly [GuestChat, GuestChat]> {
  const [first, second] = [tab("1"), tab("2")];
  await first.start();
  await second.resume();
  await until(() => expect(second.get().stream.kind).toBe("live"));
  return [first, second];
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A sample of each message between tabs, as received. */
async function samples(): Promise<readonly Record<string, unknown>[]> {
  const { heard } = stranger();
  const [first, second] = await pair();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentTypes();
  fixture.server.agentSays("hello");
  await until(() => expect(textsOf(second)).toContain("hello"));
  const key = second.send("hi");
  await until(() => expect(first.get().messages.get(key)?.delivery.kind).toBe("sent"));
  await second.loadOlder();
  await second.end();
  await first.start();
  return heard.filter((one): one is Record<string, unknown> => typeof one === "object");
}

test("all that tabs say carries a version, and is understood; with another version it is not", async () => {
  const said = await samples();
  const kinds = new Set(said.map((one) => (one["event"] as { type?: string })?.type));
  for (const kind of ["snapshot", "session", "phase", "stream", "received", "members", "composed"])
    expect(kinds).toContain(kind);
  for (const one of said) {
    expect(one["v"]).toBe(1);
    const read = readTabMessage(one);
    expect(read, JSON.stringify(one)).not.toBeNull();
    expect(writeTabMessage(read as TabMessage)).toEqual(one);
    const { v: _, ...old } = one;
    // Tabs of version 0.1.0 sent no version.
    expect(writeTabMessage(readTabMessage(old) as TabMessage)).toEqual(one);
    for (const v of [0, 2, "1", null, {}]) expect(readTabMessage({ ...one, v })).toBeNull();
  }
});

/** Any value that can be copied to another tab. */
const junk: fc.Arbitrary<unknown> = fc.anything({
  withMap: true,
  withSet: true,
  withDate: true,
  withTypedArray: true,
  withSparseArray: true,
  withBigInt: true,
});

test("anything else on the channel is no message, and nothing is thrown", () => {
  fc.assert(
    fc.property(junk, (data) => {
      expect(readTabMessage(data)).toBeNull();
    }),
    {
      numRuns: 2_000,
    },
  );
});

/** Replaces one part by another value, at any depth. */
function spoil(value: unknown, path: readonly number[], other: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof value !== "object" || value === null) return other;
  if (value instanceof Map) {
    const entries = [...value];
    if (entries.length === 0) return other;
    const index = at % entries.length;
    return new Map(
      entries.map(([key, one], here) => [key, here === index ? spoil(one, rest, other) : one]),
    );
  }
  const names = Object.keys(value);
  if (names.length === 0) return other;
  const name = names[at % names.length] ?? "";
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as unknown as Record<string, unknown>)
    : { ...value };
  copy[name] = spoil(copy[name], rest, other);
  return copy;
}

test("messages with a part of them spoilt throw nothing in either tab, and a message that is sent then is drawn", async () => {
  const said = await samples();
  fixture.close();
  fixture = openGuestFixture();
  browser = createFakeBrowser();
  const [first, second] = await pair();
  const { say } = stranger();
  const nulls = fc.constantFrom<unknown>(null, undefined, 5, "x", Number.NaN, [], {}, new Map());
  const spoilt = fc.tuple(
    fc.constantFrom(...said),
    fc.array(fc.nat(40), { minLength: 2, maxLength: 6 }),
    fc.oneof(nulls, junk),
  );
  for (const [one, path, other] of fc.sample(spoilt, { numRuns: 1_500, seed: 4 })) {
    const message = spoil(one, path, other);
    // A message that is still valid takes effect, so it is skipped.
    if (readTabMessage(message) !== null) continue;
    const before = [first.get(), second.get()];
    try {
      say(message);
    } catch (error) {
      // Some values cannot be copied to another tab.
      expect((error as Error).name).toBe("DataCloneError");
    }
    await settled();
    expect([first.get(), second.get()]).toEqual(before);
  }
  for (const chat of [second, first]) {
    const key = chat.send("still drawn");
    expect(chat.get().messages.get(key)?.body).toBe("still drawn");
    await until(() => expect(second.get().messages.get(key)?.delivery.kind).toBe("sent"));
  }
});

test.each([
  ["a snapshot of nothing", { event: { type: "snapshot", state: null } }],
  ["a phase of nothing", { event: { type: "phase", phase: null } }],
  ["nothing", null],
  ["a text", "hello"],
  ["an event of a kind to come", { event: { type: "reaction", key: "k" } }],
  ["a command of a kind to come", { id: "1", command: "dance", args: [] }],
  ["a reset of a version to come", { v: 2, reset: true }],
  [
    "a row of a time that no calendar has",
    {
      event: {
        type: "received",
        messages: [{ id: "1", senderId: "a", body: "x", bodyType: "standard", at: 1e300 }],
      },
    },
  ],
  [
    "a place in line that cannot be drawn",
    {
      event: {
        type: "queue",
        place: { name: "", position: 1, ahead: -5, estimatedWaitSeconds: 0 },
      },
    },
  ],
])("%s, said by another tab, changes nothing", async (_, message) => {
  const [first, second] = await pair();
  const before = [first.get(), second.get()];
  stranger().say(message);
  await settled();
  expect([first.get(), second.get()]).toEqual(before);
});

test("a tab of 0.1.0 that follows writes, and the leading one sends it, cleaned", async () => {
  const [first] = await pair();
  stranger().say({ event: { type: "composed", key: "old1", body: "from\0 before", at: 5 } });
  await until(() =>
    expect(fixture.server.messages.map(({ text }) => text)).toEqual(["from before"]),
  );
  expect(textsOf(first)).toContain("from before");
});

test("a tab of 0.1.0 that leads is followed", async () => {
  const [, follower] = await pair();
  stranger().say({
    event: {
      type: "member-state",
      id: "nobody",
      state: "CONNECTED",
      isTransfer: false,
      endReason: null,
      at: 1,
    },
  });
  stranger().say({ event: { type: "typing", id: "agent", isTyping: true } });
  await until(() => expect(follower.get().typing).toEqual(["agent"]));
});

test("messages and members are spelled on the channel as tabs of 0.1.0 spell them", async () => {
  const said = JSON.stringify(await samples());
  for (const spelled of [
    '"bodyType":"standard"',
    '"bodyType":"member-join"',
    '"role":"CUSTOMER"',
    '"role":"AGENT"',
    '"state":"CONNECTED"',
  ])
    expect(said).toContain(spelled);
});

test("events of a leading tab of 0.1.0 mean the same in this version", async () => {
  const [, follower] = await pair();
  const { say } = stranger();
  const member = { name: "", state: "CONNECTED", avatarUrl: null, queueName: null };
  say({
    event: {
      type: "members",
      members: [
        { ...member, id: "b", role: "WORKFLOW" },
        { ...member, id: "l", role: "ACD", state: "DISCONNECTED" },
        { ...member, id: "w", role: "WIZARD", state: "HOVERING" },
      ],
      at: 1,
    },
  });
  const message = { senderId: "b", body: "", at: 1 };
  say({
    event: {
      type: "received",
      messages: [
        { ...message, id: "1", bodyType: "member-join" },
        { ...message, id: "2", bodyType: "sonnet" },
      ],
    },
  });
  await until(() => expect(follower.get().messages.size).toBeGreaterThan(1));
  const { members, messages } = follower.get();
  const stateOf = (id: string): unknown => {
    const { role, state } = members.get(id as MemberId) ?? {};
    return [role, state];
  };
  expect(["b", "l", "w"].map(stateOf)).toEqual([
    ["bot", "connected"],
    ["queue", "disconnected"],
    ["agent", "connected"],
  ]);
  expect(["1", "2"].map((id) => messages.get(id as MessageKey))).toMatchObject([
    { kind: "joined", content: [] },
    { kind: "text", content: [] },
  ]);
});

test("a snapshot of a leading tab of 0.1.0 has no content and no capabilities, and is complete here", () => {
  const state = {
    ...emptyConversation,
    order: ["k"],
    messages: new Map([
      [
        "k",
        {
          key: "k",
          kind: "text",
          senderId: "a",
          isOwn: false,
          body: "x",
          at: 1,
          delivery: { kind: "queued" },
        },
      ],
    ]),
  };
  const member = { id: "a", role: "agent", state: "connected", name: "Noor", avatarUrl: null };
  const { capabilities: _, missed: _missed, ...rest } = state;
  const old = {
    ...rest,
    members: new Map([["a", { ...member, queueName: null, leftForTransfer: false }]]),
    queue: { name: "Bookings", position: 1, ahead: 0, estimatedWaitSeconds: null },
  };
  expect(readTabMessage({ event: { type: "snapshot", state: old } })).toMatchObject({
    event: {
      state: {
        capabilities: { queue: false, rating: false, mediaRequests: false, formatting: false },
        messages: new Map([["k", { key: "k", content: [] }]]),
        members: new Map([["a", { ...member, isGone: false }]]),
        queue: { label: null, isStaffed: true },
        missed: null,
      },
    },
  });
});

test("a following tab learns the language of a message, and that text is formatted", () => {
  const capabilities = { queue: true, rating: true, mediaRequests: true, formatting: true };
  const message = incomingMessage("1", { body: "Hallo", language: "de" });
  for (const event of [
    { type: "received", messages: [message] },
    {
      type: "session",
      conversationId: "c",
      ownId: "me" as MemberId,
      isResumed: false,
      capabilities,
    },
  ] as const)
    expect(readTabMessage(structuredClone(writeTabMessage({ event })))).toEqual({ event });
});

test("a tab of an older build, which formats no text, is followed", () => {
  const capabilities = { queue: true, rating: true, mediaRequests: true };
  const event = {
    type: "session",
    conversationId: "c",
    ownId: "me",
    isResumed: false,
    capabilities,
  };
  expect(readTabMessage({ event })).toEqual({ event });
});

test("content of another tab that could not be drawn, or leads to another scheme, is left out", () => {
  const choice = { text: "A", payload: "a", imageUrl: null, detail: "" };
  const choices = { kind: "choices", choices: [choice] };
  const card = { title: "A", text: "", imageUrl: null, link: null, actions: [] };
  const cards = (more: object) => ({ kind: "cards", cards: [{ ...card, ...more }] });
  const good = [choices, cards({ link: "https://a.example/" })];
  const bad = [
    { kind: "choices" },
    { kind: "choices", choices: [{ text: "A" }] },
    { kind: "times", title: "A", subtitle: "", imageUrl: null, times: [{ at: "soon" }] },
    { kind: "list", title: "A", sections: [{}] },
    { kind: "hologram" },
    cards({ link: "javascript:alert(1)" }),
    cards({ actions: [{ kind: "link", text: "A", url: "javascript:alert(1)" }] }),
  ];
  const message = { id: "m", senderId: "a", bodyType: "standard", body: "Hello", at: 1 };
  const event = { type: "received", messages: [{ ...message, content: [...bad, ...good] }] };
  expect(readTabMessage({ event })).toMatchObject({ event: { messages: [{ content: good }] } });
});
