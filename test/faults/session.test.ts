import { afterEach, beforeEach, expect, test } from "vitest";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { expectOnce, HISTORY, live, rows, SEND, startRig, until, words, type Rig } from "./rig.ts";

/*
 * The ways a session can end: each end is a distinct state, keeps the transcript readable, and
 * allows a new chat.
 */

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const deploymentId = lanternLine.deployments[0]!.id;
const sessionKey = `parlor:session:${deploymentId}`;

test("the token is revoked in mid-chat: expired, the words stay, and the new chat is offered what was not sent", async () => {
  const chat = await rig.started();
  chat.send("before");
  await expectOnce(rig, chat, ["before"]);
  rig.proxy.next(SEND, { kind: "refuse" });
  const key = chat.send("after");
  await rig.testControl("revoke", { conversationId: chat.get().conversationId });
  await until(() => expect(chat.get().phase).toEqual({ kind: "expired", code: "session-expired" }));
  expect(words(chat)).toEqual(["before", "after"]);
  expect(chat.hasStoredSession()).toBe(false);
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("failed"));
  await chat.start();
  await live(chat);
  expect(words(chat)).toEqual(["after"]);
  chat.retry(key);
  await expectOnce(rig, chat, ["after"]);
});

test("the token is revoked while the guest is away: the next resume says expired", async () => {
  const first = await rig.started();
  await rig.testControl("revoke", { conversationId: first.get().conversationId });
  first.destroy();
  const second = rig.guest();
  await second.resume();
  await until(() =>
    expect(second.get().phase).toEqual({ kind: "expired", code: "session-expired" }),
  );
  expect(second.hasStoredSession()).toBe(false);
});

test("the agent ends the chat while the guest is away: ended by the agent, and what was not sent is kept", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  await agent.say("one");
  await until(() => expect(words(chat)).toEqual(["one"]));
  rig.proxy.setOffline(true);
  const key = chat.send("too late");
  await agent.end();
  rig.proxy.setOffline(false);
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  expect(words(chat)).toEqual(["one", "too late"]);
  expect(chat.get().messages.get(key)?.delivery).toEqual({
    kind: "failed",
    code: "conversation-ended",
  });
  chat.clear();
  await until(() => expect(words(chat)).toEqual(["too late"]));
  await chat.start();
  await live(chat);
  chat.retry(key);
  await expectOnce(rig, chat, ["too late"]);
});

test("the deployment is disabled in mid-chat: the state says so", async () => {
  const chat = await rig.started();
  const body = JSON.stringify({
    code: "chat.deployment.disabled",
    message: "Disabled",
    status: 403,
  });
  rig.proxy.next({ method: "GET" }, { kind: "answer", status: 403, body }, 100);
  rig.proxy.cutStreams();
  await until(() =>
    expect(chat.get().phase).toEqual({ kind: "expired", code: "deployment-disabled" }),
  );
});

const notAuthorized = JSON.stringify({ code: "not.authorized", message: "No", status: 403 });

test("a stored session with another conversation's id is expired after few calls, and a new chat starts", async () => {
  const first = await rig.started({}, { storage: memoryStorage() });
  const second = await rig.started();
  second.destroy();
  const stored = JSON.parse(rig.storage.get(sessionKey) ?? "{}") as object;
  const { conversationId } = first.get();
  rig.storage.set(sessionKey, JSON.stringify({ ...stored, conversationId }));
  const third = rig.guest();
  await third.resume();
  await until(() =>
    expect(third.get().phase).toEqual({ kind: "expired", code: "session-expired" }),
  );
  expect(third.hasStoredSession()).toBe(false);
  const refused = rig.proxy.exchanges.filter((one) => one.status === 403);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(8);
  await third.start();
  await live(third);
});

test.each([
  ["the members", /\/members\?/],
  ["the history", /\/messages\?/],
])("%s may not be read any more in mid-chat: expired", async (_, path) => {
  const chat = await rig.started();
  rig.proxy.next({ method: "GET", path }, { kind: "answer", status: 403, body: notAuthorized }, 1);
  rig.proxy.cutStreams();
  await until(() => expect(chat.get().phase).toEqual({ kind: "expired", code: "session-expired" }));
  expect(chat.hasStoredSession()).toBe(false);
});

test("a poll that is not authorized ends the session", async () => {
  const socket = class extends EventTarget {
    static readonly CLOSING = 2;
    constructor() {
      super();
      queueMicrotask(() => this.dispatchEvent(new Event("close")));
    }
    close(): void {}
  };
  const chat = rig.guest({}, { socket: () => socket as never });
  await chat.start();
  await until(() => expect(chat.get().stream.kind).toBe("polling"));
  rig.proxy.next(HISTORY, { kind: "answer", status: 403, body: notAuthorized }, 1);
  await until(() => expect(chat.get().phase).toEqual({ kind: "expired", code: "session-expired" }));
});

test("the page's origin is not allowed any more: the state says so", async () => {
  const chat = await rig.started();
  const body = JSON.stringify({ code: "origin.not.allowed", message: "No", status: 403 });
  rig.proxy.next({ method: "GET" }, { kind: "answer", status: 403, body }, 100);
  rig.proxy.cutStreams();
  await until(() =>
    expect(chat.get().phase).toEqual({ kind: "expired", code: "origin-not-allowed" }),
  );
});

test("one message that something on the way refuses with 403 is not sent, and the chat goes on", async () => {
  const chat = await rig.started();
  rig.proxy.next(SEND, { kind: "answer", status: 403, body: "<h1>Forbidden</h1>" });
  const key = chat.send("<b>");
  await until(() =>
    expect(chat.get().messages.get(key)?.delivery).toEqual({ kind: "failed", code: "refused" }),
  );
  chat.discard(key);
  chat.send("still here");
  await expectOnce(rig, chat, ["still here"]);
});

test("the server comes back without its data: the conversation is not found, and a new one starts", async () => {
  const chat = await rig.started();
  chat.send("one");
  await expectOnce(rig, chat, ["one"]);
  await rig.restart(false);
  await until(() => expect(chat.get().phase.kind).toBe("expired"));
  expect(words(chat)).toEqual(["one"]);
  await chat.start();
  await live(chat);
  chat.send("two");
  await expectOnce(rig, chat, ["two"]);
});

test("a stored token that has run out by the server's clock is dropped without a word", async () => {
  const first = await rig.started();
  first.destroy();
  rig.clock.jump(22 * 60 * 60 * 1000);
  const second = rig.guest();
  expect(await second.resume()).toBe(false);
  expect(second.get().phase.kind).toBe("none");
  expect(rig.storage.keys("")).toEqual([]);
});

test.each([
  ["cut off", '{"version":1,"conversationId":"c'],
  ["of another program", '"hello"'],
  ["of a future version", '{"version":99,"conversationId":"c","tabs":{}}'],
  ["empty", "{}"],
  ["not JSON", "<html>"],
  [
    "with the wrong types",
    '{"version":1,"conversationId":7,"memberId":[],"jwt":{},"eventStreamUri":1,"extensions":"x"}',
  ],
])("a stored session that is %s is as good as none, and a chat starts", async (_, text) => {
  rig.storage.set(sessionKey, text);
  rig.storage.set(`parlor:outbox:${deploymentId}:k`, text);
  const chat = rig.guest();
  expect(chat.hasStoredSession()).toBe(false);
  expect(await chat.resume()).toBe(false);
  await chat.start();
  await live(chat);
  chat.send("one");
  await expectOnce(rig, chat, ["one"]);
});

test("storage is full: the chat runs, and sends", async () => {
  const storage = { ...memoryStorage(), set: () => false };
  const chat = await rig.started({}, { storage });
  chat.send("one");
  await expectOnce(rig, chat, ["one"]);
});

test("storage is forbidden: naming it throws, and the chat runs all the same", async () => {
  const name = "localStorage";
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      throw new DOMException("Forbidden", "SecurityError");
    },
  });
  try {
    const chat = rig.guest({ storage: "local" }, { storage: undefined as never, tabs: null });
    await chat.start();
    await live(chat);
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  } finally {
    Reflect.deleteProperty(globalThis, name);
  }
});

test("forget leaves nothing behind, as a reset, without a network too", async () => {
  const chat = await rig.started();
  rig.proxy.setOffline(true);
  chat.send("unsent");
  void chat.forget();
  expect(rig.storage.keys("")).toEqual([]);
  expect(words(chat)).toEqual([]);
  expect(chat.get().phase.kind).toBe("none");
});

test("a transfer is not the end: the chat waits, and the next agent goes on", async () => {
  const chat = await rig.started();
  const noor = await rig.answer(chat);
  await noor.say("one");
  const { chats } = rig.server();
  const id = chat.get().conversationId ?? "";
  const leg = (await chats.get(id)).members.findLast((one) => one.userId === "u-noor");
  await chats.transfer(id, leg?.participantId ?? "", { queueId: "q-lost" }, null);
  await until(() => expect(chat.get().phase.kind).toBe("waiting"));
  const tomas = await rig.answer(chat, "u-tomas");
  await tomas.say("two");
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  await expectOnce(rig, chat, ["one", "two"]);
});

test("the guest leaves while the network is gone: the call says so, the chat goes on, and the second try ends it", async () => {
  const chat = await rig.started();
  rig.proxy.setOffline(true);
  await expect(chat.end()).rejects.toMatchObject({ code: "offline" });
  expect(chat.get().phase.kind).toBe("waiting");
  rig.proxy.setOffline(false);
  await live(chat);
  await chat.end();
  expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "guest" });
});

test("the answer to leaving is lost: the guest is out all the same, and no second leaving is refused", async () => {
  const chat = await rig.started();
  rig.proxy.next({ method: "DELETE" }, { kind: "lose-answer" });
  await chat.end().catch(() => undefined);
  await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "guest" }));
});

test("a media request survives the reload that comes before its answer", async () => {
  const first = rig.guest();
  // The server hears at the start whether the page can share.
  first.setMediaHandler(() => new Promise(() => undefined));
  await first.start();
  await live(first);
  await rig.answer(first);
  const id = first.get().conversationId ?? "";
  const { chats } = rig.server();
  const leg = (await chats.get(id)).members.findLast((one) => one.userId === "u-noor");
  await chats.createMediaRequest(id, leg?.id ?? "", ["SCREENSHARE"], 300);
  await until(() => expect(first.get().mediaRequests[0]?.state).toBe("pending"));
  first.destroy();
  const second = rig.guest();
  await second.resume();
  // The new page offers it as soon as it has a handler of its own.
  const waits = (canAccept: boolean): Promise<void> =>
    until(() =>
      expect(second.get().mediaRequests).toMatchObject([{ state: "pending", canAccept }]),
    );
  await waits(false);
  second.setMediaHandler(() => new Promise(() => undefined));
  await waits(true);
  await second.declineMediaRequest(second.get().mediaRequests[0]!.id);
  expect(second.get().mediaRequests[0]?.state).toBe("declined");
});

test("destroyed in mid-send, and resumed: the message is there once", async () => {
  const first = await rig.started();
  rig.proxy.next(SEND, { kind: "lose-answer" });
  first.send("one");
  await until(() => expect(rows(first).at(-1)?.delivery.kind).not.toBe("queued"));
  first.destroy();
  const second = rig.guest();
  await second.resume();
  await expectOnce(rig, second, ["one"]);
});
