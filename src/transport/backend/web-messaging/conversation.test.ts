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
  expect(emulator.frames.filter(({ frame }) => "action" in frame)[0]?.frame).toMatchObject({
    action: "configureSession",
    startNew: false,
  });
});
