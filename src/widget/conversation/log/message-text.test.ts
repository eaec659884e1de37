import { expect, test } from "vitest";
import { isEmojiOnly, readMessage } from "./message-text.ts";

const links = (body: string): string[] =>
  readMessage(body).flatMap((block) =>
    block.kind === "lines"
      ? block.parts.flatMap((part) => (part.kind === "link" ? [part.href] : []))
      : [],
  );

test.each([
  ["see https://a.example/b.", ["https://a.example/b"]],
  ["(https://a.example/b_(c))", ["https://a.example/b_(c)"]],
  ["mailto:a@b.example, tel:+46-8-123", ["mailto:a@b.example", "tel:+46-8-123"]],
  ["javascript:alert(1) data:text/html,x ftp://a.example", []],
  ["https://user:pass@a.example", []],
  ["https://a.example/\u202Egpj.exe", []],
  ["no address here", []],
])("%s has the links %j", (body, expected) => {
  expect(links(body)).toEqual(expected);
});

test.each([
  ["https://a.example/b?c", "a.example/b?c"],
  ["http://a.example:8080/", "a.example:8080"],
  ["mailto:a@b.example", "a@b.example"],
  ["tel:+468123", "+468123"],
  ["https://\u0430pple.example/login", "xn--pple-43d.example/login"],
  ["https://paypal.example@evil.example/", undefined],
])("of %s it shows %s", (body, text) => {
  const [block] = readMessage(body);
  const link = block?.kind === "lines" ? block.parts.find((part) => part.kind === "link") : null;
  expect(link?.text).toBe(text);
});

test("a fenced block keeps its line breaks, and code in a line is code", () => {
  expect(readMessage("before\n```\na\n  b\n```\nafter `c`")).toEqual([
    { kind: "lines", parts: [{ kind: "text", text: "before" }] },
    { kind: "pre", text: "a\n  b" },
    {
      kind: "lines",
      parts: [
        { kind: "text", text: "after " },
        { kind: "code", text: "c" },
      ],
    },
  ]);
});

test.each([
  ["🙏", true],
  ["👩‍🚀 👍🏽", true],
  ["🙏🙏🙏🙏", false],
  ["5", false],
  ["ok 🙏", false],
])("%s is nothing but emoji: %s", (body, expected) => {
  expect(isEmojiOnly(body)).toBe(expected);
});
