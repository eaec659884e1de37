import { expect, test } from "vitest";
import { emptyConversation, reduce } from "../../../transport/conversation/reduce.ts";
import type { MemberId, MessageKey } from "../../../transport/conversation/message.ts";
import { english } from "../../../../test/english.ts";
import { incomingMember, incomingMessage } from "../../../../test/incoming.ts";
import type { MessageContent } from "../../../transport/index.ts";
import { timeName } from "../../rich/time-name.ts";
import { writtenContent } from "../../rich/written-content.ts";
import { readFormatted } from "../../formatted-text/read-formatted.ts";
import { writtenFormatted } from "../../formatted-text/text-of.ts";
import { transcriptAs } from "./keep.ts";
import { transcriptOf, transcriptText } from "./transcript.ts";

const { timeOf } = english;

test("the transcript has each message in a line of its own, with its day, time and sender, and what was not sent is said to be", () => {
  const at = new Date(2026, 9, 24, 14, 2).getTime();
  const joined = incomingMessage("0", { senderId: "a", kind: "joined", body: "", at: at - 1 });
  const said = incomingMessage("1", { senderId: "a", body: "Good\nevening", at });
  const agent = incomingMember("a", { name: "Noor Haddad" });
  const state = [
    { type: "session", conversationId: "c", ownId: "me" as MemberId, isResumed: false } as const,
    { type: "members", members: [agent], at } as const,
    { type: "received", messages: [joined, said] } as const,
    { type: "composed", key: "k" as MessageKey, body: "Hello", at: at + 60_000 } as const,
  ].reduce(reduce, emptyConversation);
  expect(transcriptText(transcriptOf(state, "Lantern Line", english))).toBe(
    [
      "Chat with Lantern Line",
      "",
      "Saturday, October 24, 2026",
      "",
      `${timeOf(at - 1)}  Noor Haddad joined the chat`,
      `${timeOf(at)}  Noor Haddad: Good\nevening`,
      `${timeOf(at + 60_000)}  You (Not sent.): Hello`,
      "",
    ].join("\n"),
  );
});

test("formatted text is plain in a transcript as text and as JSON, and the visitor's own stays as typed", () => {
  const at = new Date(2026, 9, 24, 14, 2).getTime();
  const capabilities = { queue: true, rating: true, mediaRequests: true, formatting: true };
  const body = "**Bring** it:\n- [this](https://a.example/)\n> and `that`";
  const state = [
    {
      type: "session",
      conversationId: "c",
      ownId: "me" as MemberId,
      isResumed: false,
      capabilities,
    } as const,
    { type: "received", messages: [incomingMessage("1", { senderId: "a", body, at })] } as const,
    { type: "composed", key: "k" as MessageKey, body: "**mine**", at: at + 1 } as const,
  ].reduce(reduce, emptyConversation);
  const formatter = { readFormatted, writtenFormatted };
  const transcript = transcriptOf(state, "Lantern Line", english, { formatter });
  const plain = "Bring it:\n- this (https://a.example/)\n> and that";
  for (const text of [transcriptText(transcript), transcriptAs(transcript, "txt")]) {
    expect(text).toContain(plain);
    expect(text).toContain("**mine**");
  }
  const json = transcriptAs(transcript, "json");
  expect(json).toContain(JSON.stringify(plain));
  expect(json).not.toContain("blocks");
});

test("a transcript has all that was offered to choose from, with numbers, and marks in it as text", () => {
  const at = new Date(2026, 9, 24, 14, 2).getTime();
  const choice = { text: "**Lyon**", payload: "l", imageUrl: null, detail: "9:40" };
  const content: readonly MessageContent[] = [
    { kind: "choices", choices: [choice] },
    {
      kind: "cards",
      cards: [
        {
          title: "Couchette",
          text: "A bunk",
          imageUrl: null,
          link: "https://example.com/c",
          actions: [
            { kind: "answer", ...choice, text: "Choose it" },
            { kind: "link", text: "Pictures", url: "https://example.com/p" },
          ],
        },
      ],
    },
    {
      kind: "times",
      title: "When?",
      subtitle: "",
      imageUrl: null,
      times: [{ at, minutes: 30, payload: "t" }],
    },
    {
      kind: "list",
      title: "Extras",
      sections: [{ title: "Breakfast", isMultiple: true, items: [{ ...choice, detail: "" }] }],
    },
  ];
  const capabilities = { queue: true, rating: true, mediaRequests: true, formatting: true };
  const offer = incomingMessage("1", { senderId: "a", body: "**Which** train?", at, content });
  const state = [
    {
      type: "session",
      conversationId: "c",
      ownId: "me" as MemberId,
      isResumed: false,
      capabilities,
    } as const,
    { type: "received", messages: [offer] } as const,
  ].reduce(reduce, emptyConversation);
  const readers = {
    formatter: { readFormatted, writtenFormatted },
    content: { writtenContent },
  };
  const transcript = transcriptOf(state, "Lantern Line", english, readers);
  expect(transcriptText(transcript)).toContain(
    [
      "Which train?",
      "1. **Lyon** (9:40)",
      "Couchette",
      "A bunk",
      "https://example.com/c",
      "2. Choose it",
      "Pictures: https://example.com/p",
      "When?",
      `3. ${timeName(english, at)}`,
      "Extras",
      "Breakfast",
      "4. **Lyon**",
    ].join("\n"),
  );
  const [line] = transcript.days[0]?.lines ?? [];
  expect(JSON.stringify(line?.blocks)).toContain("1. **Lyon** (9:40)");
  expect(JSON.stringify(line?.blocks)).not.toContain("**Which**");
});
