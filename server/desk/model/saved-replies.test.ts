import { expect, test } from "vitest";
import { fillReply, listReplies, queryOf, type KnownReplies } from "./saved-replies.ts";

const here: KnownReplies = {
  kind: "here",
  replies: [
    { id: "1", shortcut: "welcome", text: "Hello {guest.name}, {agent.name} here." },
    { id: "2", shortcut: "moment", text: "One moment, {guest.name}." },
  ],
};
const shut = { isOpen: false, isDismissed: false };
const names = { guest: "Mara", agent: "Noor" };

test.each(["/", "/refund", " /refund ", "/24.12.", "/über"])(
  "%j is nothing but a slash and a word, and asks for a reply",
  (text) => expect(queryOf(text)).not.toBeNull(),
);

test.each([
  "/etc/hosts",
  "//",
  "/ is the root",
  "/refund please",
  "see /refund",
  "/refund\nfor you",
  "",
  "refund",
])("%j is text, and asks for none", (text) => {
  expect(queryOf(text)).toBeNull();
  expect(listReplies(text, here, shut)).toEqual({ kind: "closed" });
});

test("a reply is found however a keyboard writes its accents", () => {
  const replies = [{ id: "1", shortcut: "\u00fcber", text: "About us" }];
  expect(listReplies("/u\u0308b", { kind: "here", replies }, shut)).toMatchObject({ replies });
});

test("replies are found by their shortcut and by their text", () => {
  const found = (text: string): unknown => listReplies(text, here, shut);
  expect(found("/")).toMatchObject({ kind: "found", replies: [{ id: "1" }, { id: "2" }] });
  expect(found("/WELC")).toMatchObject({ replies: [{ id: "1" }] });
  expect(found("/one")).toMatchObject({ replies: [{ id: "2" }] });
  expect(found("/refund")).toEqual({ kind: "none" });
});

test("a reply is found by one of its choices", () => {
  const choices = [{ text: "Malmö to Berlin", payload: "mb" }];
  const replies = [{ id: "1", shortcut: "train", text: "Which one?", choices }];
  expect(listReplies("/malm", { kind: "here", replies }, shut)).toMatchObject({ replies });
});

test("while the replies are not known, a slash and a word wait for them", () => {
  expect(listReplies("/welcome", { kind: "loading" }, shut)).toEqual({ kind: "loading" });
  expect(listReplies("/welcome", { kind: "failed" }, shut)).toEqual({ kind: "failed" });
  expect(listReplies("Hello", { kind: "failed" }, shut)).toEqual({ kind: "closed" });
});

test("after Escape a slash means nothing, and the button still opens the list", () => {
  const isDismissed = true;
  expect(listReplies("/refund", here, { isOpen: false, isDismissed })).toEqual({ kind: "closed" });
  expect(listReplies("/refund", here, { isOpen: true, isDismissed })).toMatchObject({
    replies: [{ id: "1" }, { id: "2" }],
  });
});

test.each(["$&", "$'", "$`", "$1", "{agent.name}", "{guest.name}", "</mark>"])(
  "a guest called %j is filled in as it is, and once",
  (guest) =>
    expect(fillReply("Hello {guest.name}, {agent.name} here.", { guest, agent: "Noor" })).toBe(
      `Hello ${guest}, Noor here.`,
    ),
);

test("every gap is filled, and other braces stay", () => {
  expect(fillReply("{guest.name} {guest.name} {queue.name} {x}", names)).toBe(
    "Mara Mara {queue.name} {x}",
  );
  expect(fillReply("{agent.name}", names)).toBe("Noor");
  expect(fillReply("", names)).toBe("");
});
