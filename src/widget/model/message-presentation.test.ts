import { expect, test } from "vitest";
import { english } from "../../../test/english.ts";
import type { Member, MemberId, Message } from "../../transport/index.ts";
import {
  handedOverBy,
  isSameGroup,
  isShown,
  nameOf,
  presentationOf,
} from "./message-presentation.ts";

const { t } = english;

const id = (name: string): MemberId => name as MemberId;
const row = (change: Partial<Message>): Message => ({
  key: "k" as never,
  kind: "text",
  senderId: id("noor"),
  isOwn: false,
  body: "",
  content: [],
  at: 0,
  delivery: { kind: "sent", id: "m" as never, at: 0 },
  ...change,
});
const member = (name: string, change: Partial<Member> = {}): [MemberId, Member] => [
  id(name),
  {
    id: id(name),
    role: "agent",
    state: "connected",
    name,
    avatarUrl: null,
    queueName: null,
    leftForTransfer: false,
    isGone: false,
    ...change,
  },
];
const members = new Map([member("noor"), member("tomas"), member("line", { role: "queue" })]);
const minutes = (n: number): number => n * 60_000;

test("messages of one sender within five minutes are one group", () => {
  expect(isSameGroup(row({}), row({ at: minutes(5) - 1 }))).toBe(true);
  expect(isSameGroup(row({}), row({ at: minutes(5) }))).toBe(false);
  expect(isSameGroup(row({}), row({ senderId: id("tomas") }))).toBe(false);
  expect(isSameGroup(row({}), row({ isOwn: true }))).toBe(false);
  expect(isSameGroup(row({}), row({ kind: "notice" }))).toBe(false);
  expect(isSameGroup(undefined, row({}))).toBe(false);
});

test("an own row that was written before the server told who the guest is stands with the rest", () => {
  expect(isSameGroup(row({ isOwn: true, senderId: null }), row({ isOwn: true }))).toBe(true);
});

test("coming and going is told of people with a name, and of nobody else", () => {
  expect(isShown(row({ kind: "joined" }), members)).toBe(true);
  expect(isShown(row({ kind: "joined", senderId: id("line") }), members)).toBe(false);
  expect(isShown(row({ kind: "left", senderId: id("stranger") }), members)).toBe(false);
});

test("a sender without a name is the agent, never an id", () => {
  expect(nameOf(members, row({ senderId: id("stranger") }), t)).toBe("The agent");
});

test("who joins after another agent has left was handed the guest by that one", () => {
  const left = row({ kind: "left", at: 1 });
  const joined = row({ kind: "joined", senderId: id("tomas"), at: 2 });
  expect(handedOverBy(joined, [left, joined], members)?.name).toBe("noor");
  expect(handedOverBy(joined, [joined], members)).toBeNull();
});

test("each kind of message has its words: what was said, who came, who went, what is asked for", () => {
  const messages = new Map();
  const present = (change: Partial<Message>) =>
    presentationOf(row(change), { members, messages }, t);
  const said = { author: "noor", isBot: false, names: [], handedOverBy: null };
  expect(present({ body: "Good evening" })).toEqual({
    ...said,
    kind: "bubble",
    text: "Good evening",
  });
  expect(present({ kind: "notice", body: "Closed at six" })).toMatchObject({
    kind: "bubble",
    text: "Closed at six",
  });
  expect(present({ kind: "left" })).toMatchObject({
    kind: "change",
    text: "noor left the chat",
    names: ["noor"],
  });
  expect(present({ kind: "joined" })).toMatchObject({
    kind: "change",
    text: "noor joined the chat",
    handedOverBy: null,
  });
  expect(present({ kind: "media" })).toMatchObject({
    kind: "invitation",
    text: "noor invites you to share your screen",
  });
});

test("an agent who joins after another has left names the one who handed over, and the queue", () => {
  const left = row({ kind: "left", at: 1 });
  const messages = new Map([[left.key, left]]);
  const joined = row({ kind: "joined", senderId: id("tomas"), at: 2 });
  expect(presentationOf(joined, { members, messages }, t)).toMatchObject({
    text: "noor transferred you to tomas",
    names: ["tomas"],
    handedOverBy: { name: "noor" },
  });
  const inQueue = new Map([...members, member("tomas", { queueName: "Bookings" })]);
  expect(presentationOf(joined, { members: inQueue, messages }, t).text).toBe(
    "noor transferred you to tomas, Bookings",
  );
});

test("an agent whose connection was lost has not left and has handed nobody over, as the rows say", () => {
  const lost = new Map([...members, member("noor", { state: "disconnected", isGone: true })]);
  const left = row({ kind: "left", at: 1 });
  const joined = row({ kind: "joined", senderId: id("tomas"), at: 2, key: "j" as never });
  const messages = new Map([
    [left.key, left],
    [joined.key, joined],
  ]);
  const present = (one: Message) => presentationOf(one, { members: lost, messages }, t).text;
  expect(present(left)).toBe("noor lost the connection");
  expect(present(joined)).toBe("tomas joined the chat");
});
