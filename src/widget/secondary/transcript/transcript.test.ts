import { expect, test } from "vitest";
import { emptyConversation, reduce } from "../../../transport/conversation/reduce.ts";
import type { MemberId, MessageKey } from "../../../transport/conversation/message.ts";
import { enSecondary } from "../../i18n/en-secondary.ts";
import { enConversation } from "../../i18n/en-conversation.ts";
import { addWords, timeOf } from "../../i18n/translate.ts";
import { transcriptOf, transcriptText } from "./transcript.ts";

addWords(enConversation);
addWords(enSecondary);

test("the transcript has each message in a line of its own, with its day, time and sender, and what was not sent is said to be", () => {
  const at = new Date(2026, 9, 24, 14, 2).getTime();
  const wire = { id: "1", senderId: "a", bodyType: "standard", body: "Good\nevening", at };
  const agent = {
    id: "a",
    name: "Noor Haddad",
    role: "AGENT",
    state: "CONNECTED",
    avatarUrl: null,
    queueName: null,
  };
  const state = [
    { type: "session", conversationId: "c", ownId: "me" as MemberId, isResumed: false } as const,
    { type: "members", members: [agent], at } as const,
    {
      type: "received",
      messages: [{ ...wire, id: "0", bodyType: "member-join", at: at - 1 }, wire],
    } as const,
    { type: "composed", key: "k" as MessageKey, body: "Hello", at: at + 60_000 } as const,
  ].reduce(reduce, emptyConversation);
  expect(transcriptText(transcriptOf(state, "Lantern Line"))).toBe(
    [
      "Chat with Lantern Line",
      "",
      "Saturday, October 24",
      "",
      `${timeOf(at - 1)}  Noor Haddad joined the chat`,
      `${timeOf(at)}  Noor Haddad: Good\nevening`,
      `${timeOf(at + 60_000)}  You (Not sent.): Hello`,
      "",
    ].join("\n"),
  );
});
