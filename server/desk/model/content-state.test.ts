import { expect, test } from "vitest";
import type { ContentPart } from "../api/content.ts";
import type { DeskMessage } from "../api/views.ts";
import { chosenWords, contentStates, contentWords, isChosenIn } from "./content-state.ts";
import { lineOf } from "./file-words.ts";

/* How far the content of messages has come. */

const choice = (text: string, payload: string) => ({ text, payload, imageUrl: null, detail: "" });
const trains: ContentPart = {
  kind: "choices",
  choices: [choice("Lyon to Trieste", "lt"), choice("Paris to Vienna", "pv")],
};
const extras: ContentPart = {
  kind: "list",
  title: "Extras",
  sections: [
    { title: "Food", items: [choice("Bread", "b"), choice("Coffee", "c")] },
    { title: "Luggage", items: [choice("Bicycle", "v")] },
  ],
};
const say = (id: string, change: Partial<DeskMessage> = {}): DeskMessage => ({
  id,
  sender: { id: "agent", role: "agent" },
  body: id,
  kind: "text",
  timestamp: "2026-01-01T11:00:00.000Z",
  ...change,
});
const offer = say("m-1", { body: "Which train?", content: [trains] });
const answer = say("m-2", {
  sender: { id: "guest", role: "guest" },
  body: "2",
  answer: { messageId: "m-1", kind: "choices", payloads: ["pv"] },
});

test("content of the newest message is open while the conversation goes on", () => {
  expect(contentStates([offer], true).get("m-1")).toEqual({ answer: null, isOpen: true });
  expect(contentStates([offer], false).get("m-1")).toEqual({ answer: null, isOpen: false });
});

test("a member who joins leaves content open; words of anybody close it", () => {
  const open = (row: DeskMessage): unknown => contentStates([offer, row], true).get("m-1")?.isOpen;
  expect(open(say("m-2", { kind: "joined" }))).toBe(true);
  expect(open(say("m-2"))).toBe(false);
  expect(open(say("m-2", { kind: "notice" }))).toBe(false);
});

test("content that was answered is closed, with the first answer, however old it is", () => {
  const second = {
    ...answer,
    id: "m-3",
    answer: { messageId: "m-1", kind: "choices" as const, payloads: ["lt"] },
  };
  const states = contentStates([offer, answer, second, say("m-4", { content: [extras] })], true);
  expect(states.get("m-1")).toEqual({ answer: answer.answer, isOpen: false });
  expect(states.get("m-4")).toEqual({ answer: null, isOpen: true });
  expect(states.has("m-2")).toBe(false);
});

test("an answer to a list marks nothing of the choices beside it", () => {
  const given = { messageId: "m-1", kind: "list", payloads: ["b"] } as const;
  expect(isChosenIn(extras, given, "b")).toBe(true);
  expect(isChosenIn(trains, given, "b")).toBe(false);
  expect(isChosenIn(extras, null, "b")).toBe(false);
});

test("a guest who writes a number has chosen the words that stand there", () => {
  expect(chosenWords(answer, [offer, answer])).toBe("Paris to Vienna");
});

test("several items of a list are named in the list's order", () => {
  const several = { messageId: "m-1", kind: "list", payloads: ["v", "b"] } as const;
  const rows = [{ ...offer, content: [extras] }];
  expect(chosenWords({ body: "x", answer: several }, rows)).toBe("Bread, Bicycle");
});

test("an answer to content that is not here, or to times, is the guest's own words", () => {
  expect(chosenWords(answer, [])).toBe("2");
  const times: ContentPart = {
    kind: "times",
    title: "When?",
    subtitle: "",
    imageUrl: null,
    times: [{ at: 0, payload: "t" }],
  };
  const given = { messageId: "m-1", kind: "times", payloads: ["t"] } as const;
  const rows = [{ ...offer, content: [times] }];
  expect(chosenWords({ body: "Friday, 10:00", answer: given }, rows)).toBe("Friday, 10:00");
});

test("a line of the lists says what a message without words offers", () => {
  expect(lineOf({ body: "Which train?", content: [trains] })).toBe("Which train?");
  expect(lineOf({ body: "", content: [trains, extras] })).toBe("Sent 2 choices, Extras");
  const card = { title: "Couchette", text: "", imageUrl: null, link: null, actions: [] };
  expect(contentWords([{ kind: "cards", cards: [card] }])).toBe("Couchette");
  expect(contentWords([{ kind: "cards", cards: [card, card] }])).toBe("2 cards");
});
