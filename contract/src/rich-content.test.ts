import { expect, test } from "vitest";
import type { RichAnswer, RichContent } from "./parlor.generated.ts";
import { cleanAnswer, cleanContent, isOffered, wrongContent } from "./rich-content.ts";
import { richText } from "./rich-text.ts";

const choices: RichContent = {
  kind: "choices",
  choices: [
    { text: "Change a booking", payload: "change" },
    { text: "Refunds", detail: "5 days" },
  ],
};
const cards: RichContent = {
  kind: "cards",
  cards: [
    {
      title: "Couchette",
      text: "A bunk",
      link: "https://example.com/couchette",
      actions: [
        { kind: "answer", text: "Choose", payload: "c" },
        { kind: "link", text: "Pictures", url: "https://example.com/pictures" },
      ],
    },
  ],
};
const times: RichContent = {
  kind: "times",
  title: "When?",
  times: [{ at: "2026-10-21T13:30:00Z", minutes: 30 }],
};
const list: RichContent = {
  kind: "list",
  title: "Extras",
  sections: [
    { title: "Breakfast", isMultiple: true, items: [{ text: "Bread" }, { text: "Warm" }] },
    { title: "Luggage", items: [{ text: "Bicycle" }, { text: "Skis" }] },
  ],
};

test("the text of a message numbers its choices through all parts", () => {
  expect(richText("What is it about?", [choices, cards])).toBe(
    [
      "What is it about?",
      "1. Change a booking",
      "2. Refunds (5 days)",
      "Couchette",
      "A bunk",
      "https://example.com/couchette",
      "3. Choose",
      "Pictures: https://example.com/pictures",
    ].join("\n"),
  );
  expect(richText("", [times, list])).toBe(
    [
      "When?",
      "1. 2026-10-21 13:30 UTC",
      "Extras",
      "Breakfast",
      "2. Bread",
      "3. Warm",
      "Luggage",
      "4. Bicycle",
      "5. Skis",
    ].join("\n"),
  );
});

test.each<[string, RichContent, readonly string[]]>([
  ["a kind without its list", { kind: "choices" }, ["content.choices"]],
  ["times without a title", { kind: "times", times: [] }, ["content.title"]],
  ["a choice of blanks", { kind: "choices", choices: [{ text: " " }] }, ["content.choices.text"]],
  [
    "a picture over http",
    { kind: "choices", choices: [{ text: "A", imageUrl: "http://example.com/a.png" }] },
    ["content.choices.imageUrl"],
  ],
  [
    "a link that runs code",
    {
      kind: "cards",
      cards: [{ title: "A", actions: [{ kind: "link", text: "B", url: "javascript:alert(1)" }] }],
    },
    ["content.cards.actions.url"],
  ],
  [
    "a link without an address",
    { kind: "cards", cards: [{ title: "A", actions: [{ kind: "link", text: "B" }] }] },
    ["content.cards.actions.url"],
  ],
  [
    "an address with a password",
    { kind: "cards", cards: [{ title: "A", link: "https://a:b@example.com/" }] },
    ["content.cards.link"],
  ],
  [
    "an address of more than 2,048 characters",
    { kind: "cards", cards: [{ title: "A", link: `https://example.com/${"a".repeat(2_029)}` }] },
    ["content.cards.link"],
  ],
  [
    "a time that is none",
    { kind: "times", title: "When?", times: [{ at: "soon", minutes: 5 }] },
    ["content.times.at"],
  ],
])("%s is wrong, and named", (_, part, fields) => {
  expect(wrongContent([part])).toEqual(fields);
});

test("content of more than 16 KB is wrong as a whole", () => {
  const big = (length: number): RichContent => ({
    kind: "choices",
    choices: Array.from({ length: 16 }, () => ({ text: "A", payload: "é".repeat(length) })),
  });
  expect(wrongContent([big(490)])).toEqual([]);
  expect(wrongContent([big(512)])).toEqual(["content"]);
});

test("clean content has nothing but its known fields, and every payload", () => {
  const dirty = { ...choices, html: "<b>", choices: [{ text: "A", onclick: "x" }] };
  expect(cleanContent([dirty])).toEqual([
    { kind: "choices", choices: [{ text: "A", payload: "A" }] },
  ]);
  expect(cleanContent([times])[0]?.times).toEqual([
    { at: "2026-10-21T13:30:00.000Z", minutes: 30, payload: "2026-10-21T13:30:00Z" },
  ]);
});

const one = (kind: RichAnswer["kind"], ...payloads: string[]): RichAnswer => ({
  messageId: "m",
  kind,
  text: "…",
  ...(payloads.length === 1 ? { payload: payloads[0] ?? "" } : { payloads }),
});

test.each<[string, RichContent, RichAnswer, boolean]>([
  ["a choice", choices, one("choices", "change"), true],
  ["a choice by its text, without a payload", choices, one("choices", "Refunds"), true],
  ["an unknown choice", choices, one("choices", "else"), false],
  ["two choices", choices, one("choices", "change", "Refunds"), false],
  ["a choice of another kind", choices, one("list", "change"), false],
  ["the answer of a card", cards, one("cards", "c"), true],
  ["the link of a card", cards, one("cards", "Pictures"), false],
  ["a time", times, one("times", "2026-10-21T13:30:00Z"), true],
  ["several items of one section", list, one("list", "Bread", "Warm", "Skis"), true],
  ["two items of a section with one answer", list, one("list", "Bicycle", "Skis"), false],
  ["one item twice", list, one("list", "Bread", "Bread"), false],
  ["nothing", list, one("list"), false],
])("whether content offers %s", (_, part, answer, expected) => {
  expect(isOffered(cleanContent([part]), answer)).toBe(expected);
});

test("a clean answer has one payload, or those of a list", () => {
  const answer = { ...one("list", "a", "b"), html: "<b>" };
  expect(cleanAnswer(answer)).toEqual(one("list", "a", "b"));
});
