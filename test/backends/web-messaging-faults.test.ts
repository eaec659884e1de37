import { afterEach, expect, test } from "vitest";
import { createFakeBrowser } from "../fake-browser.ts";
import { until } from "../guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  textsOf,
  untilTexts,
  type WebMessagingFixture,
} from "../web-messaging-fixture.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { xssCorpus } from "../xss-corpus.ts";

/* Single faults of a service that the browser talks to itself, in whole conversations. */

let fixture: WebMessagingFixture;
afterEach(async () => {
  const { violations } = fixture.emulator;
  await fixture.close();
  expect(violations).toEqual([]);
});

async function talking(
  options: Parameters<typeof openWebMessaging>[0] = {},
  change: Parameters<WebMessagingFixture["guest"]>[0] = {},
) {
  fixture = await openWebMessaging(options);
  const chat = fixture.guest(change);
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  return { ...fixture, chat, conversation: await fixture.emulator.nextConversation() };
}
const echo = { on: "frame", class: "StructuredMessage", direction: "Inbound", times: 1 } as const;

test("a reply that is faster than the echo of its question stands after it", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  emulator.fault({ ...echo, does: "delay", ms: 2_000 });
  chat.send("Question");
  await until(() => expect(conversation.guestTexts).toContain("Question"));
  clock.advance(5);
  conversation.agent().says("Answer");
  await until(() => expect(textsOf(chat)).toContain("Robin: Answer"));
  clock.advance(2_000);
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(textsOf(chat)).toEqual(["me: Hello", "me: Question", "joined Robin", "Robin: Answer"]);
});

test("two equal texts, the first of which has lost its echo, are two rows", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  emulator.fault({ ...echo, does: "drop" });
  chat.send("Yes");
  chat.send("Yes");
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Yes"]));
  clock.advance(12_000);
  await until(() => {
    clock.advance(500);
    expect(deliveriesOf(chat)).toEqual(["sent", "sent", "sent"]);
  });
  expect(conversation.guestTexts).toEqual(["Hello", "Yes", "Yes"]);
  expect(textsOf(chat)).toEqual(["me: Hello", "me: Yes", "me: Yes"]);
});

test("a token for the history that runs out between two pages is renewed", async () => {
  const { chat, conversation, clock, guest } = await talking({ defaults: { jwtSeconds: 10 } });
  const robin = conversation.agent();
  for (let n = 1; n <= 60; n++) robin.says(`Line ${n}`);
  await until(() => expect(chat.get().order).toHaveLength(62));
  const whole = textsOf(chat);
  chat.destroy();
  const next = guest();
  await next.resume();
  await until(() => expect(next.get().order.length).toBeGreaterThan(20));
  while (next.get().hasOlder) {
    clock.advance(20_000);
    await until(() => expect(next.get().stream.kind).toBe("live"));
    await next.loadOlder();
  }
  expect(textsOf(next)).toEqual(whole);
});

test("a page of the history that shifts while it is read loses nothing and repeats nothing", async () => {
  const { chat, conversation, emulator, guest } = await talking();
  const robin = conversation.agent();
  for (let n = 1; n <= 60; n++) robin.says(`Line ${n}`);
  await until(() => expect(chat.get().order).toHaveLength(62));
  const before = textsOf(chat);
  chat.destroy();
  const next = guest();
  await next.resume();
  await until(() => expect(next.get().order.length).toBeGreaterThan(20));
  const later: string[] = [];
  while (next.get().hasOlder) {
    emulator.fault({ on: "http", route: "history", ms: 50, times: 1 });
    const loading = next.loadOlder();
    for (let n = 0; n < 3; n++) {
      later.push(`Robin: Late ${later.length}`);
      robin.says(`Late ${later.length - 1}`);
    }
    await until(() => {
      fixture.clock.advance(100);
      expect(textsOf(next)).toContain(later.at(-1));
    });
    await loading;
  }
  expect(textsOf(next)).toEqual([...before, ...later]);
});

test("a gap that is too long to be read begins the log anew, with older messages before it", async () => {
  const { chat, conversation, emulator, clock } = await talking();
  const undo = emulator.fault({ on: "upgrade" });
  conversation.dropsSockets();
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  const robin = conversation.agent();
  for (let n = 1; n <= 1_030; n++) robin.says(`Line ${n}`);
  chat.send("Not sent yet");
  undo();
  await until(() => {
    clock.advance(1_000);
    expect(deliveriesOf(chat)).toEqual(["sent"]);
  });
  const texts = textsOf(chat);
  expect(texts).toContain("Robin: Line 1030");
  expect(texts).not.toContain("me: Hello");
  expect(texts.filter((one) => one.startsWith("Robin: Line"))).toHaveLength(1_000);
  expect(texts.at(-1)).toBe("me: Not sent yet");
  expect(chat.get().hasOlder).toBe(true);
});

test("a session that is told again changes nothing; one that is read-only ends the chat", async () => {
  const { chat, conversation } = await talking();
  conversation.agent().says("Hm");
  await untilTexts(chat, ["me: Hello", "joined Robin", "Robin: Hm"]);
  conversation.announces();
  conversation.announces();
  chat.send("Still here");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(chat.get().phase.kind).toBe("talking");
  expect(textsOf(chat)).toHaveLength(4);
  conversation.announces({ readOnly: true });
  await until(() => expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  expect(textsOf(chat)).toHaveLength(4);
});

test("four tabs and a second device show the same, and what each writes once", async () => {
  const browser = createFakeBrowser();
  const { chat, conversation, guest, storage } = await talking(
    {},
    { ports: { tabs: browser.openTab("0") } },
  );
  const tabs = [chat];
  for (const id of ["1", "2", "3"]) {
    const tab = guest({ ports: { tabs: browser.openTab(id) } });
    await tab.resume();
    tabs.push(tab);
  }
  const other = memoryStorage();
  for (const key of storage.keys("parlor:session:")) other.set(key, storage.get(key) ?? "");
  const device = guest({ ports: { storage: other } });
  await device.resume();
  const all = [...tabs, device];
  all.forEach((one, n) => one.send(`from ${n}`));
  conversation.agent().says("Hello all");
  for (const one of all)
    await until(() => {
      fixture.clock.advance(500);
      expect(textsOf(one).toSorted()).toEqual([
        "Robin: Hello all",
        "joined Robin",
        "me: Hello",
        ...all.map((_, n) => `me: from ${n}`),
      ]);
    });
  expect(conversation.guestTexts).toHaveLength(6);
  expect(conversation.connectionCount).toBe(2);
});

test.each([-3_600_000, 3_600_000])(
  "with a clock that is %i ms off, a message whose echo is lost is found, and not sent again",
  async (off) => {
    fixture = await openWebMessaging();
    const { clock, emulator, guest } = fixture;
    const wrong = { ...clock, now: () => clock.now() + off };
    const chat = guest({ ports: { clock: wrong } });
    await chat.start();
    chat.send("Hello");
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
    const conversation = await emulator.nextConversation();
    emulator.fault({ ...echo, does: "drop" });
    chat.send("Once only");
    await until(() => expect(conversation.guestTexts).toContain("Once only"));
    clock.advance(12_000);
    await until(() => {
      clock.advance(500);
      expect(deliveriesOf(chat)).toEqual(["sent", "sent"]);
    });
    expect(conversation.guestTexts).toEqual(["Hello", "Once only"]);
    expect(textsOf(chat)).toEqual(["me: Hello", "me: Once only"]);
  },
);

test.each([
  ["is missing", { status: 404 }],
  ["is refused", { status: 500 }],
  ["hangs up", { hangUp: true }],
  ["comes too late", { ms: 30_000 }],
])("a configuration that %s leaves a chat with text", async (_, fault) => {
  fixture = await openWebMessaging();
  const { emulator, guest, clock } = fixture;
  emulator.fault({ on: "http", route: "config", ...fault });
  const chat = guest();
  const begun = chat.start();
  if ("ms" in fault) {
    await emulator.nextConversation();
    clock.advance(6_000);
  }
  await begun;
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  expect(chat.get().capabilities.end).toBe("here");
});

test.each(["string", "ErrorMessage"] as const)(
  "a refusal in the form %s fails the message that it is about",
  async (refusals) => {
    const { chat, emulator } = await talking({ defaults: { variants: { refusals } } });
    emulator.fault({ on: "request", action: "onMessage", code: 4011, times: 1 });
    chat.send("Refused");
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "failed"]));
    chat.send("Next");
    // Rows that were not sent stand last.
    await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent", "failed"]));
  },
);

test("the event of an upload may come before the answer to its bytes", async () => {
  const { chat, conversation } = await talking({
    defaults: { variants: { uploadEventFirst: true } },
  });
  const file = new File(["PNG"], "label.png", { type: "image/png" });
  const key = chat.attach(file);
  await until(() => expect(chat.get().uploads[0]?.state.kind).toBe("ready"));
  chat.send("My label", { uploads: [key] });
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(conversation.files).toMatchObject([{ name: "label.png" }]);
});

test("frames that nobody should send are dropped, and the chat goes on", async () => {
  const { chat, conversation } = await talking();
  for (const bad of ["", "{", "null", "[]", '{"class":7}', `"${"x".repeat(100_000)}"`])
    conversation.pushes(bad);
  for (const body of [null, 7, "text", [], { id: 7 }, { id: "a", channel: 7, content: 7 }])
    conversation.pushes({ type: "message", class: "StructuredMessage", code: 200, body });
  conversation.agent().says("Still here");
  await untilTexts(chat, ["me: Hello", "joined Robin", "Robin: Still here"]);
});

test("hostile words of the service reach the page as text, and its addresses as none", async () => {
  const { chat, conversation } = await talking();
  for (const bad of xssCorpus) {
    const robin = conversation.agent({ nickname: bad, image: bad });
    robin.shows(bad, [
      {
        title: bad,
        description: bad,
        image: bad,
        defaultAction: { type: "Link", url: bad },
        actions: [
          { type: "Link", text: bad, url: bad },
          { type: "Postback", text: bad, payload: bad },
        ],
      },
    ]);
  }
  const rows = () =>
    [...chat.get().messages.values()].filter(({ kind, isOwn }) => kind === "text" && !isOwn);
  await until(() => expect(rows()).toHaveLength(xssCorpus.length));
  expect(rows().map(({ body }) => body.trim())).toEqual(
    // The service's text is shown as it came, but for what no text can hold.
    xssCorpus.map((bad) => bad.replaceAll("\0", "").trim()),
  );
  const addresses = rows().flatMap(({ content }) =>
    content.flatMap((part) =>
      part.kind === "cards"
        ? part.cards.flatMap(({ imageUrl, link, actions }) => [
            imageUrl,
            link,
            ...actions.map((one) => (one.kind === "link" ? one.url : null)),
          ])
        : [],
    ),
  );
  for (const address of addresses)
    if (address !== null) expect(address).toMatch(/^https?:\/\/[^\s\\/]/i);
  for (const { avatarUrl } of chat.get().members.values())
    if (avatarUrl !== null) expect(avatarUrl).toMatch(/^https:\/\//);
});
