import guestClient from "purecloud-guest-chat-client";
import type { RichContent } from "parlor-contract/records";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { checkReply } from "../openapi.ts";
import { callJson } from "./file-sides.ts";
import type { VendorClient } from "./guest-client-suite.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import {
  agentBase,
  ask,
  guestBase,
  newChatBody,
  startTwoSides,
  type Reply,
  type TwoSides,
} from "./two-sides.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* The extension rich: content of agents, the guest's answers, and clients that know neither. */

let server: TestServer;
let chat: TwoSides;
let noor: string;
beforeAll(async () => {
  server = await startTestServer({ messagesPerMinute: 10_000, readsPerMinute: 100_000 });
  chat = await startTwoSides(server);
  noor = await server.token("u-noor");
});
afterAll(async () => {
  chat.close();
  await server.close();
});

const choices = (...texts: readonly string[]): RichContent => ({
  kind: "choices",
  choices: texts.map((text) => ({ text })),
});
const trains = choices("Lyon to Trieste", "Paris to Vienna");

const toGuest = (): string =>
  `${server.url}${agentBase}/${chat.id}/communications/${chat.agent.communicationId}/messages`;
const offer = (content: unknown, body = "Which one?"): Promise<Reply> =>
  ask(toGuest(), "POST", noor, { body, content });
const answer = (
  given: Readonly<Record<string, unknown>>,
  to: TwoSides = chat,
  key?: string,
): Promise<Reply> =>
  ask(
    `${server.url}${guestBase}/${to.id}/members/${to.guest.memberId}/messages`,
    "POST",
    to.guest.token,
    {
      body: "",
      answer: { kind: "choices", text: "Lyon to Trieste", payload: "Lyon to Trieste", ...given },
    },
    key === undefined ? {} : { "idempotency-key": key },
  );
const wrongFields = ({ body }: Reply): string[] =>
  body.details.map(({ fieldName }) => fieldName).sort();

test("a new conversation says that it has the extension", async () => {
  const { body } = await callJson(server, `POST ${guestBase}`, "", newChatBody);
  expect(body.extensions).toContain("rich");
});

test("content is in the reply, the frame and both histories, beside a text that says the same with numbers", async () => {
  const sent = await offer([trains]);
  const expected = {
    body: "Which one?\n1. Lyon to Trieste\n2. Paris to Vienna",
    text: "Which one?",
    content: [
      {
        kind: "choices",
        choices: [
          { text: "Lyon to Trieste", payload: "Lyon to Trieste" },
          { text: "Paris to Vienna", payload: "Paris to Vienna" },
        ],
      },
    ],
  };
  expect(sent).toMatchObject({ status: 200, body: expected });
  expect(await chat.guest.heard.bodyOf(sent.body.id)).toBe(expected.body);
  for (const [base, token] of [
    [guestBase, chat.guest.token],
    [agentBase, noor],
  ] as const) {
    const path = `${base}/${chat.id}/messages/${sent.body.id}`;
    const { status, body } = await ask(server.url + path, "GET", token);
    checkReply(`GET ${path}`, status, body);
    expect(body).toMatchObject(expected);
  }
});

const many = <Item>(length: number, item: Item): readonly Item[] =>
  Array.from({ length }, () => item);
const item = { text: "A" };
const time = { at: "2027-10-21T13:30:00Z", minutes: 30 };
const link = (url: string) => ({ title: "A", actions: [{ kind: "link", text: "B", url }] });

test.each<[string, object, string]>([
  ["no choice", { kind: "choices", choices: [] }, "choices"],
  ["14 choices", { kind: "choices", choices: many(14, item) }, "choices"],
  ["a choice of 81 characters", choices("a".repeat(81)), "choices.text"],
  [
    "a payload of 1,001 characters",
    { kind: "choices", choices: [{ text: "A", payload: "p".repeat(1_001) }] },
    "choices.payload",
  ],
  ["11 cards", { kind: "cards", cards: many(11, { title: "A" }) }, "cards"],
  [
    "a title of 81 characters",
    { kind: "cards", cards: [{ title: "a".repeat(81) }] },
    "cards.title",
  ],
  [
    "a card's text of 301 characters",
    { kind: "cards", cards: [{ title: "A", text: "a".repeat(301) }] },
    "cards.text",
  ],
  [
    "five actions",
    { kind: "cards", cards: [{ title: "A", actions: many(5, { kind: "answer", text: "B" }) }] },
    "cards.actions",
  ],
  ["an http link", { kind: "cards", cards: [link("http://a.example/")] }, "cards.actions.url"],
  [
    "a link that runs code",
    { kind: "cards", cards: [link("javascript:alert(1)")] },
    "cards.actions.url",
  ],
  ["51 times", { kind: "times", title: "A", times: many(51, time) }, "times"],
  ["six sections", { kind: "list", title: "A", sections: many(6, { items: [item] }) }, "sections"],
  [
    "21 items",
    { kind: "list", title: "A", sections: [{ items: many(21, item) }] },
    "sections.items",
  ],
  ["an unknown kind", { kind: "hologram" }, "kind"],
])("content with %s is refused with its path", async (_, part, path) => {
  const refused = await offer([part]);
  expect(refused).toMatchObject({ status: 400, body: { code: "invalid.value" } });
  expect(wrongFields(refused)).toEqual([`content.${path}`]);
});

test("more than 16 KB of content, and a fifth part, are refused", async () => {
  const big = { text: "A", payload: "é".repeat(700) };
  const refused = await offer([{ kind: "choices", choices: many(13, big) }]);
  expect(refused).toMatchObject({ status: 400, body: { code: "invalid.value" } });
  expect(wrongFields(refused)).toEqual(["content"]);
  expect(wrongFields(await offer(many(5, trains)))).toEqual(["content"]);
});

test("pictures are shown through the server's own signed addresses", async () => {
  const imageUrl = "https://pictures.example/couchette.png";
  const { body } = await offer([{ kind: "cards", cards: [{ title: "A", imageUrl }] }]);
  const [part] = (body as unknown as { content: readonly RichContent[] }).content;
  const address = part?.cards?.[0]?.imageUrl ?? "";
  expect(address).toMatch(/^\/pictures\/[\w-]{43}\/[\w-]+$/);
  const [, , , name = ""] = address.split("/");
  const forged = await fetch(`${server.url}/pictures/${"A".repeat(43)}/${name}`);
  expect(forged.status).toBe(404);
});

test("an answer is a message of the guest's own, once: the key gives it again, another one is refused", async () => {
  const { body } = await offer([trains]);
  const messageId = body.id;
  const first = await answer({ messageId }, chat, "key-1");
  expect(first).toMatchObject({
    status: 200,
    body: { body: "Lyon to Trieste", answer: { messageId, payload: "Lyon to Trieste" } },
  });
  expect(await chat.agent.heard.bodyOf(first.body.id)).toBe("Lyon to Trieste");
  expect((await answer({ messageId }, chat, "key-1")).body.id).toBe(first.body.id);
  const other = await answer({ messageId, payload: "Paris to Vienna" }, chat, "key-2");
  expect(other).toMatchObject({ status: 409, body: { code: "answer.already.given" } });
});

test("an answer that is not offered in the guest's own conversation is refused with its path", async () => {
  const { body } = await offer([trains]);
  const unknown = await answer({ messageId: body.id, payload: "Oslo" });
  expect(unknown).toMatchObject({ status: 400, body: { code: "invalid.value" } });
  expect(wrongFields(unknown)).toEqual(["answer.payload"]);
  const other = await startTwoSides(server);
  const foreign = await answer({ messageId: body.id }, other);
  other.close();
  expect(foreign).toMatchObject({ status: 400, body: { code: "invalid.value" } });
  expect(wrongFields(foreign)).toEqual(["answer.messageId"]);
  expect(wrongFields(await answer({ messageId: body.id, kind: "list" }))).toEqual([
    "answer.payload",
  ]);
});

test("the vendor's guest client 13.2.0 reads numbered text, and its guest answers by writing a number", async () => {
  const { body } = await offer([trains], "Which train?");
  const vendor = guestClient as unknown as VendorClient;
  const { instance } = vendor.ApiClient;
  if (instance.config !== undefined) instance.config.basePath = server.url;
  // The documented work-around: 13.2.0 leaves a header of its logger behind.
  instance.defaultHeaders = {};
  instance.setJwt(chat.guest.token);
  const api = new vendor.WebChatApi();
  const page = (await api["getWebchatGuestConversationMessages"]?.(chat.id, {
    sortOrder: "descending",
    maxResults: 1,
  })) as unknown as { readonly entities: readonly { readonly body: string }[] };
  expect(page.entities.map((one) => one.body)).toEqual([
    "Which train?\n1. Lyon to Trieste\n2. Paris to Vienna",
  ]);
  const sent = await api["postWebchatGuestConversationMemberMessages"]?.(
    chat.id,
    chat.guest.memberId,
    { body: "2", bodyType: "standard" },
  );
  expect(sent).toMatchObject({ body: "2" });
  const again = await answer({ messageId: body.id });
  expect(again).toMatchObject({ status: 409, body: { code: "answer.already.given" } });
});
