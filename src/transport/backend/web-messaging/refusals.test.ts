import { afterEach, expect, test } from "vitest";
import { until } from "../../../../test/guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  textsOf,
  untilTexts,
  type WebMessagingFixture,
} from "../../../../test/web-messaging-fixture.ts";

/* Every code of the service in a conversation: what fails, what is tried again, what ends. */

let fixture: WebMessagingFixture;
afterEach(() => fixture.close());

async function talking(options: Parameters<typeof openWebMessaging>[0] = {}) {
  fixture = await openWebMessaging(options);
  const chat = fixture.guest();
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  // The next message does not wait for its turn.
  fixture.clock.advance(1_000);
  return { ...fixture, chat, conversation: await fixture.emulator.nextConversation() };
}
const onMessage = { on: "request", action: "onMessage" } as const;

test.each([
  [400, "refused"],
  [4020, "refused"],
  [403, "refused"],
  [404, "not-found"],
  [4011, "message-too-long"],
  [4999, "refused"],
])(
  "a message that is refused with %i fails as %s, and the next one is sent",
  async (code, told) => {
    const { chat, emulator, conversation } = await talking();
    emulator.fault({ ...onMessage, code, text: "The message is refused", times: 1 });
    chat.send("Refused");
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "failed"]));
    const [row] = [...chat.get().messages.values()].filter(({ body }) => body === "Refused");
    expect(row?.delivery).toEqual({ kind: "failed", code: told });
    chat.send("Next");
    await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Next"]));
  },
);

test.each([408, 500, 503, 5000])(
  "a message is tried again after %i, and arrives once",
  async (code) => {
    const { chat, emulator, conversation, clock } = await talking();
    emulator.fault({ ...onMessage, code, times: 1 });
    chat.send("Again");
    await until(() => {
      clock.advance(500);
      expect(deliveriesOf(chat)).toEqual(["sent", "sent"]);
    });
    expect(conversation.guestTexts).toEqual(["Hello", "Again"]);
  },
);

test("409 says that the conversation can only be read: it has ended, and the message stays", async () => {
  const { chat, emulator } = await talking();
  emulator.fault({ ...onMessage, code: 409, times: 1 });
  chat.send("Too late");
  await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "failed"]));
  expect(textsOf(chat)).toContain("me: Too late");
});

test.each([4006, 4007, 4017])(
  "%i ends the session: its token goes, and its rows stay",
  async (code) => {
    const { chat, emulator, storage } = await talking();
    emulator.fault({ ...onMessage, code, times: 1 });
    chat.send("Where is it?");
    await until(() =>
      expect(chat.get().phase).toEqual({ kind: "expired", code: "session-expired" }),
    );
    expect(storage.keys("parlor:session:")).toEqual([]);
    expect(textsOf(chat)).toEqual(["me: Hello", "me: Where is it?"]);
  },
);

test.each([429, 4029])("%i makes everything wait as long as it says", async (code) => {
  const { chat, emulator, conversation, clock } = await talking();
  emulator.fault({ ...onMessage, code, times: 1 });
  chat.send("Wait");
  await until(() => {
    clock.advance(250);
    expect(deliveriesOf(chat)).toEqual(["sent", "sent"]);
  });
  const [, refused = 0, again = 0] = emulator.frames
    .filter(({ frame }) => frame["action"] === "onMessage")
    .map(({ at }) => at);
  expect(again - refused).toBeGreaterThanOrEqual(3_000);
  expect(conversation.guestTexts).toEqual(["Hello", "Wait"]);
});

test("a service that refuses the guest's typing is not told of it again", async () => {
  const { chat, emulator, clock } = await talking();
  const told = () =>
    emulator.frames.filter(({ frame }) => JSON.stringify(frame).includes('"Typing"')).length;
  emulator.fault({ ...onMessage, code: 403, text: "Typing is off", times: 1 });
  chat.typing();
  await until(() => expect(told()).toBe(1));
  chat.send("More");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  clock.advance(10_000);
  chat.typing();
  chat.send("Even more");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent", "sent"]));
  expect(told()).toBe(1);
});

test("a service without files offers none any more", async () => {
  const { chat, emulator } = await talking();
  expect(chat.get().fileLimits).not.toBeNull();
  emulator.fault({ on: "request", action: "onAttachment", code: 4000, times: 1 });
  chat.attach(new File(["PNG"], "a.png", { type: "image/png" }));
  await until(() => expect(chat.get().fileLimits).toBeNull());
  expect(chat.get().uploads[0]?.state).toMatchObject({ kind: "failed" });
});

test("403 at the beginning is final, and says what to look at", async () => {
  fixture = await openWebMessaging();
  const { emulator, guest, lines } = fixture;
  emulator.fault({ on: "request", action: "configureSession", code: 403, text: "No" });
  const chat = guest();
  await expect(chat.start()).rejects.toMatchObject({ code: "refused" });
  expect(lines).toEqual([expect.stringContaining("refuses the connection")]);
});

test("content and events of tomorrow, and those of other features, leave the text", async () => {
  const { chat, conversation, emulator } = await talking();
  const robin = conversation.agent({ nickname: "Robin" });
  const every = { on: "frame", class: "StructuredMessage", direction: "Outbound" } as const;
  for (const does of ["unknown-content", "unknown-event", "unknown-class"] as const) {
    emulator.fault({ ...every, does, times: 1 });
    robin.says(does);
  }
  for (const eventType of ["CoBrowse", "Video", "Reactions"])
    conversation.pushes({
      type: "message",
      class: "StructuredMessage",
      code: 200,
      body: { id: eventType, type: "Event", direction: "Outbound", events: [{ eventType }] },
    });
  for (const type of ["Clear", "SessionExpired", "Authenticate"])
    conversation.pushes({
      type: "message",
      class: "StructuredMessage",
      code: 200,
      body: {
        id: type,
        type: "Event",
        direction: "Inbound",
        events: [{ eventType: "Presence", presence: { type } }],
      },
    });
  conversation.pushes({
    type: "message",
    class: "StructuredMessage",
    code: 200,
    body: { id: "r", type: "Receipt", direction: "Outbound", text: "Read" },
  });
  robin.says("Still here");
  await untilTexts(chat, [
    "me: Hello",
    "joined Robin",
    "Robin: unknown-content",
    "Robin: unknown-event",
    "Robin: unknown-class",
    "Robin: Still here",
  ]);
  expect(chat.get().phase.kind).toBe("talking");
});

test("the agent who answers next takes the place of the one before", async () => {
  const { chat, conversation } = await talking();
  conversation.agent({ nickname: "Robin" }).says("I hand you over");
  conversation.agent({ nickname: "Kim", image: "https://img.example.test/kim.png" }).says("Hi");
  await untilTexts(chat, [
    "me: Hello",
    "joined Robin",
    "Robin: I hand you over",
    "joined Kim",
    "Kim: Hi",
  ]);
  const members = [...chat.get().members.values()].map(
    ({ name, state, leftForTransfer, avatarUrl }) => ({ name, state, leftForTransfer, avatarUrl }),
  );
  expect(members).toContainEqual({
    name: "Robin",
    state: "disconnected",
    leftForTransfer: true,
    avatarUrl: null,
  });
  expect(members).toContainEqual({
    name: "Kim",
    state: "connected",
    leftForTransfer: false,
    avatarUrl: "https://img.example.test/kim.png",
  });
});
