import { unavailable } from "../../server/src/domain/errors.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CREATE, expectOnce, HISTORY, live, rows, SEND, startRig, until, type Rig } from "./rig.ts";

/* Faults of the network and the server that can affect an outgoing message. */

const hours = (n: number): number => n * 60 * 60;
/** A deployment that bears a long absence. */
const patient = { idleSeconds: hours(3), lostStreamGraceSeconds: hours(3) };

describe.each([
  { name: "with the extensions", extensions: true },
  { name: "against another vendor's server", extensions: false },
])("$name", ({ extensions }) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({ extensions, rules: patient });
  });
  afterEach(() => rig.close());

  test("the answer is lost after the server has accepted the message", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "lose-answer" });
    chat.send("one");
    chat.send("two");
    await expectOnce(rig, chat, ["one", "two"]);
  });

  test("the answer is lost, and so is the echo: only asking can tell", async () => {
    const chat = await rig.started();
    rig.proxy.frames((frame) => (frame.includes('"one"') ? [] : [frame]));
    rig.proxy.next(SEND, { kind: "lose-answer" });
    chat.send("one");
    chat.send("two");
    await expectOnce(rig, chat, ["one", "two"]);
  });

  test("the connection breaks before the request has arrived", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "refuse" }, 2);
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("the connection is reset in the middle of the answer", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "reset-mid-body" }, 2);
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("the answer never comes, and nothing closes", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "swallow-answer" });
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("the request vanishes, and nothing closes", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "swallow-request" });
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("the answer is cut off in the middle of its JSON", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "rewrite", change: (body) => body.slice(0, body.length / 2) });
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("the answer is JSON of something else", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "rewrite", change: () => '{"login":"please"}' });
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("two equal texts sent on purpose stay two, though the answer to the first is lost", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "lose-answer" });
    chat.send("yes");
    chat.send("yes");
    await expectOnce(rig, chat, ["yes", "yes"]);
  });

  test("the echo comes long before the answer, and then the answer is lost", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "hold-answer" });
    const key = chat.send("one");
    await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
    rig.proxy.cutStreams();
    chat.send("two");
    rig.proxy.release();
    await expectOnce(rig, chat, ["one", "two"]);
  });

  test("the page goes away between the request and its answer", async () => {
    const first = await rig.started();
    rig.proxy.next(SEND, { kind: "swallow-answer" });
    first.send("one");
    first.send("two");
    await until(async () => expect(await rig.history(first)).toEqual(["one"]));
    first.destroy();
    const second = rig.guest();
    await second.resume();
    await expectOnce(rig, second, ["one", "two"]);
  });

  test("offline for an hour, with twenty messages written", async () => {
    const chat = await rig.started();
    rig.proxy.setOffline(true);
    const texts = Array.from({ length: 20 }, (_, index) => `written in the tunnel ${index}`);
    for (const text of texts) chat.send(text);
    await until(() => expect(chat.get().stream.kind).toBe("waiting"));
    rig.clock.jump(hours(1) * 1000);
    rig.proxy.setOffline(false);
    await expectOnce(rig, chat, texts);
  });
});

test("away for longer than the deployment waits: ended, and all that was written is offered to the next chat", async () => {
  const rig = await startRig({ rules: { idleSeconds: 20, lostStreamGraceSeconds: 20 } });
  const chat = await rig.started();
  const id = chat.get().conversationId ?? "";
  rig.proxy.setOffline(true);
  const texts = Array.from({ length: 20 }, (_, index) => `written in the tunnel ${index}`);
  const keys = texts.map((text) => chat.send(text));
  await until(async () =>
    expect((await rig.server().chats.get(id)).conversation.state).toBe("ended"),
  );
  rig.proxy.setOffline(false);
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  expect(await rig.history(chat)).toEqual([]);
  await chat.start();
  await live(chat);
  for (const key of keys) chat.retry(key);
  await expectOnce(rig, chat, texts);
  await rig.close();
});

test("a message that was sent before the server has let the guest in is tried again", async () => {
  const rig = await startRig();
  const { store } = rig.server();
  const commit = store.commit.bind(store);
  let refuse: (error: Error) => void = () => undefined;
  // The disk takes longer over the stream's first write than the transport waits, and then fails.
  store.commit = async (changes, options) => {
    if (options.expectedVersion === null) return commit(changes, options);
    store.commit = commit;
    return new Promise<never>((_, reject) => (refuse = reject));
  };
  const chat = rig.guest();
  await chat.start();
  chat.send("one");
  await until(() =>
    expect(rig.proxy.exchanges.map(({ request }) => request)).toContainEqual(
      expect.stringMatching(/^POST .*\/messages$/),
    ),
  );
  refuse(unavailable("The store"));
  await expectOnce(rig, chat, ["one"]);
  await rig.close();
});

describe("refusals and storms", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.close());

  const refusal = (code: string, more: object = {}): string =>
    JSON.stringify({ message: "No", code, status: 0, contextId: "c", ...more });

  test("429 with Retry-After: the next try waits for as long", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "answer", status: 429, headers: { "retry-after": "7" } });
    const before = rig.clock.now();
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
    expect(rig.clock.now() - before).toBeGreaterThanOrEqual(7_000);
  });

  test("429 without the header: the seconds are read from the error's parameters", async () => {
    const chat = await rig.started();
    const body = refusal("too.many.requests", { messageParams: { retryAfter: "6" } });
    rig.proxy.next(SEND, { kind: "answer", status: 429, body });
    const before = rig.clock.now();
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
    expect(rig.clock.now() - before).toBeGreaterThanOrEqual(6_000);
  });

  test.each([408, 500, 502, 503, 504])("%d twice: the third try arrives", async (status) => {
    const chat = await rig.started();
    const page = "<html><body>Bad gateway</body></html>";
    rig.proxy.next(SEND, { kind: "answer", status, body: page }, 2);
    chat.send("one");
    await expectOnce(rig, chat, ["one"]);
  });

  test("a storm of 503: after three tries the row says not sent, the next waits behind nothing, and Retry sends it", async () => {
    const chat = await rig.started();
    rig.proxy.next(SEND, { kind: "answer", status: 503 }, 3);
    const key = chat.send("one");
    await until(() =>
      expect(chat.get().messages.get(key)?.delivery).toEqual({
        kind: "failed",
        code: "server-error",
      }),
    );
    chat.retry(key);
    await expectOnce(rig, chat, ["one"]);
  });

  test("a refused message says why at once, is kept over a reload, and can be deleted; the next one goes on", async () => {
    const first = await rig.started();
    rig.proxy.next(SEND, { kind: "answer", status: 400, body: refusal("constraint.validation") });
    const key = first.send("refused");
    first.send("fine");
    await until(() => expect(rows(first).at(-1)?.delivery.kind).toBe("failed"));
    expect(first.get().messages.get(key)?.delivery).toEqual({ kind: "failed", code: "refused" });
    await until(async () => expect(await rig.history(first)).toEqual(["fine"]));
    first.destroy();
    const second = rig.guest();
    await second.resume();
    await live(second);
    expect(second.get().messages.get(key)?.delivery).toEqual({ kind: "failed", code: "refused" });
    second.discard(key);
    await expectOnce(rig, second, ["fine"]);
  });

  test("the server's disk is full: nothing is acknowledged, and all goes out when there is room again", async () => {
    const chat = await rig.started();
    await rig.testControl("disk", { refuseWrites: true });
    const key = chat.send("one");
    await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("unconfirmed"));
    await rig.testControl("disk", { refuseWrites: false });
    await expectOnce(rig, chat, ["one"]);
  });

  test("the server is slower than the time-out: the repetition doubles nothing", async () => {
    const chat = await rig.started();
    await rig.testControl("operations", {
      operationId: "postWebchatGuestConversationMemberMessages",
      delayMs: 900,
    });
    chat.send("one");
    chat.send("two");
    await expectOnce(rig, chat, ["one", "two"]);
  });

  test("messages composed before there is a conversation go out, in order, when there is one", async () => {
    const chat = rig.guest();
    chat.send("one");
    chat.send("two");
    await chat.start();
    await expectOnce(rig, chat, ["one", "two"]);
  });

  test("the answer to the create call is lost: the start fails in plain words, what was written stays, and the next start sends it", async () => {
    const chat = rig.guest();
    chat.send("one");
    rig.proxy.next(CREATE, { kind: "lose-answer" });
    await expect(chat.start()).rejects.toMatchObject({ code: "offline", retryable: true });
    expect(chat.get().phase).toMatchObject({ kind: "failed", code: "offline" });
    await chat.start();
    await expectOnce(rig, chat, ["one"]);
  });

  test("the history cannot be read while catching up: the stream is made again until it can", async () => {
    const chat = await rig.started();
    const agent = await rig.answer(chat);
    rig.proxy.next(HISTORY, { kind: "reset-mid-body" }, 2);
    rig.proxy.cutStreams();
    await agent.say("said meanwhile");
    await expectOnce(rig, chat, ["said meanwhile"]);
    await live(chat);
  });
});
