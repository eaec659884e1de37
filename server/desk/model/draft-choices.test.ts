import { expect, test } from "vitest";
import {
  choicesToSend,
  MAX_CHOICES,
  mistakesIn,
  offerLine,
  problemOf,
  withBlank,
  without,
  withReply,
  withText,
  type DraftChoice,
} from "./draft-choices.ts";

const names = { guest: "Mara", agent: "Noor" };
const of = (...texts: readonly string[]): readonly DraftChoice[] => texts.map((text) => ({ text }));
const many = (count: number): readonly DraftChoice[] =>
  of(...Array.from({ length: count }, (_, n) => `Choice ${n}`));

test("blank choices are not sent, and the others without the space around them", () => {
  const choices = of("  Lyon ", "", " \u0000 ", "Paris\uD800");
  expect(choicesToSend(choices)).toEqual(of("Lyon", "Paris\uFFFD"));
  expect(problemOf(choices, true)).toBeNull();
});

test("without choices there is nothing wrong, whatever the text is", () => {
  expect(problemOf([], false)).toBeNull();
});

test("choices that are all blank, and choices without a question, are not sent", () => {
  expect(problemOf(of("", " "), true)).toEqual({ kind: "none" });
  expect(problemOf(of("Lyon"), false)).toEqual({ kind: "question" });
});

test("80 characters are allowed and 81 are not, counted without the space around them", () => {
  expect(problemOf(of(`  ${"a".repeat(80)}  `), true)).toBeNull();
  expect(mistakesIn(of("Lyon", "a".repeat(81)))).toEqual([null, "long"]);
  expect(problemOf(of("Lyon", "a".repeat(81)), true)).toEqual({
    kind: "choice",
    index: 1,
    mistake: "long",
  });
});

test("a choice that stands above already is a mistake, and blank ones are none", () => {
  expect(mistakesIn(of("Lyon", "", "Lyon ", ""))).toEqual([null, null, "twice", null]);
});

test("13 choices are allowed and 14 are not; a blank one does not count", () => {
  expect(problemOf([...many(MAX_CHOICES), { text: "" }], true)).toBeNull();
  expect(problemOf(many(MAX_CHOICES + 1), true)).toEqual({ kind: "many" });
  expect(withBlank(many(MAX_CHOICES))).toHaveLength(MAX_CHOICES);
});

test("choices whose payloads are longer together than a message may be are not sent", () => {
  const choices = many(9).map((one) => ({ ...one, payload: "ü".repeat(1_000) }));
  expect(problemOf(choices, true)).toEqual({ kind: "size" });
  expect(problemOf(choices.slice(0, 8), true)).toBeNull();
});

test("a choice of a saved reply keeps its payload until its text is changed", () => {
  const reply = [{ text: "Ask {agent.name}, {guest.name}", payload: "ask" }];
  const choices = withReply(of("Lyon", " "), reply, names);
  expect(choices).toEqual([{ text: "Lyon" }, { text: "Ask Noor, Mara", payload: "ask" }]);
  expect(withText(choices, 1, "Ask Noor")[1]).toEqual({ text: "Ask Noor" });
});

test("a saved reply without choices leaves those that are written", () => {
  const choices = of("Lyon", "");
  expect(withReply(choices, [], names)).toBe(choices);
});

test("a blank choice is added after another one, and one is removed by its place", () => {
  expect(withBlank(of("a", "b"), 0)).toEqual(of("a", "", "b"));
  expect(withBlank(of("a", "b"))).toEqual(of("a", "b", ""));
  expect(without(of("a", "b", "c"), 1)).toEqual(of("a", "c"));
});

test("text and choices make one line", () => {
  expect(offerLine("Which?", of("Lyon", "", "Paris"))).toBe("Which? Lyon / Paris");
  expect(offerLine("", of("Lyon"))).toBe("Lyon");
  expect(offerLine("Which?", of(""))).toBe("Which?");
});
