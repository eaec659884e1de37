import { afterEach, beforeEach, expect, test } from "vitest";
import { expectOnce, live, rows, SEND, startRig, until, words, type Rig } from "./rig.ts";

/* Faults of the network that can affect the event stream. */

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const isMessage = (frame: string): boolean => frame.includes('"type":"message"');

test("a half-open socket: bytes are swallowed both ways, nothing closes, and the silence is noticed", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.swallowStreams(true);
  await agent.say("said into the void");
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  rig.proxy.swallowStreams(false);
  await expectOnce(rig, chat, ["said into the void"]);
});

test("the socket opens and closes at once, over and over: the waits grow, and nothing is lost", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  const before = rig.proxy.attempts;
  rig.proxy.slamStreams(true);
  rig.proxy.cutStreams();
  chat.send("from the guest");
  await agent.say("from the agent");
  await until(() => expect(rig.proxy.attempts - before).toBeGreaterThanOrEqual(4));
  rig.proxy.slamStreams(false);
  await live(chat);
  await until(() => expect(words(chat).toSorted()).toEqual(["from the agent", "from the guest"]));
});

test.each([502, 503])("the upgrade is refused with %d for a while", async (status) => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.refuseStreams(status);
  rig.proxy.cutStreams();
  await agent.say("one");
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  rig.proxy.refuseStreams(null);
  await expectOnce(rig, chat, ["one"]);
});

test("every frame comes twice", async () => {
  const chat = await rig.started();
  rig.proxy.frames((frame) => [frame, frame]);
  const agent = await rig.answer(chat);
  await agent.say("one");
  chat.send("two");
  await expectOnce(rig, chat, ["one", "two"]);
  const arrivals = rows(chat).flatMap((row) => (row.kind === "joined" ? row.senderId : []));
  expect(arrivals).toEqual([...new Set(arrivals)]);
});

test("frames come in the wrong order", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  let kept: string[] = [];
  rig.proxy.frames((frame) => {
    if (!isMessage(frame)) return [frame];
    kept.push(frame);
    if (kept.length < 3) return [];
    const out = kept.toReversed();
    kept = [];
    return out;
  });
  for (const text of ["one", "two", "three"]) await agent.say(text);
  await expectOnce(rig, chat, ["one", "two", "three"]);
});

test("frames are thirty seconds late, and their messages have been read from the history before", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  const late: string[] = [];
  rig.proxy.frames((frame) => {
    if (!isMessage(frame)) return [frame];
    late.push(frame);
    return [];
  });
  await agent.say("one");
  await agent.say("two");
  await until(() => expect(late).toHaveLength(2));
  rig.proxy.frames(null);
  rig.proxy.cutStreams();
  await expectOnce(rig, chat, ["one", "two"]);
  await live(chat);
  for (const frame of late) rig.proxy.inject(frame);
  await agent.say("three");
  await expectOnce(rig, chat, ["one", "two", "three"]);
});

test("a frame is lost on the way: the next catching-up finds it, behind newer ones", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.frames((frame) => (frame.includes("lost") ? [] : [frame]));
  await agent.say("lost");
  await agent.say("heard");
  await until(() => expect(words(chat)).toEqual(["heard"]));
  rig.proxy.frames(null);
  rig.proxy.cutStreams();
  await expectOnce(rig, chat, ["lost", "heard"]);
});

test("a frame is cut off in the middle of its JSON", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.frames((frame) => (isMessage(frame) ? [frame.slice(0, 40)] : [frame]));
  await agent.say("one");
  rig.proxy.frames(null);
  rig.proxy.cutStreams();
  await expectOnce(rig, chat, ["one"]);
});

test("frames of unknown types, other shapes and a megabyte of text: none of them disturbs", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  const frames = [
    "null",
    "[]",
    '"text"',
    '{"topicName":"channel.metadata"}',
    '{"metadata":{"type":"hologram"},"eventBody":{}}',
    '{"metadata":{"type":"message"},"eventBody":{"id":7}}',
    '{"metadata":{"type":"member-change"},"eventBody":null}',
    '{"metadata":{"type":"member-change"},"eventBody":{"member":{"id":"x","state":"HOVERING"}}}',
    '{"metadata":{"type":"typing-indicator"},"eventBody":{"sender":{}}}',
    JSON.stringify({ metadata: { type: "hologram" }, eventBody: "x".repeat(1_000_000) }),
  ];
  for (const frame of frames) rig.proxy.inject(frame);
  await agent.say("one");
  await expectOnce(rig, chat, ["one"]);
  expect(chat.get().phase.kind).toBe("talking");
  expect(chat.get().stream.kind).toBe("live");
});

test("a message of a megabyte is shown, and the chat goes on", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.frames((frame) => [frame.replace("GROW", "x".repeat(1_000_000))]);
  await agent.say("GROW");
  await until(() => expect(words(chat)[0]).toHaveLength(1_000_000));
  rig.proxy.frames(null);
  await agent.say("two");
  await until(() => expect(words(chat)).toHaveLength(2));
});

test("unknown roles, states and body types are shown as what is nearest, not dropped", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.frames((frame) => [frame.replaceAll('"bodyType":"standard"', '"bodyType":"sonnet"')]);
  await agent.say("one");
  await until(() => expect(words(chat)).toEqual(["one"]));
});

test("sockets are blocked: the chat goes on by asking at intervals, says so, and returns to the socket", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.refuseStreams(403);
  rig.proxy.cutStreams();
  await until(() => expect(chat.get().stream.kind).toBe("polling"));
  chat.send("from the guest");
  await until(() => expect(rows(chat).at(-1)?.delivery.kind).toBe("sent"));
  await agent.say("from the agent");
  await expectOnce(rig, chat, ["from the guest", "from the agent"]);
  rig.proxy.refuseStreams(null);
  await live(chat);
  await agent.say("and by the socket");
  await expectOnce(rig, chat, ["from the guest", "from the agent", "and by the socket"]);
});

test("sockets are blocked from the start: the chat starts all the same", async () => {
  rig.proxy.refuseStreams(403);
  const chat = rig.guest();
  await chat.start();
  expect(chat.get().stream.kind).toBe("polling");
  chat.send("hello");
  await expectOnce(rig, chat, ["hello"]);
});

test("sockets are blocked and the server has no polling: the connection says that it waits", async () => {
  await rig.close();
  rig = await startRig({ extensions: false });
  const chat = await rig.started();
  const before = rig.proxy.attempts;
  rig.proxy.refuseStreams(403);
  rig.proxy.cutStreams();
  await until(() => expect(rig.proxy.attempts - before).toBeGreaterThan(4));
  expect(["waiting", "connecting"]).toContain(chat.get().stream.kind);
});

test("the server restarts with its data, while both write", async () => {
  const chat = await rig.started();
  const before = await rig.answer(chat);
  await before.say("one");
  await until(() => expect(words(chat)).toEqual(["one"]));
  const restarted = rig.restart();
  chat.send("two");
  await restarted;
  await expectOnce(rig, chat, ["one", "two"]);
});

test("while the guest was away the agent wrote three pages of history", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.setOffline(true);
  const texts = Array.from({ length: 230 }, (_, index) => `line ${index}`);
  for (const text of texts) await agent.say(text);
  rig.proxy.setOffline(false);
  await expectOnce(rig, chat, texts);
});

test("a history whose next page never ends is left at its end", async () => {
  const chat = await rig.started();
  const change = (body: string): string => {
    const page = JSON.parse(body) as { selfUri: string };
    return JSON.stringify({ ...page, next: `${page.selfUri}?after=` });
  };
  let left = 3;
  rig.proxy.next(
    { method: "GET", path: /\/messages\?/ },
    { kind: "rewrite", change: (body) => (left-- > 0 ? change(body) : body) },
    10,
  );
  rig.proxy.cutStreams();
  chat.send("one");
  await expectOnce(rig, chat, ["one"]);
});

test("the laptop sleeps: the first look at the clock afterwards makes a new connection", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  rig.proxy.swallowStreams(true);
  await agent.say("said while asleep");
  rig.clock.jump(10 * 60 * 1000);
  rig.proxy.swallowStreams(false);
  await expectOnce(rig, chat, ["said while asleep"]);
});

test("the clock is set back by an hour: order and liveness stay", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  await agent.say("one");
  chat.send("two");
  await expectOnce(rig, chat, ["one", "two"]);
  rig.clock.jump(-60 * 60 * 1000);
  chat.send("three");
  await until(() => expect(rows(chat).at(-1)?.delivery.kind).toBe("sent"));
  await agent.say("four");
  await expectOnce(rig, chat, ["one", "two", "three", "four"]);
  await live(chat);
});

test("wakes at once when the browser says that it is online again", async () => {
  let isOnline = true;
  let tell = (): void => undefined;
  const reachability = {
    isOnline: () => isOnline,
    onChange: (listener: () => void) => {
      tell = listener;
      return () => undefined;
    },
  };
  const chat = await rig.started(
    {},
    { reachability, random: { next: () => 0.999, id: () => crypto.randomUUID() } },
  );
  isOnline = false;
  rig.proxy.setOffline(true);
  tell();
  await until(() => expect(chat.get().stream).toMatchObject({ kind: "waiting", isOffline: true }));
  isOnline = true;
  rig.proxy.setOffline(false);
  const before = rig.clock.now();
  tell();
  await live(chat);
  expect(rig.clock.now() - before).toBeLessThan(12_000);
});

test("a send under way when the stream is cut is not lost, and not doubled", async () => {
  const chat = await rig.started();
  rig.proxy.next(SEND, { kind: "hold-answer" });
  chat.send("one");
  await until(async () => expect(await rig.history(chat)).toEqual(["one"]));
  rig.proxy.cutStreams();
  rig.proxy.release();
  chat.send("two");
  await expectOnce(rig, chat, ["one", "two"]);
});

test("typing goes after four seconds, with the message, and with the one who wrote", async () => {
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  await agent.typing();
  await until(() => expect(chat.get().typing).toHaveLength(1));
  await until(() => expect(chat.get().typing).toHaveLength(0));
  await agent.typing();
  await until(() => expect(chat.get().typing).toHaveLength(1));
  await agent.say("one");
  await until(() => expect(words(chat)).toEqual(["one"]));
  expect(chat.get().typing).toHaveLength(0);
});
