import { afterEach, expect, test } from "vitest";
import { DEFAULT_DEPLOYMENT } from "./options.ts";
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
const { clock } = emulators;
const OTHER = "9d2f8a52-0000-4b1f-9c3c-8f2f5d7a1e10";

test("a new token is a new session, with its limits and its time", async () => {
  const guest = await connect(await emulators.start());
  const now = Math.floor(clock.now() / 1_000);
  expect(await guest.ask(configureFrame())).toMatchObject({
    type: "response",
    class: "SessionResponse",
    code: 200,
    body: {
      connected: true,
      newSession: true,
      readOnly: false,
      clearedExistingSession: false,
      maxCustomDataBytes: 2_048,
      allowedMedia: {
        inbound: {
          fileTypes: [{ type: "image/*" }, { type: "application/pdf" }],
          maxFileSizeKB: 10_240,
        },
      },
      blockedExtensions: [".exe", ".js"],
      durationSeconds: 259_200,
      expirationDate: now + 259_200,
    },
  });
});

test("the same token resumes the session, also on another connection", async () => {
  const emulator = await emulators.start();
  const first = await configured(emulator);
  const second = await connect(emulator);
  expect(await second.ask(configureFrame())).toMatchObject({ body: { newSession: false } });
  expect(await first.ask(configureFrame())).toMatchObject({ body: { newSession: false } });
  expect(emulator.conversation(TOKEN).connectionCount).toBe(2);
});

test("a resumed session replays nothing on the socket", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  await guest.ask(textFrame("Hello"));
  guest.close();
  await guest.closed();
  emulator.conversation(TOKEN).agent().says("Are you there?");
  const again = await configured(emulator);
  await again.ask({ action: "getJwt", token: TOKEN });
  expect(again.frames.map((one) => one.class)).toEqual(["SessionResponse", "JwtResponse"]);
});

test("nothing but a configured token is served before configureSession", async () => {
  const emulator = await emulators.start();
  await configured(emulator);
  const guest = await connect(emulator);
  for (const frame of [
    textFrame("Hello"),
    { action: "getJwt", token: TOKEN },
    { action: "echo", token: TOKEN },
    { action: "closeSession", token: TOKEN },
  ])
    expect(await guest.ask(frame)).toMatchObject({ class: "string", code: 4007 });
});

test("the token of another session is not served on a connection", async () => {
  const emulator = await emulators.start();
  await configured(emulator, "another");
  const guest = await configured(emulator);
  expect(await guest.ask(textFrame("Hello", "another"))).toMatchObject({ code: 4007 });
});

test("a token has at most 2,048 characters", async () => {
  const guest = await connect(await emulators.start());
  expect(await guest.ask(configureFrame("t".repeat(2_049)))).toMatchObject({ code: 400 });
  expect(await guest.ask(configureFrame(""))).toMatchObject({ code: 4020 });
  expect(await guest.ask(configureFrame("t".repeat(2_048)))).toMatchObject({ code: 200 });
});

test("a token belongs to the deployment that it was first used with", async () => {
  const emulator = await emulators.start({
    deployments: { [DEFAULT_DEPLOYMENT]: {}, [OTHER]: {} },
  });
  await configured(emulator);
  const guest = await connect(emulator, { deploymentId: OTHER });
  expect(await guest.ask(configureFrame(TOKEN, { deploymentId: OTHER }))).toMatchObject({
    class: "string",
    code: 403,
  });
  expect(await guest.ask(configureFrame("new"))).toMatchObject({ code: 403 });
});

test("a session is configured 60 times a minute", async () => {
  const emulator = await emulators.start({ limits: { configuresPerMinute: 2 } });
  const guest = await configured(emulator);
  await guest.ask(configureFrame());
  expect(await guest.ask(configureFrame())).toMatchObject({ code: 429, body: { errorCode: 4029 } });
});

test("the fourth connection of a session ends the oldest", async () => {
  const emulator = await emulators.start();
  const oldest = await configured(emulator);
  const others = [await configured(emulator), await configured(emulator)];
  const fourth = await configured(emulator);
  expect(await oldest.next("ConnectionClosedEvent")).toMatchObject({ type: "message", body: {} });
  expect(await oldest.closed()).toBe(1000);
  await fourth.ask(textFrame("Hello"));
  for (const other of others) await other.next("StructuredMessage");
  expect(emulator.conversation(TOKEN).connectionCount).toBe(3);
});

test("the emulator keeps no more sessions than its own limit", async () => {
  const emulator = await emulators.start({ limits: { sessions: 1 } });
  await configured(emulator);
  const guest = await connect(emulator);
  expect(await guest.ask(configureFrame("second"))).toMatchObject({ code: 5000 });
});

test("an unasked SessionResponse tells every connection the new truth", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  conversation.announces({ readOnly: true });
  const first = await guest.next("SessionResponse");
  expect(first).toMatchObject({ body: { readOnly: true, newSession: false } });
  expect(first.tracingId).toBeUndefined();
  conversation.announces({ readOnly: false });
  expect(await guest.next("SessionResponse")).toMatchObject({ body: { readOnly: false } });
});

test("getConfiguration tells the limits without a session", async () => {
  const guest = await connect(await emulators.start());
  const frame = { action: "getConfiguration", token: TOKEN, deploymentId: DEFAULT_DEPLOYMENT };
  expect(await guest.ask(frame)).toMatchObject({
    class: "GetConfigurationResponse",
    body: {
      maxCustomDataBytes: 2_048,
      messageRoutingEnabled: true,
      sessionDurationSeconds: 259_200,
    },
  });
  expect(await guest.ask({ ...frame, deploymentId: "other" })).toMatchObject({ code: 403 });
});

test("an echo is answered to its connection alone, with the session's time as texts", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const other = await configured(emulator);
  const echo = { action: "echo", token: TOKEN, message: { type: "Text", text: "ping" } };
  const { expiresAt } = emulator.conversation(TOKEN);
  expect(await guest.ask(echo)).toMatchObject({
    type: "response",
    class: "StructuredMessage",
    code: 200,
    body: {
      type: "Text",
      direction: "Inbound",
      text: "ping",
      metadata: { durationSeconds: "259200", expirationDate: String(expiresAt / 1_000) },
    },
  });
  expect(emulator.conversation(TOKEN).messages).toEqual([]);
  await other.ask({ action: "getJwt", token: TOKEN });
  expect(other.frames.map((one) => one.class)).toEqual(["SessionResponse", "JwtResponse"]);
});

test("a connection sends two echoes a minute", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const echo = { action: "echo", token: TOKEN };
  await guest.ask(echo);
  clock.advance(20_000);
  await guest.ask(echo);
  expect(await guest.ask(echo)).toMatchObject({ code: 429, body: { retryAfter: 40 } });
  expect(await (await configured(emulator)).ask(echo)).toMatchObject({ code: 200 });
  clock.advance(40_000);
  expect(await guest.ask(echo)).toMatchObject({ code: 200 });
});

test.each([
  [false, 0],
  [true, 30],
])("an echo extends the session if the variant says so: %s", async (echoExtendsSession, more) => {
  const emulator = await emulators.start({ defaults: { variants: { echoExtendsSession } } });
  const guest = await configured(emulator);
  const { expiresAt } = emulator.conversation(TOKEN);
  clock.advance(30_000);
  await guest.ask({ action: "echo", token: TOKEN });
  expect(emulator.conversation(TOKEN).expiresAt).toBe(expiresAt + more * 1_000);
});

test("a session expires without messages, and each message restarts its time", async () => {
  const emulator = await emulators.start({ defaults: { sessionSeconds: 900 } });
  const guest = await configured(emulator);
  clock.advance(899_000);
  await guest.ask(textFrame("Hello"));
  clock.advance(899_000);
  const conversation = emulator.conversation(TOKEN);
  conversation.agent().says("Still here.");
  clock.advance(899_000);
  expect(conversation.ending).toBeNull();
  clock.advance(1_000);
  expect(await guest.next("SessionExpiredEvent")).toMatchObject({ type: "message", body: {} });
  expect(conversation.ending).toBe("expired");
  expect(emulator.conversations).toEqual([]);
});

test("an expired token is refused with 4006, and its echo answered with SessionExpiredEvent", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  emulator.conversation(TOKEN).expires();
  await guest.next("SessionExpiredEvent");
  expect(await guest.ask(textFrame("Hello"))).toMatchObject({ class: "string", code: 4006 });
  guest.send({ action: "echo", token: TOKEN });
  await guest.next("SessionExpiredEvent");
  const again = await connect(emulator);
  expect(await again.ask(configureFrame())).toMatchObject({ code: 4006 });
  expect(await again.ask(configureFrame("new"))).toMatchObject({ body: { newSession: true } });
});

test("a guest may start with Join, whose echo is an inbound event", async () => {
  const emulator = await emulators.start({ defaults: { autoStart: true } });
  const guest = await configured(emulator);
  const conversation = await emulator.nextConversation();
  expect(conversation.isStarted).toBe(false);
  const join = {
    action: "onMessage",
    token: TOKEN,
    message: {
      type: "Event",
      events: [presence("Join")],
      channel: { metadata: { customAttributes: { page: "pricing" } } },
    },
  };
  expect(await guest.ask(join)).toMatchObject({
    type: "message",
    class: "StructuredMessage",
    body: { type: "Event", direction: "Inbound", events: [presence("Join")] },
  });
  expect(conversation.isStarted).toBe(true);
  expect(conversation.attributes).toEqual({ page: "pricing" });
  expect(emulator.violations).toEqual([]);
  await guest.ask(eventFrame(presence("Join")));
  expect(emulator.violations).toEqual(["Join is only for a new session"]);
});

test("every request of an ended session is refused, whatever ended it", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  const conversation = emulator.conversation(TOKEN);
  conversation.clears();
  await guest.next("SessionClearedEvent");
  await guest.next("ConnectionClosedEvent");
  await guest.closed();
  const again = await connect(emulator);
  expect(await again.ask(configureFrame())).toMatchObject({ code: 4007 });
  expect(() => conversation.agent().says("Hello")).toThrow("The session has ended: cleared.");
});
