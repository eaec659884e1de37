import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { answerOf, contentOf, richFieldsOf } from "./decode-content.ts";

/* Content of messages, as the server sends it. */

afterEach(() => vi.unstubAllGlobals());

const card = (fields: object): unknown => contentOf([{ kind: "cards", cards: [fields] }]);
const choice = (fields: object): unknown => contentOf([{ kind: "choices", choices: [fields] }]);

test("each kind of content is read, with what the server has left out", () => {
  const item = { text: "Bread", payload: "b", detail: "€ 3" };
  const content = [
    { kind: "choices", choices: [{ text: "Yes" }] },
    {
      kind: "cards",
      cards: [
        {
          title: "Couchette",
          link: "https://lanternline.example/beds",
          actions: [
            { kind: "answer", text: "Take it", payload: "bed" },
            { kind: "link", text: "Photos", url: "https://lanternline.example/photos" },
          ],
        },
      ],
    },
    { kind: "times", title: "When?", times: [{ at: "2027-01-01T10:00:00Z", minutes: 30 }] },
    { kind: "list", title: "Extras", sections: [{ title: "Food", items: [item] }] },
  ];
  expect(contentOf(content)).toEqual([
    { kind: "choices", choices: [{ text: "Yes", payload: "Yes", imageUrl: null, detail: "" }] },
    {
      kind: "cards",
      cards: [
        {
          title: "Couchette",
          text: "",
          imageUrl: null,
          link: "https://lanternline.example/beds",
          actions: [
            { kind: "answer", text: "Take it", payload: "bed" },
            { kind: "link", text: "Photos", url: "https://lanternline.example/photos" },
          ],
        },
      ],
    },
    {
      kind: "times",
      title: "When?",
      subtitle: "",
      imageUrl: null,
      times: [{ at: Date.parse("2027-01-01T10:00:00Z"), payload: "2027-01-01T10:00:00Z" }],
    },
    {
      kind: "list",
      title: "Extras",
      sections: [{ title: "Food", items: [{ ...item, imageUrl: null }] }],
    },
  ]);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "http://lanternline.example/",
  "//lanternline.example/",
  "https://",
  "https:\\\\lanternline.example",
  "https://bank.example@evil.example/",
  "https://lanternline.example/a b",
  `https://lanternline.example/${"a".repeat(2_048)}`,
])("%s is no link of a card", (url) => {
  expect(card({ title: "T", link: url, actions: [{ kind: "link", text: "Go", url }] })).toEqual([
    {
      kind: "cards",
      cards: [{ title: "T", text: "", imageUrl: null, link: null, actions: [] }],
    },
  ]);
});

test.each([
  "https://elsewhere.example/a.png",
  "/files/in/a.png",
  "/pictures/../oauth/token",
  "/pictures/a",
  "//pictures/a/b",
])(
  "a picture at %s is left out: pictures come from the server's own place for them",
  (imageUrl) => {
    expect(choice({ text: "Yes", imageUrl })).toMatchObject([{ choices: [{ imageUrl: null }] }]);
  },
);

test("a picture is found under the path of a proxy", () => {
  vi.stubGlobal("location", { pathname: "/support/desk" });
  expect(choice({ text: "Yes", imageUrl: "/pictures/sig_-1/aHR0cHM" })).toMatchObject([
    { choices: [{ imageUrl: "/support/pictures/sig_-1/aHR0cHM" }] },
  ]);
});

test("a kind that this desk does not know is left out, and the words that stand for it are shown", () => {
  const message = { body: "Sign here\n1. Form", text: "Sign here", content: [{ kind: "form" }] };
  expect(richFieldsOf(message)).toEqual({ body: "Sign here\n1. Form" });
  const known = { ...message, content: [{ kind: "choices", choices: [{ text: "Form" }] }] };
  expect(richFieldsOf(known)).toMatchObject({ body: "Sign here", content: [{ kind: "choices" }] });
});

test("an answer has the payloads of what was chosen", () => {
  const one = { messageId: "m-1", kind: "choices", text: "Yes", payload: "y" };
  expect(answerOf(one)).toEqual({ messageId: "m-1", kind: "choices", payloads: ["y"] });
  const several = { messageId: "m-1", kind: "list", text: "A, B", payloads: ["a", "b"] };
  expect(answerOf(several)).toEqual({ messageId: "m-1", kind: "list", payloads: ["a", "b"] });
  expect(answerOf({ ...one, kind: "toString" })).toBeNull();
  expect(answerOf({ ...one, messageId: 7 })).toBeNull();
});

test("nothing that comes in place of content or an answer breaks the reading", () => {
  const part = fc.record(
    {
      kind: fc.constantFrom("choices", "cards", "times", "list", "constructor"),
      choices: fc.anything(),
      cards: fc.anything(),
      times: fc.anything(),
      sections: fc.array(fc.record({ items: fc.anything() })),
    },
    { requiredKeys: ["kind"] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.array(part)), (value) => {
      contentOf(value);
      answerOf(value);
      richFieldsOf({ content: value, answer: value });
    }),
  );
});
