import { afterEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../../../test/fake-browser.ts";
import { until } from "../../../../test/guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  untilTexts,
  type WebMessagingFixture,
} from "../../../../test/web-messaging-fixture.ts";
import type { GuestChat } from "../../guest-chat.ts";

/* The end of a session in which nobody writes, as the page is told of it. */

let fixture: WebMessagingFixture;
afterEach(() => fixture.close());

async function started(...options: Parameters<typeof openWebMessaging>) {
  fixture = await openWebMessaging(...options);
  const browser = createFakeBrowser();
  const chat = fixture.guest({ ports: { tabs: browser.openTab("1") } });
  await chat.start();
  return { ...fixture, chat, browser, conversation: await fixture.emulator.nextConversation() };
}
const seconds = (ms: number | null | undefined): number => Math.floor((ms ?? 0) / 1_000);
const expiryOf = (chat: GuestChat): number => seconds(chat.get().capabilities.expiresAt);

test("the end moves with each message of either side, in every tab", async () => {
  const { chat, browser, guest, conversation, clock } = await started();
  const second = guest({ ports: { tabs: browser.openTab("2") } });
  await second.resume();
  expect(expiryOf(chat)).toBe(seconds(conversation.expiresAt));
  clock.advance(10_000);
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  await until(() => expect(expiryOf(chat)).toBe(seconds(conversation.expiresAt)));
  clock.advance(10_000);
  conversation.agent({ nickname: "Robin" }).says("Hi");
  await untilTexts(chat, ["me: Hello", "joined Robin", "Robin: Hi"]);
  expect(expiryOf(chat)).toBe(seconds(conversation.expiresAt));
  await until(() => expect(expiryOf(second)).toBe(expiryOf(chat)));
});

test("a check of the connection tells the end, and is asked for when the visitor stays", async () => {
  const { chat, conversation, clock, emulator } = await started({
    defaults: { variants: { echoExtendsSession: true } },
  });
  const before = expiryOf(chat);
  clock.advance(5_000);
  chat.reconnectNow();
  await until(() => expect(expiryOf(chat)).toBe(before + 5));
  expect(expiryOf(chat)).toBe(seconds(conversation.expiresAt));
  // The service takes two checks in a minute.
  chat.reconnectNow();
  chat.reconnectNow();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(emulator.frames.filter(({ frame }) => frame["action"] === "echo")).toHaveLength(1);
  expect(chat.get().stream.kind).toBe("live");
});

test("a session that is told anew moves the end", async () => {
  const { chat, conversation, emulator } = await started();
  emulator.deployment().change({ sessionSeconds: 900 });
  conversation.agent().says("Hi");
  conversation.announces();
  await until(() => expect(expiryOf(chat)).toBe(seconds(conversation.expiresAt)));
});
