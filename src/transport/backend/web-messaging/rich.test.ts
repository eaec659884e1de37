import { afterEach, expect, test } from "vitest";
import { until } from "../../../../test/guest-fixture.ts";
import {
  deliveriesOf,
  openWebMessaging,
  textsOf,
  type WebMessagingFixture,
} from "../../../../test/web-messaging-fixture.ts";
import { xssCorpus } from "../../../../test/xss-corpus.ts";
import type { Message } from "../../conversation/message.ts";
import type { RichContent } from "../../conversation/rich-content.ts";
import type { GuestChat } from "../../guest-chat.ts";
import { decodeRich } from "./rich.ts";

/* Choices, cards, times and lists of the service, and their answers. */

let fixture: WebMessagingFixture | null = null;
afterEach(async () => {
  const violations = fixture?.emulator.violations ?? [];
  await fixture?.close();
  fixture = null;
  expect(violations).toEqual([]);
});

async function talking(options: Parameters<typeof openWebMessaging>[0] = {}) {
  fixture = await openWebMessaging(options);
  const chat = fixture.guest();
  await chat.start();
  chat.send("Hello");
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent"]));
  return { ...fixture, chat, conversation: await fixture.emulator.nextConversation() };
}

const rowsOf = (chat: GuestChat): readonly Message[] =>
  chat.get().order.flatMap((key) => chat.get().messages.get(key) ?? []);

/** Waits for the newest message with content of this kind. */
async function offered<Kind extends RichContent["kind"]>(chat: GuestChat, kind: Kind) {
  const isIt = (one: Message["content"][number]): one is Extract<RichContent, { kind: Kind }> =>
    one.kind === kind;
  const found = () =>
    rowsOf(chat)
      .flatMap((row) => row.content.filter(isIt).map((part) => ({ row, part })))
      .at(-1);
  await until(() => expect(found()).toBeDefined());
  const last = found();
  if (last === undefined) throw new Error("Nothing was offered");
  return last;
}

/** The message by which the guest has answered, as the service got it. */
function answerSent(): unknown {
  const sent = fixture?.emulator.frames
    .filter(({ from }) => from === "guest")
    .findLast(({ frame }) => JSON.stringify(frame).includes("ButtonResponse"))?.frame;
  return Reflect.get(Object(sent), "message");
}

test("a quick reply is answered in the form of the service's own clients", async () => {
  const { chat, conversation } = await talking();
  conversation.bot().asks("What do you need?", [
    { text: "Track it", payload: "TRACK" },
    { text: "Return it", payload: "RETURN", image: "https://img.example.test/r.png" },
  ]);
  const { row, part } = await offered(chat, "choices");
  expect(row.body).toBe("What do you need?");
  expect(part.choices).toEqual([
    { text: "Track it", payload: "TRACK", imageUrl: null, detail: "" },
    {
      text: "Return it",
      payload: "RETURN",
      imageUrl: "https://img.example.test/r.png",
      detail: "",
    },
  ]);
  const [first] = part.choices;
  if (first !== undefined) chat.answer(row.key, first);
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  expect(answerSent()).toEqual({
    type: "Text",
    text: "",
    content: [
      {
        contentType: "ButtonResponse",
        buttonResponse: { type: "QuickReply", text: "Track it", payload: "TRACK" },
      },
    ],
  });
  expect(conversation.guestTexts).toEqual(["Hello", "Track it"]);
  expect(rowsOf(chat).at(-1)).toMatchObject({
    body: "Track it",
    content: [{ kind: "answer", to: row.key, of: "choices", payloads: ["TRACK"] }],
  });
});

test("the next page knows which choice was made, although the service does not say of what", async () => {
  const { chat, conversation, guest } = await talking();
  conversation.bot().asks("First?", [{ text: "Yes", payload: "Y" }]);
  await offered(chat, "choices");
  fixture?.clock.advance(10);
  const second = conversation.bot().asks("Second?", [{ text: "Yes", payload: "Y" }]);
  await until(() => expect(textsOf(chat)).toContain(": Second?"));
  const { row, part } = await offered(chat, "choices");
  expect(row.body).toBe("Second?");
  if (part.choices[0] !== undefined) chat.answer(row.key, part.choices[0]);
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  chat.destroy();
  const next = guest();
  await next.resume();
  await until(() =>
    expect(rowsOf(next).at(-1)?.content).toEqual([
      { kind: "answer", to: second.id, of: "choices", payloads: ["Y"] },
    ]),
  );
});

test("an answer that the history has as plain text is a row without content", async () => {
  const { chat, conversation, guest } = await talking({
    defaults: { variants: { historyFlattensAnswers: true } },
  });
  conversation.bot().asks("Which?", ["Track it"]);
  const { row, part } = await offered(chat, "choices");
  if (part.choices[0] !== undefined) chat.answer(row.key, part.choices[0]);
  await until(() => expect(deliveriesOf(chat)).toEqual(["sent", "sent"]));
  chat.destroy();
  const next = guest();
  await next.resume();
  await until(() => expect(textsOf(next)).toEqual(["me: Hello", ": Which?", "me: Track it"]));
  expect(rowsOf(next).at(-1)?.content).toEqual([]);
});

test("a button of a card is a message of its own, and links keep their addresses", async () => {
  const { chat, conversation } = await talking();
  conversation.bot().shows("Two offers", [
    {
      title: "Express",
      description: "Tomorrow",
      image: "https://img.example.test/x.png",
      defaultAction: { type: "Link", url: "https://shop.example.test/express" },
      actions: [
        { type: "Link", text: "Details", url: "http://shop.example.test/express" },
        { type: "Postback", text: "Choose", payload: "EXPRESS" },
      ],
    },
    { title: "Standard", actions: [{ type: "Postback", text: "Choose" }] },
  ]);
  const { row, part } = await offered(chat, "cards");
  expect(part.cards).toEqual([
    {
      title: "Express",
      text: "Tomorrow",
      imageUrl: "https://img.example.test/x.png",
      link: "https://shop.example.test/express",
      actions: [
        { kind: "link", text: "Details", url: "http://shop.example.test/express" },
        { kind: "answer", text: "Choose", payload: "EXPRESS", imageUrl: null, detail: "" },
      ],
    },
    {
      title: "Standard",
      text: "",
      imageUrl: null,
      link: null,
      actions: [{ kind: "answer", text: "Choose", payload: "Choose", imageUrl: null, detail: "" }],
    },
  ]);
  const choice = part.cards[0]?.actions.find((one) => one.kind === "answer");
  if (choice?.kind === "answer") chat.answer(row.key, choice);
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Choose"]));
  expect(answerSent()).toEqual({
    type: "Structured",
    text: "Choose",
    content: [
      {
        contentType: "ButtonResponse",
        buttonResponse: { type: "Button", text: "Choose", payload: "EXPRESS" },
      },
    ],
  });
});

test("a time goes back as it came, with the message that offered it", async () => {
  const { chat, conversation } = await talking();
  const dateTime = "2026-11-20T10:15:00.000+0000";
  conversation.bot().sends({
    text: "Gladly.",
    content: [
      {
        contentType: "DatePicker",
        datePicker: {
          title: "When?",
          subtitle: "Half an hour",
          availableTimes: [
            { dateTime, duration: 1_800 },
            { dateTime: "soon", duration: 60 },
          ],
        },
      },
    ],
  });
  const { row, part } = await offered(chat, "times");
  expect(part).toEqual({
    kind: "times",
    title: "When?",
    subtitle: "Half an hour",
    imageUrl: null,
    times: [{ at: Date.UTC(2026, 10, 20, 10, 15), minutes: 30, payload: dateTime }],
  });
  if (part.times[0] !== undefined) chat.answer(row.key, part.times[0], "Friday, 10:15");
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Friday, 10:15"]));
  expect(answerSent()).toEqual({
    type: "Text",
    text: "",
    content: [
      {
        contentType: "ButtonResponse",
        buttonResponse: {
          type: "DatePicker",
          text: "Friday, 10:15",
          payload: dateTime,
          originatingMessageId: row.key,
        },
      },
    ],
  });
});

const picker = {
  contentType: "ListPicker",
  listPicker: {
    receivedMessage: { title: "Extras" },
    sections: [
      {
        title: "On the train",
        multipleSelection: true,
        items: [
          { id: "b1", title: "Bread", subtitle: "Fresh" },
          { id: "b2", title: "Bicycle" },
        ],
      },
    ],
  },
};

test("each chosen item of a list is named with its own words", async () => {
  const { chat, conversation } = await talking();
  conversation.bot().sends({ text: "What else?", content: [picker] });
  const { row, part } = await offered(chat, "list");
  expect(part).toMatchObject({
    title: "Extras",
    sections: [{ title: "On the train", isMultiple: true, items: [{ detail: "Fresh" }, {}] }],
  });
  chat.answer(row.key, part.sections[0]?.items ?? []);
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Bread, Bicycle"]));
  expect(answerSent()).toMatchObject({
    type: "Structured",
    text: "Bread, Bicycle",
    content: [
      {
        buttonResponse: {
          type: "ListPicker",
          text: "Bread",
          payload: "b1",
          originatingMessageId: row.key,
        },
      },
      { buttonResponse: { text: "Bicycle", payload: "b2" } },
    ],
  });
});

test.each(["no-tracing", "double", "drop"] as const)(
  "an answer whose echo has the fault %s arrives once",
  async (does) => {
    const { chat, conversation, emulator, clock } = await talking();
    conversation.bot().asks("Which?", [{ text: "Track it", payload: "TRACK" }]);
    const { row, part } = await offered(chat, "choices");
    emulator.fault({ on: "frame", direction: "Inbound", does, times: 1 });
    if (part.choices[0] !== undefined) chat.answer(row.key, part.choices[0]);
    await until(() => expect(conversation.guestTexts).toHaveLength(2));
    if (does === "drop") clock.advance(12_000);
    await until(() => {
      clock.advance(500);
      expect(deliveriesOf(chat)).toEqual(["sent", "sent"]);
    });
    expect(textsOf(chat)).toEqual(["me: Hello", ": Which?", "me: Track it"]);
    expect(conversation.guestTexts).toEqual(["Hello", "Track it"]);
    expect(rowsOf(chat).at(-1)?.content).toMatchObject([{ kind: "answer", to: row.key }]);
  },
);

test("an answer that was given without a network is sent by the next page", async () => {
  const { chat, conversation, emulator, guest } = await talking();
  conversation.bot().asks("Which?", [{ text: "Track it", payload: "TRACK" }]);
  const { row, part } = await offered(chat, "choices");
  emulator.setMaintenance(true);
  await until(() => expect(chat.get().stream.kind).not.toBe("live"));
  if (part.choices[0] !== undefined) chat.answer(row.key, part.choices[0]);
  chat.destroy();
  emulator.setMaintenance(false);
  const next = guest();
  await next.resume();
  await until(() => expect(conversation.guestTexts).toEqual(["Hello", "Track it"]));
  expect(answerSent()).toMatchObject({ content: [{ buttonResponse: { payload: "TRACK" } }] });
});

const reply = (text: unknown, payload?: unknown) => ({
  contentType: "QuickReply",
  quickReply: { text, payload },
});

test("a second form of quick replies has a title of its own", () => {
  const actions = [{ text: "Track it", payload: "TRACK" }, { payload: "NONE" }];
  expect(
    decodeRich([{ contentType: "QuickReplyV2", quickReplyV2: { title: "What?", actions } }]),
  ).toMatchObject({
    words: "What?",
    content: [{ kind: "choices", choices: [{ text: "Track it", payload: "TRACK" }] }],
  });
});

test.each([
  ["choices without a text", [reply(""), reply(" "), reply(7), { contentType: "QuickReply" }]],
  ["a payload that is too long to be sent back", [reply("Yes", "x".repeat(1_001))]],
  ["cards without a word", [{ contentType: "Card", card: { actions: [] } }]],
  ["a carousel without cards", [{ contentType: "Carousel", carousel: { cards: "none" } }]],
  ["a list without items", [{ contentType: "ListPicker", listPicker: { sections: [{}] } }]],
  ["content of another kind", [{ contentType: "Form" }, { contentType: "toString" }, null, 7]],
])("%s give nothing to choose", (_, parts) => {
  expect(decodeRich(parts)).toEqual({ words: "", content: [] });
});

test("a picker without a time that can be read leaves its title", () => {
  const datePicker = { title: "When?", availableTimes: [{ dateTime: "soon" }] };
  expect(decodeRich([{ contentType: "DatePicker", datePicker }])).toEqual({
    words: "When?",
    content: [],
  });
});

test("content beyond the limits is cut", () => {
  const many = Array.from({ length: 60 }, (_, n) => reply(`${n} ${"x".repeat(100)}`));
  const [part] = decodeRich(many).content;
  if (part?.kind !== "choices") throw new Error("No choices");
  expect(part.choices).toHaveLength(13);
  expect(part.choices.every(({ text }) => text.length === 80)).toBe(true);
});

test("addresses that run code or are insecure pictures never reach the page", () => {
  for (const bad of xssCorpus) {
    const card = {
      title: bad,
      description: bad,
      image: bad,
      defaultAction: { type: "Link", url: bad },
      actions: [{ type: "Link", text: bad, url: bad }],
    };
    for (const part of decodeRich([{ contentType: "Card", card }, reply(bad, bad)]).content) {
      if (part.kind !== "cards") continue;
      for (const { imageUrl, link, actions } of part.cards)
        for (const address of [imageUrl, link, ...actions.map((one) => "url" in one && one.url)])
          if (typeof address === "string") expect(address).toMatch(/^https?:\/\/[^\s\\/]/i);
    }
  }
});
