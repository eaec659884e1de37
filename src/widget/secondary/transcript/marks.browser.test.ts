import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { emptyConversation, reduce } from "../../../transport/conversation/reduce.ts";
import type { MemberId } from "../../../transport/conversation/message.ts";
import { english } from "../../../../test/english.ts";
import { incomingMember, incomingMessage } from "../../../../test/incoming.ts";
import { createAnnouncer } from "../../conversation/effects/announcer.ts";
import { createLiveRegions } from "../../model/live-regions.ts";
import { transcriptAs } from "./keep.ts";
import { transcriptOf } from "./transcript.ts";

/*
 * Direction isolates around names serve display only: plain text files, programs and screen readers
 * get the sentence without them.
 */

const MARKS = /[\u2066-\u2069]/;
const said = "see \u2068this\u2069";
const state = [
  { type: "session", conversationId: "c", ownId: "me" as MemberId, isResumed: false } as const,
  {
    type: "members",
    members: [incomingMember("a", { name: "אבי כהן" })],
    at: 0,
  } as const,
  {
    type: "received",
    messages: [
      incomingMessage("0", { senderId: "a", kind: "joined", body: "", at: 1 }),
      incomingMessage("1", { senderId: "a", body: said, at: 2 }),
    ],
  } as const,
].reduce(reduce, emptyConversation);
const transcript = transcriptOf(state, "חברה", english);

test.each(["txt", "json"] as const)(
  "a transcript as %s has none of ours, and what was said as it was",
  (format) => {
    const text = transcriptAs(transcript, format);
    expect(text).toContain("אבי כהן joined the chat");
    expect(text).toContain("Chat with חברה");
    expect(text).toContain(said);
    expect(text.replace(said, "")).not.toMatch(MARKS);
  },
);

test("a transcript as a page, which is drawn, has them", () => {
  expect(transcriptAs(transcript, "html")).toContain("\u2068אבי כהן\u2069 joined the chat");
});

test("spoken texts have none", async () => {
  const root = document.createElement("div");
  document.body.append(root);
  const regions = createLiveRegions(root);
  const announcer = createAnnouncer(regions, signal(null), english.language);
  announcer.say("\u2068אבי\u2069 joined the chat");
  await expect.poll(() => regions.polite.textContent).toBe("אבי joined the chat");
  announcer.destroy();
  root.remove();
});
