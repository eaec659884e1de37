import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../test/fake-browser.ts";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import { xssCorpus } from "../../test/xss-corpus.ts";
import type { OfferedContent } from "../testing/index.ts";
import type { Message } from "./conversation/message.ts";
import { isRichContent } from "./answer-parts.ts";
import type { Choice, RichContent } from "./conversation/rich-content.ts";
import type { GuestChat } from "./guest-chat.ts";

/* Content that the guest may choose from, and the answers, against the server in memory. */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

const trains: OfferedContent = {
  kind: "choices",
  choices: [{ text: "Lyon to Trieste", payload: "LT" }, { text: "Paris to Vienna" }],
};

async function started(change: Parameters<GuestFixture["guest"]>[0] = {}): Promise<GuestChat> {
  const chat = fixture.guest(change);
  await chat.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  return chat;
}

const rowsOf = (chat: GuestChat): Message[] =>
  chat.get().order.flatMap((key) => chat.get().messages.get(key) ?? []);

/** Waits for the message with content. */
async function offered(chat: GuestChat): Promise<[Message, RichContent]> {
  let found: [Message, RichContent] | undefined;
  await until(() => {
    for (const row of rowsOf(chat))
      for (const part of row.content) if (isRichContent(part)) found = [row, part];
    expect(found).toBeDefined();
  });
  if (found === undefined) throw new Error("Nothing was offered");
  return found;
}
const choiceIn = (content: RichContent, index = 0): Choice => {
  const choice = content.kind === "choices" ? content.choices[index] : undefined;
  if (choice === undefined) throw new Error("There is no such choice");
  return choice;
};

test("content is told apart from the message's own words", async () => {
  const chat = await started();
  fixture.server.agentOffers([trains], "On which train do you travel?");
  const [row, content] = await offered(chat);
  expect(row.body).toBe("On which train do you travel?");
  expect(content).toEqual({
    kind: "choices",
    choices: [
      { text: "Lyon to Trieste", payload: "LT", imageUrl: null, detail: "" },
      { text: "Paris to Vienna", payload: "Paris to Vienna", imageUrl: null, detail: "" },
    ],
  });
});

test("an answer is a row of the guest's own, and the server knows what was chosen", async () => {
  const chat = await started();
  fixture.server.agentOffers([trains], "Which?");
  const [{ key }, content] = await offered(chat);
  const own = chat.answer(key, choiceIn(content));
  expect(chat.get().messages.get(own)).toMatchObject({ body: "Lyon to Trieste", isOwn: true });
  await until(() => expect(chat.get().messages.get(own)?.delivery.kind).toBe("sent"));
  expect(fixture.server.messages).toMatchObject([{ text: "Lyon to Trieste", chosen: ["LT"] }]);
});

test("a second answer to the same message is the first one", async () => {
  const chat = await started();
  fixture.server.agentOffers([trains], "Which?");
  const [{ key }, content] = await offered(chat);
  const first = chat.answer(key, choiceIn(content));
  expect(chat.answer(key, choiceIn(content, 1))).toBe(first);
  await until(() => expect(chat.get().messages.get(first)?.delivery.kind).toBe("sent"));
  expect(chat.answer(key, choiceIn(content, 1))).toBe(first);
  expect(fixture.server.messages).toHaveLength(1);
});

test("an answer whose reply is lost arrives once", async () => {
  const chat = await started();
  fixture.server.agentOffers([trains], "Which?");
  const [{ key }, content] = await offered(chat);
  fixture.server.loseNextReply("send");
  const own = chat.answer(key, choiceIn(content));
  await until(() => expect(chat.get().messages.get(own)?.delivery.kind).toBe("sent"));
  expect(fixture.server.messages).toMatchObject([{ chosen: ["LT"] }]);
});

test("an answer that was given offline is sent by the next page", async () => {
  const chat = await started({ storage: "local" });
  fixture.server.agentOffers([trains], "Which?");
  const [{ key }, content] = await offered(chat);
  fixture.server.goOffline();
  chat.answer(key, choiceIn(content));
  chat.destroy();
  fixture.server.comeBack();
  const next = fixture.guest({ storage: "local" });
  await next.resume();
  await until(() => expect(fixture.server.messages).toMatchObject([{ chosen: ["LT"] }]));
  await until(() =>
    expect(rowsOf(next).at(-1)).toMatchObject({
      body: "Lyon to Trieste",
      content: [{ kind: "answer", of: "choices", payloads: ["LT"] }],
      delivery: { kind: "sent" },
    }),
  );
});

test("a following tab answers, and both tabs know it", async () => {
  const browser = createFakeBrowser();
  const tab = (id: string): GuestChat => fixture.guest({}, { tabs: browser.openTab(id) });
  const leader = tab("first");
  await leader.start();
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentOffers([trains], "Which?");
  await offered(leader);
  const follower = tab("second");
  await follower.resume();
  const [{ key }, content] = await offered(follower);
  follower.answer(key, choiceIn(content));
  await until(() => expect(fixture.server.messages).toMatchObject([{ chosen: ["LT"] }]));
  for (const chat of [leader, follower])
    await until(() =>
      expect(rowsOf(chat).at(-1)).toMatchObject({
        content: [{ kind: "answer", payloads: ["LT"] }],
        delivery: { kind: "sent" },
      }),
    );
});

test("several items of a list are one answer", async () => {
  const chat = await started();
  const items = [{ text: "Bread" }, { text: "Bicycle" }];
  const sections = [{ title: "Extras", isMultiple: true, items }];
  fixture.server.agentOffers([{ kind: "list", title: "Extras", sections }], "What else?");
  const [{ key }, list] = await offered(chat);
  chat.answer(key, list.kind === "list" ? (list.sections[0]?.items ?? []) : []);
  await until(() =>
    expect(fixture.server.messages).toMatchObject([
      { text: "Bread, Bicycle", chosen: ["Bread", "Bicycle"] },
    ]),
  );
});

test("a time is answered with the words that the guest has read", async () => {
  const chat = await started();
  const times = [{ at: "2026-10-21T13:30:00Z", minutes: 30, payload: "t1" }];
  fixture.server.agentOffers([{ kind: "times", title: "When?", times }], "Gladly.");
  const [{ key }, content] = await offered(chat);
  const [time] = content.kind === "times" ? content.times : [];
  expect(time?.at).toBe(Date.UTC(2026, 9, 21, 13, 30));
  if (time !== undefined) chat.answer(key, time, "Wednesday, 15:30");
  await until(() =>
    expect(fixture.server.messages).toMatchObject([{ text: "Wednesday, 15:30", chosen: ["t1"] }]),
  );
});

test("a message without content, and a choice that it does not offer, are refused", async () => {
  const chat = await started();
  fixture.server.agentSays("Good evening");
  fixture.server.agentOffers([trains], "Which?");
  const [{ key }, content] = await offered(chat);
  const refused = expect.objectContaining({ code: "refused" });
  const plain = rowsOf(chat).find(({ body }) => body === "Good evening");
  if (plain !== undefined) expect(() => chat.answer(plain.key, choiceIn(content))).toThrow(refused);
  const foreign = { ...choiceIn(content), payload: "MB" };
  expect(() => chat.answer(key, foreign)).toThrow(refused);
});

test("a server without the extension sends the text alone", async () => {
  fixture.close();
  fixture = openGuestFixture();
  fixture.answers.set("/messages", (body) => body);
  const chat = await started();
  fixture.server.agentSays("1. Lyon to Trieste");
  await until(() => expect(textsOf(chat)).toEqual(["1. Lyon to Trieste"]));
  expect(rowsOf(chat).every(({ content }) => content.length === 0)).toBe(true);
});

test("an unknown kind is told as such, and keeps the text that stands for it", async () => {
  const chat = await started();
  fixture.answers.set("/messages", (body) => {
    const page: unknown = structuredClone(body);
    const { entities = [] }: { entities?: { content?: unknown; text?: string }[] } = Object(page);
    for (const one of entities)
      if (one.content !== undefined) one.content = [{ kind: "hologram" }, { kind: "choices" }];
    return page;
  });
  fixture.server.dropSockets();
  fixture.server.agentOffers([trains], "Which?");
  await until(() => {
    const row = rowsOf(chat).find(({ kind }) => kind === "text");
    expect(row?.content).toEqual([{ kind: "unsupported", type: "hologram" }]);
  });
});

test("addresses that are no https addresses never reach the page", async () => {
  const chat = await started();
  fixture.answers.set("/messages", (body) => {
    const { entities = [] }: { entities?: { content?: unknown }[] } = Object(body);
    for (const one of entities)
      if (one.content !== undefined)
        one.content = xssCorpus.map((text) => ({
          kind: "cards",
          cards: [
            {
              title: "Card",
              imageUrl: text,
              link: text,
              actions: [{ kind: "link", text, url: text }],
            },
          ],
        }));
    return body;
  });
  fixture.server.dropSockets();
  fixture.server.agentOffers([trains], "Which?");
  const [row] = await offered(chat);
  const cards = row.content.flatMap((one) => (one.kind === "cards" ? one.cards : []));
  expect(cards).toHaveLength(xssCorpus.length);
  for (const { imageUrl, link, actions } of cards)
    for (const address of [imageUrl, link, ...actions.map((one) => "url" in one && one.url)])
      if (typeof address === "string") expect(address).toMatch(/^https:\/\//);
});
