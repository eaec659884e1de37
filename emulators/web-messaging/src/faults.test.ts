import { afterEach, expect, test } from "vitest";
import type { Fault, FaultOn } from "./faults.ts";
import { createEmulators } from "./testing/emulators.ts";
import { configured, textFrame, TOKEN } from "./testing/guest.ts";
import { isoTimeOf, textsOf } from "./testing/read-frames.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

type Change = FaultOn<"frame">["does"];
const echoes = (does: Change, more: object = {}): Fault => ({
  on: "frame",
  class: "StructuredMessage",
  direction: "Inbound",
  does,
  times: 1,
  ...more,
});

async function open() {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  return { emulator, guest, conversation: emulator.conversation(TOKEN) };
}
/** Frames of other kinds come and go unharmed; a JWT shows that all before it have come. */
const settle = (guest: Awaited<ReturnType<typeof open>>["guest"]): Promise<unknown> =>
  guest.ask({ action: "getJwt", token: TOKEN });

test("a lost echo is a message that the service has", async () => {
  const { emulator, guest, conversation } = await open();
  emulator.fault(echoes("drop"));
  guest.send(textFrame("One"));
  await settle(guest);
  expect(textsOf(guest.frames)).toEqual([]);
  expect(conversation.guestTexts).toEqual(["One"]);
  await guest.ask(textFrame("Two"));
  expect(textsOf(guest.frames)).toEqual(["Two"]);
});

test("a fault of one class leaves frames of other classes alone", async () => {
  const { emulator, guest } = await open();
  emulator.fault({ on: "frame", class: "StructuredMessage", does: "drop", times: 1 });
  await settle(guest);
  guest.send(textFrame("One"));
  await settle(guest);
  expect(textsOf(guest.frames)).toEqual([]);
  expect(guest.frames.map((one) => one.class).slice(-2)).toEqual(["JwtResponse", "JwtResponse"]);
});

test("an echo that comes twice is one message", async () => {
  const { emulator, guest, conversation } = await open();
  emulator.fault(echoes("double"));
  guest.send(textFrame("One"));
  await settle(guest);
  expect(textsOf(guest.frames)).toEqual(["One", "One"]);
  expect(conversation.guestTexts).toEqual(["One"]);
});

test("a delayed echo comes after its time, and other frames go past it", async () => {
  const { emulator, guest, conversation } = await open();
  emulator.fault(echoes("delay", { ms: 2_000 }));
  guest.send(textFrame("One"));
  await settle(guest);
  conversation.agent().says("A reply");
  await settle(guest);
  expect(textsOf(guest.frames)).toEqual(["A reply"]);
  clock.advance(2_000);
  await settle(guest);
  expect(textsOf(guest.frames)).toEqual(["A reply", "One"]);
  const [reply, echo] = guest.frames.filter((one) => one.class === "StructuredMessage");
  expect(isoTimeOf(echo)).toBe(isoTimeOf(reply));
});

test("a reordered frame comes after the next one", async () => {
  const { emulator, guest, conversation } = await open();
  emulator.fault({ on: "frame", direction: "Outbound", does: "reorder", times: 1 });
  conversation.agent().says("One");
  conversation.agent().says("Two");
  await settle(guest);
  expect(textsOf(guest.frames)).toEqual(["Two", "One"]);
});

test.each([
  ["swap-type", { type: "response", code: 200 }],
  ["string-code", { type: "message", code: "200" }],
  ["unknown-content", { body: { content: [{ contentType: "Hologram" }] } }],
  ["unknown-event", { body: { events: [{ eventType: "Wave" }] } }],
] as const)("a frame can be changed: %s", async (does, expected) => {
  const { emulator, guest } = await open();
  emulator.fault(echoes(does));
  expect(await guest.ask(textFrame("One"))).toMatchObject(expected);
});

test("an echo can lose its tracingId", async () => {
  const { emulator, guest } = await open();
  emulator.fault(echoes("no-tracing"));
  guest.send({ ...textFrame("One"), tracingId: "mine" });
  expect(await guest.next("StructuredMessage")).not.toHaveProperty("tracingId");
});

test("an echo can have other ids than the history", async () => {
  const { emulator, guest, conversation } = await open();
  emulator.fault(echoes("new-id"));
  const echo = await guest.ask(textFrame("One"));
  const [kept] = conversation.messages;
  expect(echo.body).toMatchObject({ text: "One" });
  expect(echo.body).not.toMatchObject({ id: kept?.id });
  expect(echo.body).not.toMatchObject({ channel: { messageId: kept?.channel?.messageId } });
});

test("a class that nobody knows comes before a frame", async () => {
  const { emulator, guest } = await open();
  emulator.fault(echoes("unknown-class"));
  await guest.ask(textFrame("One"));
  const classes = emulator.frames
    .filter(({ from }) => from === "service")
    .map(({ frame }) => frame["class"]);
  expect(classes).toEqual(["SessionResponse", "FutureEvent", "StructuredMessage"]);
});

test("a fault without times lasts until it is undone", async () => {
  const { emulator, guest } = await open();
  const undo = emulator.fault({ on: "frame", direction: "Inbound", does: "drop" });
  for (const text of ["One", "Two"]) guest.send(textFrame(text));
  await settle(guest);
  undo();
  await guest.ask(textFrame("Three"));
  expect(textsOf(guest.frames)).toEqual(["Three"]);
});

test("clearFaults undoes all", async () => {
  const { emulator, guest } = await open();
  emulator.fault({ on: "frame", does: "drop" });
  emulator.fault({ on: "request", code: 400 });
  emulator.clearFaults();
  await guest.ask(textFrame("One"));
  expect(textsOf(guest.frames)).toEqual(["One"]);
});

test("a refused request has no effect, and others are served", async () => {
  const { emulator, guest, conversation } = await open();
  emulator.fault({ on: "request", action: "onMessage", code: 4011, text: "Too long", times: 1 });
  await settle(guest);
  expect(await guest.ask(textFrame("One"))).toMatchObject({
    type: "response",
    class: "string",
    code: 4011,
    body: "Too long",
  });
  expect(conversation.messages).toEqual([]);
  expect(await guest.ask(textFrame("Two"))).toMatchObject({ code: 200 });
});

test("a planned 429 says when to come again", async () => {
  const { emulator, guest } = await open();
  emulator.fault({ on: "request", action: "onMessage", code: 429, retryAfter: 7, times: 1 });
  expect(await guest.ask(textFrame("One"))).toMatchObject({
    class: "TooManyRequestsErrorMessage",
    code: 429,
    body: { retryAfter: 7, errorCode: 4029 },
  });
});

test("refusals have the form that the variant names", async () => {
  const { emulator, guest } = await open();
  emulator.deployment().change({ variants: { refusals: "ErrorMessage" } });
  emulator.fault({ on: "request", action: "onMessage", code: 5000, times: 1 });
  const expected = {
    type: "response",
    class: "ErrorMessage",
    code: 5000,
    body: { errorCode: 5000 },
  };
  expect(await guest.ask(textFrame("One"))).toMatchObject(expected);
  expect(await guest.ask(textFrame("a".repeat(5_000)))).toMatchObject({
    class: "ErrorMessage",
    body: { errorCode: 4011, errorMessage: "Message length 5000 is larger than 4096" },
  });
});

test("any frame and any text can be pushed, and neither is kept", async () => {
  const { emulator, guest, conversation } = await open();
  const receipt = {
    type: "message",
    class: "StructuredMessage",
    code: 200,
    body: { id: "a", type: "Receipt", direction: "Outbound" },
  } as const;
  conversation.pushes(receipt);
  expect(await guest.next("StructuredMessage")).toEqual(receipt);
  conversation.pushes('{"class":');
  await expect(guest.broken()).resolves.toBe('{"class":');
  expect(conversation.messages).toEqual([]);
  expect(emulator.frames.at(-1)).toMatchObject({ from: "service", frame: { text: '{"class":' } });
});
