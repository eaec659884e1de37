import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../test/fake-browser.ts";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import { emptyConversation } from "./conversation/reduce.ts";
import type { GuestChat } from "./guest-chat.ts";
import { systemClock } from "./ports/clock.ts";
import { fetchHttp, type Http } from "./ports/http.ts";

/* The visitor has logged out: no data of the person stays, whatever the chat's state. */

const ask = fetchHttp(systemClock);
let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const state = (chat: GuestChat): object => {
  const { messages, ...rest } = chat.get();
  // The server's clock is nobody's.
  return { ...rest, clockOffsetMs: null, messages: [...messages] };
};
function expectNothing(chat: GuestChat): void {
  const { messages, ...rest } = emptyConversation;
  expect(state(chat)).toEqual({ ...rest, messages: [...messages] });
  expect(fixture.storage.keys("")).toEqual([]);
  expect(chat.hasStoredSession()).toBe(false);
}
/** The next visitor starts, and finds no data of the previous one. */
async function expectNextIsNew(chat: GuestChat): Promise<void> {
  await chat.start();
  expect(textsOf(chat)).toEqual([]);
  chat.send("I am new");
  await until(() => expect(fixture.server.conversations.at(-1)?.messages).toHaveLength(1));
  expect(textsOf(chat)).toEqual(["I am new"]);
  const all = fixture.server.conversations.at(-1)?.messages.map(({ text }) => text);
  expect(all).toEqual(["I am new"]);
}

test("in a chat: it ends on the server, and all of it goes, the unsent texts too", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("your account is 4711");
  chat.send("mine");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  fixture.server.failNext({ status: 400, code: "bad.request", on: "send" });
  const key = chat.send("not for others");
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("failed"));
  await chat.reset();
  expectNothing(chat);
  expect(fixture.server.conversations[0]).toMatchObject({ state: "ended", endReason: "guest" });
  await expectNextIsNew(chat);
});

test("for the same visitor who ends and starts again, what was not sent is offered as before", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.server.failNext({ status: 400, code: "bad.request", on: "send" });
  const key = chat.send("mine");
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("failed"));
  await chat.end();
  await chat.start();
  expect(textsOf(chat)).toEqual(["mine"]);
});

test("before any chat: what was written ahead of it goes", async () => {
  const chat = fixture.guest();
  chat.send("written ahead");
  await chat.reset();
  expectNothing(chat);
  await expectNextIsNew(chat);
});

test("after the end, and after a start that failed", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("goodbye");
  await chat.end();
  await chat.reset();
  expectNothing(chat);
  await expect(chat.rate(5)).rejects.toMatchObject({ code: "no-conversation" });
  fixture.server.failNext({ status: 500, code: "internal.server.error", on: "create" });
  await chat.start().catch(() => undefined);
  expect(chat.get().phase.kind).toBe("failed");
  await chat.reset();
  expectNothing(chat);
  await expectNextIsNew(chat);
});

test("without a network: all is forgotten here, and the call is answered", async () => {
  const chat = fixture.guest();
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("hello");
  fixture.server.goOffline();
  chat.send("offline");
  await chat.reset();
  expectNothing(chat);
  fixture.server.comeBack();
  await expectNextIsNew(chat);
});

test("everything is gone when the call returns, also when the server never answers", async () => {
  let isSilent = false;
  const quiet: Http = (request) => (isSilent ? new Promise(() => undefined) : ask(request));
  const chat = fixture.guest({}, { http: quiet });
  await chat.start();
  chat.send("one");
  isSilent = true;
  chat.send("two");
  void chat.reset();
  expectNothing(chat);
  isSilent = false;
  await expectNextIsNew(chat);
});

test("while it starts: the start is aborted, nothing comes of it, and the next one is another's", async () => {
  for (const hold of ["hook", "token", "create", "stream"] as const) {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let isFirst = true;
    const wait = async (): Promise<void> => {
      if (!isFirst) return;
      isFirst = false;
      await held;
    };
    if (hold === "stream") fixture.server.blockSockets();
    const change = {
      hooks: {
        beforeStart: async (start: object) => {
          if (hold === "hook") await wait();
          return start;
        },
      },
      getMemberAuthToken: async () => {
        if (hold === "token") await wait();
        return "token";
      },
      profile: { displayName: "The first" },
    };
    const chat = fixture.guest(change, {
      // Some ports ignore signals.
      async http(request) {
        const answer = await ask({ ...request, signal: new AbortController().signal });
        if (hold === "create" && request.url.endsWith("/conversations")) await wait();
        return answer;
      },
    });
    chat.send("for nobody else");
    const started = chat.start().catch((error: unknown) => error);
    await until(() => expect(chat.get().phase.kind).toBe("starting"));
    if (hold === "stream") await until(() => expect(chat.get().conversationId).not.toBeNull());
    else await until(() => expect(isFirst).toBe(false));
    const left = chat.reset();
    expectNothing(chat);
    release();
    fixture.server.comeBack();
    expect(await started, hold).toMatchObject({ code: "aborted" });
    await left;
    expectNothing(chat);
    await expectNextIsNew(chat);
    chat.destroy();
    await chat.reset();
  }
});

test("an answer that comes after it says nothing to the next conversation", async () => {
  let holds = false;
  const held: (() => void)[] = [];
  const chat = fixture.guest(
    {},
    {
      async http(request) {
        const isHeld = holds;
        const answer = await ask({ ...request, signal: new AbortController().signal });
        if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
        return answer;
      },
    },
  );
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  holds = true;
  chat.send("late");
  void chat.loadOlder().catch(() => undefined);
  const ended = chat.end().catch((error: unknown) => error);
  await until(() => expect(held.length).toBeGreaterThanOrEqual(2));
  void chat.reset();
  holds = false;
  await chat.start();
  const before = state(chat);
  for (const go of held) go();
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(state(chat)).toEqual(before);
  expect(chat.get().phase.kind).toBe("waiting");
});

test("a message that waits for the page's hook is not sent in the next conversation", async () => {
  let release = (): void => undefined;
  let isFirst = true;
  const chat = fixture.guest({
    hooks: {
      async beforeSend(message) {
        if (isFirst) {
          isFirst = false;
          await new Promise<void>((resolve) => (release = resolve));
        }
        return message;
      },
    },
  });
  await chat.start();
  chat.send("of the first");
  await until(() => expect(isFirst).toBe(false));
  await chat.reset();
  await chat.start();
  release();
  chat.send("of the second");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  expect(fixture.server.messages.map(({ text }) => text)).toEqual(["of the second"]);
});

/* ---- other tabs ---- */

async function pair(): Promise<readonly [GuestChat, GuestChat]> {
  const browser = createFakeBrowser();
  const first = fixture.guest({}, { tabs: browser.openTab("1") });
  const second = fixture.guest({}, { tabs: browser.openTab("2") });
  await first.start();
  await second.resume();
  await until(() => expect(second.get().stream.kind).toBe("live"));
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("hello");
  await until(() => expect(textsOf(second)).toEqual(["hello"]));
  fixture.server.goOffline();
  first.send("unsent of the first");
  second.send("unsent of the second");
  await until(() => expect(textsOf(first)).toHaveLength(3));
  await until(() => expect(textsOf(second)).toHaveLength(3));
  return [first, second];
}

test.each([
  ["leads", 0],
  ["follows", 1],
] as const)("from the tab that %s: the other one forgets as well", async (_, index) => {
  const tabs = await pair();
  fixture.server.comeBack();
  await tabs[index].reset();
  for (const one of tabs) await until(() => expectNothing(one));
  await until(() => expect(fixture.server.conversations[0]?.state).toBe("ended"));
  await tabs[1].start();
  for (const one of tabs) {
    await until(() => expect(one.get().phase.kind).toBe("waiting"));
    expect(textsOf(one)).toEqual([]);
  }
  tabs[0].send("new");
  await until(() => expect(textsOf(tabs[1])).toEqual(["new"]));
});

test("from a tab in which no chat has begun: the one in which it runs forgets, and the server is told", async () => {
  const browser = createFakeBrowser();
  const first = fixture.guest({}, { tabs: browser.openTab("1") });
  const second = fixture.guest({}, { tabs: browser.openTab("2") });
  await first.start();
  first.send("mine");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  await second.reset();
  await until(() => expectNothing(first));
  expect(fixture.server.conversations[0]?.state).toBe("ended");
});

test("a chat that starts right after it is not disturbed by the news to other tabs", async () => {
  const tabs = await pair();
  fixture.server.comeBack();
  void tabs[0].reset();
  await tabs[0].start();
  tabs[0].send("I am new");
  await until(() => expect(textsOf(tabs[1])).toEqual(["I am new"]));
  // The page in the other tab learns of it late.
  await tabs[1].reset(false);
  expect(textsOf(tabs[1])).toEqual(["I am new"]);
  expect(tabs[0].hasStoredSession()).toBe(true);
  expect(tabs[0].get().phase.kind).toBe("waiting");
});

test("a tab that has joined no other forgets on its own what it holds, when its page has heard of a reset elsewhere", async () => {
  const chat = fixture.guest({}, { tabs: createFakeBrowser().openTab("1") });
  chat.send("written ahead");
  await chat.reset(false);
  expectNothing(chat);
});

test("a chat that is destroyed while its parts arrive leads nobody: the next one in this browser starts as ever", async () => {
  const { openTab } = createFakeBrowser();
  for (const call of ["reset", "start"] as const) {
    const gone = fixture.guest({}, { tabs: openTab(`gone after ${call}`) });
    void gone[call]().catch(() => undefined);
    gone.destroy();
  }
  const next = fixture.guest({}, { tabs: openTab("next") });
  await next.start();
  expect(next.get().phase.kind).toBe("waiting");
});
