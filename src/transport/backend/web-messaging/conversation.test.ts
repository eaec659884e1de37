import { afterEach, expect, test } from "vitest";
import { until } from "../../../../test/guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  textsOf,
  untilTexts,
  type WebMessagingFixture,
} from "../../../../test/web-messaging-fixture.ts";

/* Conversations of a chat with an emulated service. */

let fixture: WebMessagingFixture;
const open = async (...options: Parameters<typeof openWebMessaging>) =>
  (fixture = await openWebMessaging(...options));
afterEach(async () => {
  const { violations } = fixture.emulator;
  await fixture.close();
  expect(violations).toEqual([]);
});

test("a guest and an agent talk", async () => {
  const { guest, emulator } = await open();
  const chat = guest();
  await chat.start();
  expect(chat.get().phase.kind).toBe("waiting");
  chat.send("Where is my parcel?");
  const conversation = await emulator.nextConversation();
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  conversation.bot().says("A moment, please.");
  await until(() => expect(chat.get().order).toHaveLength(2));
  expect(chat.get().phase.kind).toBe("waiting");
  conversation.agent({ nickname: "Robin" }).says("Let me check.");
  await untilTexts(chat, [
    "me: Where is my parcel?",
    ": A moment, please.",
    "joined Robin",
    "Robin: Let me check.",
  ]);
  expect(chat.get().phase.kind).toBe("talking");
  expect(actions()[0]).toMatchObject({
    action: "configureSession",
    startNew: false,
  });
});

/** A guest whose conversation has begun with one text. */
async function talking(
  options: Parameters<typeof openWebMessaging>[0] = {},
  change: Parameters<WebMessagingFixture["guest"]>[0] = {},
) {
  const { guest, emulator } = await open(options);
  const chat = guest(change);
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  return { ...fixture, chat, conversation: await emulator.nextConversation() };
}

/** The actions that clients have sent, oldest first. */
const actions = (): readonly Readonly<Record<string, unknown>>[] =>
  fixture.emulator.frames.flatMap(({ from, frame }) =>
    from === "guest" && typeof frame === "object" && frame !== null ? [{ ...frame }] : [],
  );
const isLive = (chat: { get(): { stream: { kind: string } } }) =>
  until(() => expect(chat.get().stream.kind).toBe("live"));

test("a page that is loaded again shows the same rows", async () => {
  const { chat, conversation, guest, clock } = await talking();
  conversation.agent({ nickname: "Robin" }).says("Let me check.");
  clock.advance(1);
  conversation.agent({ nickname: "Noor" }).says("I have it.");
  await until(() => expect(chat.get().order).toHaveLength(5));
  const rows = textsOf(chat);
  expect(rows).toEqual([
    "me: Hello",
    "joined Robin",
    "Robin: Let me check.",
    "joined Noor",
    "Noor: I have it.",
  ]);
  const keys = chat.get().order.slice(1);
  chat.destroy();
  const second = guest();
  expect(second.hasStoredSession()).toBe(true);
  expect(await second.resume()).toBe(true);
  await untilTexts(second, rows);
  expect(second.get().order.slice(1)).toEqual(keys);
  expect(second.get().phase.kind).toBe("talking");
  expect(second.get().capabilities.end).toBe("everyone");
});

test("messages that were missed are read after a broken connection, and none twice", async () => {
  const { chat, conversation, emulator } = await talking();
  const undo = emulator.fault({ on: "upgrade", status: 503 });
  conversation.dropsSockets();
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  conversation.agent({ nickname: "Robin" }).says("Are you there?");
  chat.send("Written offline");
  undo();
  chat.reconnectNow();
  await untilTexts(chat, [
    "me: Hello",
    "joined Robin",
    "Robin: Are you there?",
    "me: Written offline",
  ]);
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Written offline"]));
});

test("missed messages of several pages are all read, after own messages alone", async () => {
  const { chat, conversation, clock } = await talking();
  conversation.dropsSockets();
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  const robin = conversation.agent({ nickname: "Robin" });
  for (let n = 1; n <= 60; n++) robin.says(`Line ${n}`);
  await until(() => {
    clock.advance(500);
    expect(textsOf(chat)).toHaveLength(62);
  });
  expect(textsOf(chat).slice(0, 3)).toEqual(["me: Hello", "joined Robin", "Robin: Line 1"]);
});

test("a message whose echo is lost is found in the history, and not sent again", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  emulator.fault({
    on: "frame",
    class: "StructuredMessage",
    direction: "Inbound",
    does: "drop",
    times: 1,
  });
  chat.send("Once only");
  await until(() => expect(conversation.guestTexts).toContain("Once only"));
  clock.advance(12_000);
  clock.advance(2_000);
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(conversation.guestTexts).toEqual(["Hello", "Once only"]);
  expect(textsOf(chat)).toEqual(["me: Hello", "me: Once only"]);
});

test("a message that never arrived is sent again", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  emulator.fault({ on: "request", action: "onMessage", code: 5000, times: 1 });
  chat.send("Again");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "unconfirmed"]));
  clock.advance(2_000);
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(conversation.guestTexts).toEqual(["Hello", "Again"]);
});

test.each(["online", "offline"])(
  "a message that was given up in doubt and has arrived is not sent again by a retry %s",
  async (where) => {
    const { chat, conversation, emulator, clock } = await talking();
    emulator.fault({ on: "request", action: "onMessage", code: 5000, times: 2 });
    emulator.fault({ on: "frame", direction: "Inbound", does: "drop", times: 1 });
    chat.send("Given up");
    await until(() => {
      clock.advance(500);
      expect(conversation.guestTexts).toContain("Given up");
    });
    clock.advance(12_000);
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "failed"]));
    conversation.dropsSockets();
    await until(() => expect(chat.get().stream.kind).not.toBe("live"));
    const [, key] = chat.get().order;
    const retry = (): void => void (key !== undefined && chat.retry(key));
    if (where === "offline") retry();
    chat.reconnectNow();
    await isLive(chat);
    expect(textsOf(chat)).toEqual(["me: Hello", "me: Given up"]);
    if (where === "online") retry();
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
    expect(conversation.guestTexts).toEqual(["Hello", "Given up"]);
    expect(textsOf(chat)).toEqual(["me: Hello", "me: Given up"]);
  },
);

test.each(["no-tracing", "double", "new-id", "swap-type", "string-code", "delay"] as const)(
  "an echo with the fault %s gives one row",
  async (does) => {
    const { chat, conversation, emulator } = await talking();
    emulator.fault({
      on: "frame",
      class: "StructuredMessage",
      direction: "Inbound",
      does,
      ms: 200,
      times: 1,
    });
    chat.send("One row");
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
    conversation.agent({ nickname: "Robin" }).says("Yes");
    await untilTexts(chat, ["me: Hello", "me: One row", "joined Robin", "Robin: Yes"]);
    expect(conversation.guestTexts).toEqual(["Hello", "One row"]);
  },
);

test("messages that come out of order stand in the order of their times", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  emulator.fault({ on: "frame", direction: "Outbound", does: "reorder", times: 1 });
  conversation.agent({ nickname: "Robin" }).says("First");
  clock.advance(5);
  conversation.agent({ nickname: "Robin" }).says("Second");
  await untilTexts(chat, ["me: Hello", "Robin: First", "joined Robin", "Robin: Second"]);
});

test("messages of one millisecond stand in the order in which they came, on the next page too", async () => {
  const { chat, conversation, guest } = await talking();
  const at = (n: number) => ({
    id: `m${9 - n}`,
    type: "Text",
    direction: "Outbound",
    text: `${n}`,
  });
  const channel = { time: "2026-12-01T10:00:00.000Z" };
  for (let n = 0; n < 8; n++)
    conversation.pushes({
      type: "message",
      class: "StructuredMessage",
      code: 200,
      body: { ...at(n), channel },
    });
  await until(() => expect(chat.get().order).toHaveLength(9));
  const said = textsOf(chat).filter((text) => text.startsWith(": "));
  expect(said).toEqual([...Array(8).keys()].map((n) => `: ${n}`));
  chat.destroy();
  for (let n = 0; n < 8; n++) conversation.agent().says(`Said ${n}`);
  const next = guest();
  await next.resume();
  await until(() => expect(next.get().order.length).toBeGreaterThan(8));
  expect(textsOf(next).filter((text) => text.includes("Said"))).toEqual(
    [...Array(8).keys()].map((n) => `Robin: Said ${n}`),
  );
});

test("a limit makes the outbox wait as long as the service says, and counts no try", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  emulator.fault({ on: "request", action: "onMessage", code: 429, retryAfter: 7, times: 4 });
  chat.send("Later");
  const tries = () => actions().filter(({ message }) => JSON.stringify(message)?.includes("Later"));
  for (let number = 1; number <= 4; number++) {
    await until(() => expect(tries()).toHaveLength(number));
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "unconfirmed"]));
    clock.advance(6_900);
    expect(tries()).toHaveLength(number);
    clock.advance(200);
  }
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Later"]));
});

test("many messages keep below the limits of the service, and all arrive in order", async () => {
  const { chat, conversation, clock } = await talking();
  const texts = [...Array(8).keys()].map((n) => `Message ${n}`);
  for (const text of texts) chat.send(text);
  await until(() => {
    clock.advance(500);
    expect(conversation.guestTexts).toEqual(["Hello", ...texts]);
  });
  const refused = fixture.emulator.frames.filter(({ frame }) =>
    JSON.stringify(frame).includes('"code":429'),
  );
  expect(refused).toEqual([]);
});

test("the facts that the page knows of the guest go with the first message, and with no other", async () => {
  const profile = { displayName: "Kim", customFields: { orderId: "A-1009" } };
  const { chat, conversation } = await talking({}, { options: { profile } });
  expect(conversation.attributes).toEqual({ displayName: "Kim", orderId: "A-1009" });
  chat.send("Second");
  await until(() => expect(conversation.guestTexts).toHaveLength(2));
  expect(
    actions().filter(({ message }) => JSON.stringify(message ?? "").includes("Kim")),
  ).toHaveLength(1);
});

test("attributes that are too large are left out, and the message arrives", async () => {
  const profile = { customFields: { note: "x".repeat(3_000) } };
  const { conversation, notes } = await talking({}, { options: { profile } });
  expect(conversation.attributes).toEqual({});
  expect(notes.join()).toContain("3004 bytes");
});

test("attributes that the service finds too large are left out, and the message arrives", async () => {
  const { guest, emulator } = await open();
  emulator.fault({ on: "request", action: "onMessage", code: 4013, times: 1 });
  const chat = guest({ options: { profile: { displayName: "Kim" } } });
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect((await emulator.nextConversation()).attributes).toEqual({});
});

test("a text with more bytes than the service takes is not sent, and stays", async () => {
  const { chat, conversation } = await talking();
  const key = chat.send("é".repeat(2_049));
  await until(() =>
    expect(chat.get().messages.get(key)?.delivery).toEqual({
      kind: "failed",
      code: "message-too-long",
    }),
  );
  expect(conversation.guestTexts).toEqual(["Hello"]);
});

test("a deployment that starts by itself is joined, with the attributes", async () => {
  const { guest, emulator } = await open({ defaults: { autoStart: true } });
  const chat = guest({ options: { profile: { displayName: "Kim" } } });
  await chat.start();
  const conversation = await emulator.nextConversation();
  await until(() => expect(conversation.isStarted).toBe(true));
  expect(conversation.attributes).toEqual({ displayName: "Kim" });
  chat.destroy();
  await guest().resume();
  expect(actions().filter((one) => JSON.stringify(one).includes("Join"))).toHaveLength(1);
});

test("an end that makes the session read-only ends the conversation; the next one begins anew", async () => {
  const { chat, conversation, emulator } = await talking();
  conversation.agent({ nickname: "Robin" }).says("Goodbye");
  conversation.agent({ nickname: "Robin" }).leaves();
  await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  expect(textsOf(chat)).toEqual(["me: Hello", "joined Robin", "Robin: Goodbye", "left Robin"]);
  await chat.start();
  chat.send("One more thing");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(textsOf(chat)).toEqual(["me: One more thing"]);
  const sessions = actions().filter(({ action }) => action === "configureSession");
  expect(sessions.map(({ startNew }) => startNew)).toEqual([false, false, true]);
  expect(actions().filter(({ action }) => action === "closeSession")).toMatchObject([
    { closeAllConnections: true },
  ]);
  expect(sessions[1]?.["token"]).toBe(sessions[0]?.["token"]);
  expect(emulator.conversations).toHaveLength(1);
});

test("a conversation that has begun anew goes on after a broken connection, and ends like the first", async () => {
  const { chat, conversation } = await talking();
  conversation.agent({ nickname: "Robin" }).leaves();
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  await chat.start();
  chat.send("One more thing");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  conversation.dropsSockets();
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  chat.reconnectNow();
  await isLive(chat);
  expect(textsOf(chat)).toEqual(["me: One more thing"]);
  conversation.dropsSockets();
  conversation.agent({ nickname: "Robin" }).says("Goodbye again");
  conversation.agent({ nickname: "Robin" }).leaves();
  chat.reconnectNow();
  await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  expect(textsOf(chat)).toContain("Robin: Goodbye again");
});

test("a conversation that the agent has ended can be read on the next page", async () => {
  const { chat, conversation, guest } = await talking();
  conversation.agent({ nickname: "Robin" }).says("Goodbye");
  conversation.agent({ nickname: "Robin" }).leaves();
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
  chat.destroy();
  const second = guest();
  expect(await second.resume()).toBe(true);
  expect(second.get().phase).toMatchObject({ kind: "ended", reason: "agent" });
  await untilTexts(second, ["me: Hello", "joined Robin", "Robin: Goodbye", "left Robin"]);
});

test("an end while no page listens shows when one does", async () => {
  const { chat, conversation, guest } = await talking();
  chat.destroy();
  conversation.agent({ nickname: "Robin" }).says("Goodbye");
  conversation.agent({ nickname: "Robin" }).leaves();
  const second = guest();
  await second.resume();
  await until(() => expect(second.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  expect(textsOf(second)).toContain("Robin: Goodbye");
});

test("an agent who leaves a session that stays open leaves a row, and the guest can go on", async () => {
  const { chat, conversation } = await talking({ defaults: { disconnect: "Send" } });
  conversation.agent({ nickname: "Robin" }).says("Goodbye");
  await until(() => expect(chat.get().phase.kind).toBe("talking"));
  conversation.agent({ nickname: "Robin" }).leaves();
  await until(() => expect(chat.get().phase.kind).toBe("waiting"));
  expect(textsOf(chat).at(-1)).toBe("left Robin");
  chat.send("Still here");
  await until(() => expect(conversation.guestTexts).toContain("Still here"));
});

test("ending ends it for both sides, and nothing of it stays in the browser", async () => {
  const { chat, conversation, storage, guest } = await talking();
  await chat.end();
  expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "guest" });
  expect(conversation.ending).not.toBeNull();
  expect(storage.keys("")).toEqual([]);
  expect(guest().hasStoredSession()).toBe(false);
});

test("a deployment without ending is left: this browser forgets it, and nobody is told", async () => {
  const { chat, conversation, storage } = await talking({ defaults: { clear: false } });
  expect(chat.get().capabilities.end).toBe("here");
  await chat.end();
  expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "guest" });
  expect(storage.keys("")).toEqual([]);
  expect(conversation.ending).toBeNull();
  expect(actions().filter((one) => JSON.stringify(one).includes("Clear"))).toEqual([]);
});

test("a service that refuses the end offers to leave and forget from then on", async () => {
  const { chat, emulator } = await talking();
  emulator.fault({
    on: "request",
    action: "onMessage",
    code: 403,
    text: "not supported",
    times: 1,
  });
  await expect(chat.end()).rejects.toMatchObject({ code: "refused" });
  expect(chat.get().capabilities.end).toBe("here");
  expect(chat.get().phase.kind).toBe("waiting");
});

test("a reset clears the conversation of the visitor who goes", async () => {
  const { chat, conversation, storage } = await talking();
  await chat.reset();
  expect(conversation.ending).not.toBeNull();
  expect(storage.keys("")).toEqual([]);
  expect(chat.get().phase.kind).toBe("none");
});

test("an expired session keeps its rows, and its token goes", async () => {
  const { chat, conversation, storage } = await talking();
  conversation.expires();
  await until(() => expect(chat.get().phase).toEqual({ kind: "expired", code: "session-expired" }));
  expect(textsOf(chat)).toEqual(["me: Hello"]);
  expect(storage.get(`parlor:session:${conversation.deploymentId}`)).toBeNull();
});

test("a session that expired while no page was there is as good as none", async () => {
  const { chat, conversation, guest, clock } = await talking({ defaults: { sessionSeconds: 900 } });
  chat.destroy();
  clock.advance(1_000_000);
  const second = guest();
  await second.resume();
  await until(() => expect(["none", "expired"]).toContain(second.get().phase.kind));
  expect(conversation.ending).not.toBeNull();
});

test("a connection that is taken by another window is not taken back without a wish", async () => {
  const { chat, conversation, clock } = await talking();
  conversation.closesConnections();
  await until(() => expect(chat.get().stream.kind).toBe("elsewhere"));
  clock.advance(120_000);
  expect(conversation.connectionCount).toBe(0);
  conversation.agent({ nickname: "Robin" }).says("Meanwhile");
  chat.reconnectNow();
  await isLive(chat);
  await untilTexts(chat, ["me: Hello", "joined Robin", "Robin: Meanwhile"]);
});

test("a message that is written in the other window waits, and goes out from here", async () => {
  const { chat, conversation } = await talking();
  conversation.closesConnections();
  await until(() => expect(chat.get().stream.kind).toBe("elsewhere"));
  chat.send("Waits");
  chat.reconnectNow();
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Waits"]));
});

test("an agent's typing shows and ends, the guest's is told at most every five seconds", async () => {
  const { chat, conversation, clock } = await talking();
  conversation.agent({ nickname: "Robin" }).says("Hm");
  await until(() => expect(chat.get().order).toHaveLength(3));
  conversation.agent({ nickname: "Robin" }).types(9_000);
  await until(() => expect(chat.get().typing).toEqual(["agent:Robin"]));
  clock.advance(3_500);
  expect(chat.get().typing).toHaveLength(1);
  clock.advance(3_500);
  expect(chat.get().typing).toHaveLength(1);
  clock.advance(7_000);
  expect(chat.get().typing).toEqual([]);
  chat.typing();
  await until(() => expect(conversation.isGuestTyping).toBe(true));
  clock.advance(3_100);
  chat.typing();
  clock.advance(1_000);
  chat.typing();
  expect(actions().filter((one) => JSON.stringify(one).includes("Typing"))).toHaveLength(1);
});

test("a page that is loaded again does not tell of the guest's typing within five seconds", async () => {
  const { chat, conversation, guest, clock } = await talking();
  chat.typing();
  await until(() => expect(conversation.isGuestTyping).toBe(true));
  chat.destroy();
  const next = guest();
  await next.resume();
  await isLive(next);
  next.typing();
  clock.advance(3_100);
  next.typing();
  const told = () => actions().filter((one) => JSON.stringify(one).includes("Typing"));
  next.send("Next");
  await until(() => expect(deliveriesOf(next)).toEqual(["sent", "sent"]));
  expect(told()).toHaveLength(1);
  clock.advance(3_000);
  next.typing();
  await until(() => expect(told()).toHaveLength(2));
});

test("a deployment without the guest's typing is not told of it", async () => {
  const { chat } = await talking({ defaults: { showGuestTyping: false } });
  chat.typing();
  chat.send("Next");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(actions().filter((one) => JSON.stringify(one).includes("Typing"))).toEqual([]);
});

test("older messages are read page by page", async () => {
  const { chat, conversation, guest } = await talking();
  const robin = conversation.agent({ nickname: "Robin" });
  for (let n = 1; n <= 60; n++) robin.says(`Line ${n}`);
  await until(() => expect(chat.get().order).toHaveLength(62));
  const whole = textsOf(chat);
  chat.destroy();
  const second = guest();
  await second.resume();
  await until(() => expect(second.get().order.length).toBeGreaterThan(20));
  expect(second.get().hasOlder).toBe(true);
  robin.says("Line 61");
  await until(() => expect(textsOf(second)).toContain("Robin: Line 61"));
  while (second.get().hasOlder) await second.loadOlder();
  expect(textsOf(second)).toEqual([...whole, "Robin: Line 61"]);
});

test("a history that fails for a moment is asked again, and a token for it that has ended is renewed", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  conversation.agent({ nickname: "Robin" }).says("Missed");
  chat.destroy();
  emulator.fault({ on: "http", route: "history", status: 500, times: 1 });
  emulator.fault({ on: "http", route: "history", status: 401, times: 1 });
  const second = fixture.guest();
  const resumed = second.resume();
  await until(() => {
    clock.advance(1_000);
    expect(textsOf(second)).toContain("Robin: Missed");
  });
  await resumed;
});

test("messages of the history without times stand in their order", async () => {
  const { chat, conversation } = await talking({
    defaults: { variants: { historyHidesTimes: true } },
  });
  conversation.agent({ nickname: "Robin" }).says("One");
  conversation.agent({ nickname: "Robin" }).says("Two");
  await until(() => expect(chat.get().order).toHaveLength(4));
  chat.destroy();
  const second = fixture.guest();
  await second.resume();
  await until(() =>
    expect(textsOf(second).filter((text) => !text.startsWith("joined"))).toEqual([
      "me: Hello",
      "Robin: One",
      "Robin: Two",
    ]),
  );
});

test("an older message of the same words is not taken for one on its way", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  clock.advance(600_000);
  emulator.fault({ on: "request", action: "onMessage", code: 5000 });
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "unconfirmed"]));
  chat.destroy();
  emulator.clearFaults();
  const second = fixture.guest();
  await second.resume();
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Hello"]));
  await until(() => expect(deliveriesOf(second)).toEqual(["sent", "sent"]));
});

test("a silent connection is asked for an answer, and replaced without one", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  clock.advance(31_000);
  const checks = (from: string) =>
    emulator.frames.filter((one) => one.from === from && JSON.stringify(one).includes("health-"));
  await until(() => expect(checks("service")).toHaveLength(1));
  // Its echo comes on the same socket, after the answer to the check.
  chat.send("After the check");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(textsOf(chat)).toEqual(["me: Hello", "me: After the check"]);
  emulator.fault({ on: "frame", does: "drop" });
  clock.advance(31_000);
  await until(() => expect(checks("guest")).toHaveLength(2));
  clock.advance(11_000);
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  emulator.clearFaults();
  chat.reconnectNow();
  await isLive(chat);
  expect(conversation.connectionCount).toBeGreaterThan(0);
});

test("neither the state nor the log nor an address holds the token", async () => {
  const { chat, conversation, notes, emulator } = await talking();
  emulator.fault({
    on: "request",
    action: "onMessage",
    code: 4011,
    text: "Hello is too long",
    times: 1,
  });
  chat.send("Second");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "failed"]));
  const { messages, members, ...rest } = chat.get();
  const shown = JSON.stringify([rest, [...messages], [...members], notes]);
  expect(shown).not.toContain(conversation.token);
  expect(notes.join()).not.toContain("Hello");
});
