import { afterEach, expect, test } from "vitest";
import { createEmulators } from "./testing/emulators.ts";
import { configured, eventFrame, presence, textFrame, TOKEN } from "./testing/guest.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

const HEX = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const typing = { eventType: "Typing", typing: { type: "On" } };
const withAttributes = (customAttributes: object): object => ({
  channel: { metadata: { customAttributes } },
});

test("the echo of a text has its tracingId, an id and another messageId, and the server's time", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  expect(await guest.ask(textFrame("Where is my parcel?"))).toMatchObject({
    type: "message",
    class: "StructuredMessage",
    code: 200,
    body: {
      id: expect.stringMatching(HEX),
      type: "Text",
      direction: "Inbound",
      text: "Where is my parcel?",
      channel: {
        time: new Date(clock.now()).toISOString(),
        messageId: expect.stringMatching(UUID),
      },
    },
  });
  expect(emulator.conversation(TOKEN).guestTexts).toEqual(["Where is my parcel?"]);
});

test("the echo goes to every connection of the session, and to no other session", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const tab = await configured(emulator);
  const stranger = await configured(emulator, "another");
  const echo = await guest.ask(textFrame("Hello"));
  expect(await tab.next("StructuredMessage")).toEqual(echo);
  await stranger.ask({ action: "getJwt", token: "another" });
  expect(stranger.frames.map((one) => one.class)).toEqual(["SessionResponse", "JwtResponse"]);
});

test("a text without a tracingId is echoed without one", async () => {
  const guest = await configured(await emulators.start());
  guest.send(textFrame("Hello"));
  expect(Object.keys(await guest.next("StructuredMessage"))).not.toContain("tracingId");
});

test.each([
  ["a".repeat(4_096), 200],
  ["a".repeat(4_097), 4011],
  ["é".repeat(2_048), 200],
  ["é".repeat(2_049), 4011],
])("the length of a text counts in bytes of UTF-8 (%#)", async (text, code) => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  expect((await guest.ask(textFrame(text))).code).toBe(code);
  expect(emulator.conversation(TOKEN).messages).toHaveLength(code === 200 ? 1 : 0);
});

test("a text that is too long is refused in the service's words", async () => {
  const guest = await configured(await emulators.start());
  expect(await guest.ask(textFrame("a".repeat(5_000)))).toMatchObject({
    type: "response",
    class: "string",
    body: "Message length 5000 is larger than 4096",
  });
});

test.each([
  [{ type: "Text" }, 4020],
  [{ type: "Text", text: "" }, 400],
  [{ type: "Event" }, 4020],
  [{ type: "Event", events: [{ eventType: "Presence", presence: { type: "Dance" } }] }, 400],
])("the message %j is refused with %i", async (message, code) => {
  const guest = await configured(await emulators.start());
  expect(await guest.ask({ action: "onMessage", token: TOKEN, message })).toMatchObject({ code });
});

test("custom attributes come from the message's channel, and later ones win", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  await guest.ask(textFrame("One", TOKEN, withAttributes({ order: "A-1", page: "a" })));
  await guest.ask(textFrame("Two", TOKEN, withAttributes({ page: "b" })));
  expect(emulator.conversation(TOKEN).attributes).toEqual({ order: "A-1", page: "b" });
});

test("custom attributes beside the message are ignored", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const echo = await guest.ask({ ...textFrame("Hello"), ...withAttributes({ order: "A-1" }) });
  expect(echo.code).toBe(200);
  expect(emulator.conversation(TOKEN).attributes).toEqual({});
});

test("custom attributes of too many bytes are refused with 4013, and so is their message", async () => {
  const emulator = await emulators.start({ defaults: { customDataBytes: 10 } });
  const guest = await configured(emulator);
  const send = (customAttributes: object) =>
    guest.ask(textFrame("Hello", TOKEN, withAttributes(customAttributes)));
  expect(await send({ name: "éééé" })).toMatchObject({ code: 4013 });
  expect(emulator.conversation(TOKEN)).toMatchObject({ messages: [], attributes: {} });
  expect(await send({ name: "ééé" })).toMatchObject({ code: 200 });
});

test("a custom attribute that is no text is refused", async () => {
  const guest = await configured(await emulators.start());
  expect(await guest.ask(textFrame("Hello", TOKEN, withAttributes({ order: 7 })))).toMatchObject({
    code: 400,
  });
});

test("a session sends five messages a second", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const tab = await configured(emulator);
  for (let n = 0; n < 5; n++) await guest.ask(textFrame(`${n}`));
  expect(await tab.ask(textFrame("6"))).toMatchObject({
    class: "TooManyRequestsErrorMessage",
    code: 429,
    body: { retryAfter: 1, errorCode: 4029 },
  });
  clock.advance(1_000);
  expect(await guest.ask(textFrame("6"))).toMatchObject({ code: 200 });
  expect(emulator.conversation(TOKEN).guestTexts).toHaveLength(6);
});

test.each([
  ["Text", ""],
  ["Structured", "Track it"],
])("an answer with a button is taken as %s", async (type, text) => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const content = [
    {
      contentType: "ButtonResponse",
      buttonResponse: { type: "QuickReply", text: "Track it", payload: "TRACK" },
    },
  ];
  const message = { type, text, content };
  const echo = await guest.ask({ action: "onMessage", token: TOKEN, message });
  expect(echo).toMatchObject({ body: { type, text, content } });
  expect(emulator.conversation(TOKEN).guestTexts).toEqual(["Track it"]);
});

test("an agent's text comes from a person, with the session's fields", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const robin = { nickname: "Robin", image: "https://img.example.test/robin.png" };
  emulator.conversation(TOKEN).agent(robin).says("Let me check.");
  expect(await guest.next("StructuredMessage")).toMatchObject({
    type: "message",
    code: 200,
    body: {
      type: "Text",
      direction: "Outbound",
      text: "Let me check.",
      originatingEntity: "Human",
      channel: { type: "Private", from: robin, to: {} },
    },
  });
});

test("a bot's question has its quick replies in the order of their offer", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const image = "https://img.example.test/r.png";
  emulator
    .conversation(TOKEN)
    .bot()
    .asks("What do you need?", ["Track it", { text: "Return it", payload: "RETURN", image }]);
  expect(await guest.next("StructuredMessage")).toMatchObject({
    body: {
      type: "Structured",
      originatingEntity: "Bot",
      channel: { from: {} },
      content: [
        { contentType: "QuickReply", quickReply: { text: "Track it", payload: "Track it" } },
        { contentType: "QuickReply", quickReply: { text: "Return it", payload: "RETURN", image } },
      ],
    },
  });
});

test("one card is a card, several are a carousel, and times are a date picker", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const bot = emulator.conversation(TOKEN).bot();
  const card = { title: "Express", actions: [{ type: "Postback", text: "Choose", payload: "E" }] };
  const times = [{ dateTime: "2026-11-24T09:00:00.000Z", duration: 1_800 }];
  bot.shows("One", [card]);
  bot.shows("Two", [card, card]);
  bot.offersTimes("When?", times);
  const contents = [];
  for (let n = 0; n < 3; n++) contents.push((await guest.next("StructuredMessage")).body);
  expect(contents).toMatchObject([
    { type: "Structured", content: [{ contentType: "Card", card }] },
    {
      type: "Structured",
      content: [{ contentType: "Carousel", carousel: { cards: [card, card] } }],
    },
    {
      type: "Structured",
      text: "When?",
      content: [
        { contentType: "DatePicker", datePicker: { title: "When?", availableTimes: times } },
      ],
    },
  ]);
});

test.each([
  ["duration", { duration: 4_000 }],
  ["durationMs", { durationMs: 4_000 }],
] as const)(
  "the typing of an agent has its time as %s, and is in no history",
  async (typingField, time) => {
    const emulator = await emulators.start({ defaults: { variants: { typingField } } });
    const guest = await configured(emulator);
    const agent = emulator.conversation(TOKEN).agent();
    agent.types(4_000);
    agent.types();
    agent.stopsTyping();
    const events = [];
    for (let n = 0; n < 3; n++) events.push((await guest.next("StructuredMessage")).body);
    const of = (fields: object): object => ({
      type: "Event",
      direction: "Outbound",
      events: [{ eventType: "Typing", typing: fields }],
    });
    expect(events).toMatchObject([
      of({ type: "On", ...time }),
      of({ type: "On" }),
      of({ type: "Off" }),
    ]);
    expect(emulator.conversation(TOKEN).messages).toEqual([]);
  },
);

test("the typing of a guest is heard, ends with a message, and is not echoed", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  guest.send(eventFrame(typing));
  await emulator.until(() => conversation.isGuestTyping);
  await guest.ask(textFrame("Hello"));
  expect(conversation.isGuestTyping).toBe(false);
  expect(guest.frames.map((one) => one.class)).toEqual(["SessionResponse", "StructuredMessage"]);
});

test("the typing of a guest is echoed if the variant says so", async () => {
  const emulator = await emulators.start({ defaults: { variants: { echoesTyping: true } } });
  const guest = await configured(emulator);
  expect(await guest.ask(eventFrame(typing))).toMatchObject({
    body: { type: "Event", direction: "Inbound", events: [typing] },
  });
});

test("typing is refused with 403 where the deployment does not show it", async () => {
  const emulator = await emulators.start({ defaults: { showGuestTyping: false } });
  const guest = await configured(emulator);
  expect(await guest.ask(eventFrame(typing))).toMatchObject({ class: "string", code: 403 });
});

test("typing that comes twice in five seconds breaks a rule for clients", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  const type = async (): Promise<void> => {
    guest.send(eventFrame(typing));
    await guest.ask({ action: "getJwt", token: TOKEN });
  };
  await type();
  clock.advance(5_000);
  await type();
  expect(emulator.violations).toEqual([]);
  clock.advance(4_999);
  await type();
  expect(emulator.violations).toEqual(["typing is sent at most once in 5 seconds"]);
  expect(conversation.isGuestTyping).toBe(true);
});

test("the end of a conversation makes a session read-only, and tells so as a text", async () => {
  const emulator = await emulators.start({ defaults: { disconnect: "ReadOnly" } });
  const guest = await configured(emulator);
  emulator.conversation(TOKEN).agent().leaves();
  expect(await guest.next("StructuredMessage")).toMatchObject({
    body: {
      type: "Event",
      direction: "Outbound",
      metadata: { readOnly: "true" },
      events: [presence("Disconnect")],
    },
  });
  expect(await guest.ask(textFrame("Hello?"))).toMatchObject({ class: "string", code: 409 });
  const again = await configured(emulator);
  expect(again.frames[0]).toMatchObject({ body: { newSession: false, readOnly: true } });
});

test("with Send a guest may go on after the end, and a message starts anew", async () => {
  const emulator = await emulators.start({ defaults: { disconnect: "Send" } });
  const guest = await configured(emulator);
  await guest.ask(textFrame("Hello"));
  const conversation = emulator.conversation(TOKEN);
  conversation.agent().leaves();
  const { body } = await guest.next("StructuredMessage");
  expect(body).toMatchObject({ events: [presence("Disconnect")] });
  expect(body).not.toMatchObject({ metadata: { readOnly: "true" } });
  expect(conversation.isStarted).toBe(false);
  expect(await guest.ask(textFrame("One more thing"))).toMatchObject({ code: 200 });
  expect(conversation.isStarted).toBe(true);
});

test("with Off the end is not told", async () => {
  const emulator = await emulators.start({ defaults: { disconnect: "Off" } });
  const guest = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  conversation.agent().leaves();
  await guest.ask({ action: "getJwt", token: TOKEN });
  expect(guest.frames.map((one) => one.class)).toEqual(["SessionResponse", "JwtResponse"]);
  expect(conversation).toMatchObject({ isReadOnly: false, messages: [] });
});
