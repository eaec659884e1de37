import { expect, test } from "vitest";
import { CallFailure, ownFailure } from "../parlor/call-failure.ts";
import { failedResult, resultOf } from "./tool-result.ts";
import { tools } from "./tools.ts";

const [reading, writing] = [tools[0]!, tools.at(-1)!];
const textOf = ({ content }: { content: readonly { type: string }[] }): string =>
  content.map((one) => ("text" in one ? String(one.text) : "")).join("");
const heads = (count: number): object[] =>
  Array.from({ length: count }, (_, at) => ({ messageId: `m-${at}`, messageURI: "x".repeat(200) }));

test("each result has a closing mark of its own", () => {
  const marks = [1, 2].map(() => {
    const text = textOf(resultOf(reading, { status: 200, body: { text: "Hello" } }));
    return /<\/(parlor-reply-[\w-]{12})>$/.exec(text)?.[1];
  });
  expect(marks[0]).toBeDefined();
  expect(marks[0]).not.toBe(marks[1]);
});

test("characters that nobody sees are written out", () => {
  const body = { text: "a\u202eb\u{e0041}c\u2028<d" };
  expect(textOf(resultOf(reading, { status: 200, body }))).toContain(
    String.raw`a\u202eb\udb40\udc41c\u2028\u003cd`,
  );
});

test("the newest ids of messages are kept when there are too many for a result", () => {
  const body = { participants: [{ id: "p", messages: heads(1_000) }] };
  const { structuredContent } = resultOf(reading, { status: 200, body });
  const [participant] = (structuredContent as { reply: typeof body }).reply.participants;
  expect(participant).toMatchObject({ messagesOmitted: 900 });
  expect(participant!.messages.at(-1)).toMatchObject({ messageId: "m-999" });
  expect(textOf(resultOf(reading, { status: 200, body })).length).toBeLessThan(61_000);
});

test("a few ids are all told", () => {
  const body = { participants: [{ messages: heads(20) }] };
  expect(JSON.stringify(resultOf(reading, { status: 200, body }))).not.toContain("messagesOmitted");
});

test("a result that stays too large is a failure", () => {
  const body = { text: "x".repeat(60_000) };
  expect(() => resultOf(reading, { status: 200, body })).toThrow(CallFailure);
});

test("a reply without a body says that it is done", () => {
  expect(resultOf(writing, { status: 202, body: null })).toEqual({
    content: [{ type: "text", text: `Done: Parlor has answered ${writing.name} with 202.` }],
    structuredContent: { status: 202, reply: null },
  });
});

test("a failure has code, words and fields, and a change in doubt says so", () => {
  const refused = new CallFailure("too.many.requests", "Too many.", {
    status: 429,
    fields: ["a"],
    retryAfterSeconds: 7,
  });
  expect(failedResult(writing, refused)).toEqual({
    isError: true,
    content: [
      { type: "text", text: "too.many.requests: Too many. Fields: a. Try again after 7 s." },
    ],
    structuredContent: {
      error: {
        code: "too.many.requests",
        status: 429,
        message: "Too many. Fields: a. Try again after 7 s.",
        fields: ["a"],
      },
    },
  });
  expect(textOf(failedResult(writing, ownFailure("timeout")))).toContain("look before you try");
  expect(textOf(failedResult(reading, ownFailure("timeout")))).not.toContain("look before");
});
