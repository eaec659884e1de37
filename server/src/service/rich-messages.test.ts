import { afterEach, beforeEach, expect, test } from "vitest";
import type { RichAnswer } from "../domain/rich-parts.ts";
import type { Message } from "../domain/model.ts";
import { textIn } from "../domain/localized-text.ts";
import { choicesOf } from "../domain/rich.ts";
import type { FlowLine } from "../domain/tenant.ts";
import { ChatStage, NOOR, type Guest } from "../testing/chat-stage.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";

/* Choices of the flow greeting and of agents, and the guest's answers. */

const question: FlowLine = {
  text: "What is it about?",
  choices: [
    { text: { en: "Change a booking", de: "Umbuchen" }, payload: "booking" },
    { text: "Lost property", payload: "lost", queue: "Lost property" },
  ],
};

const [open] = lanternLine.deployments;
const tenant = {
  ...lanternLine,
  deployments:
    open === undefined ? [] : [{ ...open, flow: { name: "Bell", greeting: [question] } }],
};

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start(tenant);
});
afterEach(() => stage.close());

const history = async (id: string): Promise<readonly Message[]> => {
  const query = { after: null, before: null, sortOrder: "ascending", maxResults: 100 } as const;
  const page = await stage.chats.messages(id, query);
  return page.messages.filter(({ bodyType }) => bodyType === "standard");
};
const asked = async (id: string): Promise<Message> => {
  const [first] = await history(id);
  if (first === undefined) throw new Error("The bot has asked nothing");
  return first;
};
const guestOf = async ({ id }: Guest): Promise<string> =>
  (await stage.conversation(id)).guestMemberId;
const answer = async (
  guest: Guest,
  given: Omit<RichAnswer, "messageId" | "kind">,
  key: string | null = null,
): Promise<Message> => {
  const { id: messageId } = await asked(guest.id);
  const parts = { answer: { messageId, kind: "choices" as const, ...given } };
  return stage.chats.send(guest.id, await guestOf(guest), given.text, "standard", key, parts);
};
const queueOf = async (guest: Guest): Promise<string> =>
  (await stage.conversation(guest.id)).queueId;

test("the bot's choices end with a way to a person, and its text says the same with numbers", async () => {
  const guest = await stage.guest();
  const message = await asked(guest.id);
  expect(message.body).toBe(
    "What is it about?\n1. Change a booking\n2. Lost property\n3. Talk to a person",
  );
  expect(message.rich?.text).toBe("What is it about?");
  expect(message.rich?.content[0]?.choices?.map(({ text }) => text)).toEqual([
    "Change a booking",
    "Lost property",
    "Talk to a person",
  ]);
});

test("a choice that is the way to a person in some language stays the only one", () => {
  const talk = { text: "Mit einem Menschen sprechen", payload: "agent" };
  const french = { text: { en: "Agent", fr: "parler \u00e0 quelqu\u2019un" }, payload: "agent" };
  for (const choice of [talk, french, { text: "Ask us", payload: "Talk to a person" }])
    expect(choicesOf({ text: "?", choices: [choice] }, "?", "ar")?.content[0]?.choices).toEqual([
      { text: textIn(choice.text, "ar"), payload: choice.payload },
    ]);
  const other = choicesOf({ text: "?", choices: [{ text: "Agent", payload: "a" }] }, "?", "ar");
  expect(other?.content[0]?.choices).toHaveLength(2);
});

test("an answer is stored with what it answers, and survives a restart", async () => {
  const guest = await stage.guest();
  const sent = await answer(guest, { text: "Change a booking", payload: "booking" });
  expect(sent).toMatchObject({ body: "Change a booking", answer: { payload: "booking" } });
  await stage.stop();
  await stage.start();
  expect((await history(guest.id)).at(-1)?.answer).toEqual(sent.answer);
});

test("a choice that names a queue moves the guest to its line", async () => {
  const guest = await stage.guest();
  expect(await queueOf(guest)).toBe("q-bookings");
  await answer(guest, { text: "Lost property", payload: "lost" });
  expect(await queueOf(guest)).toBe("q-lost");
  const { members } = await stage.chats.get(guest.id);
  const inLine = members.filter(({ role, state }) => role === "queue" && state === "connected");
  expect(inLine.map(({ queueId }) => queueId)).toEqual(["q-lost"]);
});

test("a choice that names a queue moves nobody who talks to an agent", async () => {
  const guest = await stage.guest();
  await stage.answers(guest.id, NOOR);
  await answer(guest, { text: "Lost property", payload: "lost" });
  expect(await queueOf(guest)).toBe("q-bookings");
});

test.each(["2", "lost property", "lost", " Lost property "])(
  "a guest who writes %j has answered as well",
  async (text) => {
    const guest = await stage.guest();
    const sent = await guest.writes(text);
    expect(sent).toMatchObject({ body: text, answer: { payload: "lost" } });
    expect(await queueOf(guest)).toBe("q-lost");
  },
);

test("a guest who writes something else, or writes later, has not answered", async () => {
  const guest = await stage.guest();
  expect((await guest.writes("I lost my hat")).answer).toBeUndefined();
  expect((await guest.writes("2")).answer).toBeUndefined();
});

test("content is answered once", async () => {
  const guest = await stage.guest();
  await answer(guest, { text: "Change a booking", payload: "booking" });
  const again = answer(guest, { text: "Lost property", payload: "lost" });
  await expect(again).rejects.toMatchObject({ code: "answer-already-given" });
  expect(await queueOf(guest)).toBe("q-bookings");
});

test("of two answers at the same time one is taken", async () => {
  const guest = await stage.guest();
  const both = await Promise.allSettled([
    answer(guest, { text: "Change a booking", payload: "booking" }),
    answer(guest, { text: "Lost property", payload: "lost" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a repeated answer gets its first reply again", async () => {
  const guest = await stage.guest();
  const given = { text: "Change a booking", payload: "booking" };
  const first = await answer(guest, given, "key");
  expect(await answer(guest, given, "key")).toEqual(first);
  expect((await history(guest.id)).filter((one) => one.answer !== undefined)).toHaveLength(1);
});

test("an answer that was not offered is refused", async () => {
  const guest = await stage.guest();
  const unknown = answer(guest, { text: "Refunds", payload: "refunds" });
  await expect(unknown).rejects.toMatchObject({
    code: "answer-not-offered",
    details: { field: "answer.payload" },
  });
});

test("an answer to a message of another conversation is refused", async () => {
  const [guest, other] = [await stage.guest(), await stage.guest()];
  const { id: messageId } = await asked(other.id);
  const parts = { answer: { messageId, kind: "choices", text: "x", payload: "booking" } } as const;
  const foreign = stage.chats.send(guest.id, await guestOf(guest), "x", "standard", null, parts);
  await expect(foreign).rejects.toMatchObject({
    code: "answer-not-offered",
    details: { field: "answer.messageId" },
  });
});

test("an agent's content is stored beside its words", async () => {
  const guest = await stage.guest("Hello");
  const leg = await stage.answers(guest.id, NOOR);
  const content = [{ kind: "choices", choices: [{ text: "Yes", payload: "y" }] }] as const;
  const rich = { text: "Shall I?", content };
  await stage.chats.send(guest.id, leg.id, "Shall I?", "standard", null, { rich });
  const message = (await history(guest.id)).at(-1);
  expect(message).toMatchObject({ body: "Shall I?\n1. Yes", rich });
});
