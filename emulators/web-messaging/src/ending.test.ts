import { afterEach, expect, test } from "vitest";
import { createEmulators } from "./testing/emulators.ts";
import {
  configured,
  configureFrame,
  connect,
  eventFrame,
  presence,
  textFrame,
  TOKEN,
} from "./testing/guest.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);

const clear = eventFrame(presence("Clear"));
const attachment = {
  action: "onAttachment",
  token: TOKEN,
  fileName: "a.png",
  fileType: "image/png",
};

test("Clear ends the session on every connection, and its token opens nothing", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const tab = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  guest.send(clear);
  for (const one of [guest, tab]) {
    expect(await one.next("SessionClearedEvent")).toMatchObject({ type: "message", body: {} });
    await one.next("ConnectionClosedEvent");
    expect(await one.closed()).toBe(1000);
    expect(one.frames.map((frame) => frame.class).slice(-3)).toEqual([
      "StructuredMessage",
      "SessionClearedEvent",
      "ConnectionClosedEvent",
    ]);
  }
  expect(conversation.ending).toBe("cleared");
  expect(await (await connect(emulator)).ask(configureFrame())).toMatchObject({ code: 4007 });
});

test("Clear is refused in the service's words where the deployment forbids it", async () => {
  const emulator = await emulators.start({ defaults: { clear: false } });
  const guest = await configured(emulator);
  expect(await guest.ask(clear)).toMatchObject({
    type: "response",
    class: "string",
    code: 403,
    body: "Presence events Conversation Clear are not supported",
  });
  expect(emulator.conversation(TOKEN).ending).toBeNull();
});

test.each([
  ["a text", textFrame("Hello")],
  ["typing", eventFrame({ eventType: "Typing", typing: { type: "On" } })],
  ["an upload", attachment],
  ["the removal of a file", { action: "deleteAttachment", token: TOKEN, attachmentId: "a" }],
  ["an echo", { action: "echo", token: TOKEN }],
])("a read-only session refuses %s with 409", async (_, frame) => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  emulator.conversation(TOKEN).agent().leaves();
  expect(await guest.ask(frame)).toMatchObject({ class: "string", code: 409 });
});

test("a read-only session still has its history and may be cleared", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  emulator.conversation(TOKEN).agent().leaves();
  expect(await guest.ask({ action: "getJwt", token: TOKEN })).toMatchObject({
    class: "JwtResponse",
  });
  guest.send(clear);
  await guest.next("SessionClearedEvent");
});

test("a new chat after read-only: close the session everywhere, then start anew with its token", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const tab = await configured(emulator);
  await guest.ask(textFrame("Hello"));
  const conversation = emulator.conversation(TOKEN);
  conversation.agent().leaves();
  const close = { action: "closeSession", token: TOKEN, closeAllConnections: true };
  expect(await guest.ask(close)).toMatchObject({
    class: "SessionResponse",
    body: { connected: false, readOnly: true },
  });
  await tab.next("ConnectionClosedEvent");
  expect(await tab.closed()).toBe(1000);
  expect(guest.closeCode).toBeNull();
  expect(await guest.ask(configureFrame(TOKEN, { startNew: true }))).toMatchObject({
    body: { connected: true, newSession: true, readOnly: false },
  });
  expect(conversation.messages).toEqual([]);
  expect(await guest.ask(textFrame("Again"))).toMatchObject({ code: 200 });
  expect(emulator.violations).toEqual([]);
});

test("startNew without closeSession starts anew too, and ends the other connections", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const tab = await configured(emulator);
  emulator.conversation(TOKEN).agent().leaves();
  expect(await guest.ask(configureFrame(TOKEN, { startNew: true }))).toMatchObject({
    body: { newSession: true, readOnly: false },
  });
  await tab.next("ConnectionClosedEvent");
});

test("startNew on a session that is not read-only resumes it, and breaks a rule for clients", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  await guest.ask(textFrame("Hello"));
  expect(await guest.ask(configureFrame(TOKEN, { startNew: true }))).toMatchObject({
    body: { newSession: false },
  });
  expect(emulator.conversation(TOKEN).guestTexts).toEqual(["Hello"]);
  expect(emulator.violations).toEqual(["startNew is only for a session that is read-only"]);
});

test("closeSession without closeAllConnections leaves the other connections alone", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const tab = await configured(emulator);
  expect(await guest.ask({ action: "closeSession", token: TOKEN })).toMatchObject({
    body: { connected: false, readOnly: false },
  });
  expect(await guest.ask(textFrame("Hello"))).toMatchObject({ code: 4007 });
  expect(await tab.ask(textFrame("Hello"))).toMatchObject({ code: 200 });
});

test.each(["reason", "reasonCode"] as const)(
  "a connection is ended with a %s, and the session lives on",
  async (closedField) => {
    const emulator = await emulators.start({ defaults: { variants: { closedField } } });
    const guest = await configured(emulator);
    emulator.conversation(TOKEN).closesConnections("signedIn");
    expect(await guest.next("ConnectionClosedEvent")).toMatchObject({
      body: { [closedField]: "signedIn" },
    });
    const again = await connect(emulator);
    expect(await again.ask(configureFrame())).toMatchObject({ body: { newSession: false } });
  },
);

test("the oldest connection can be ended as if there were too many", async () => {
  const emulator = await emulators.start();
  const oldest = await configured(emulator);
  const newest = await configured(emulator);
  emulator.conversation(TOKEN).evictsOldest();
  expect((await oldest.next("ConnectionClosedEvent")).body).toEqual({});
  expect(await newest.ask(textFrame("Hello"))).toMatchObject({ code: 200 });
});

test("a broken socket closes with 1006, and the session lives on", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  conversation.dropsSockets();
  expect(await guest.closed()).toBe(1006);
  expect(conversation).toMatchObject({ ending: null, connectionCount: 0 });
});
