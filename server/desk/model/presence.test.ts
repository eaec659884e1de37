import { expect, test } from "vitest";
import type { MediaView } from "../api/views.ts";
import { chatOf, leg } from "../testing/fake-agent-api.ts";
import { awaySince, hasLostConnection, leavingOf } from "./presence.ts";

const since = "2026-01-01T12:00:00.000Z";
const at = Date.parse(since);

test("a page that is gone for less than half a minute is on its way, and then away", () => {
  expect(awaySince(null, at)).toBeNull();
  expect(awaySince(since, at + 29_999)).toBeNull();
  expect(awaySince(since, at + 30_000)).toBe(at);
});

/** A chat of Noor's and Tomás's, whose parts ended at `since`. */
function chatThatEnded(guest: string | null, tomas: string, noor = tomas): MediaView {
  const { id, participants } = chatOf(
    "c",
    "Mara",
    leg({
      id: "t",
      user: { id: "u-t" },
      state: "disconnected",
      disconnectType: tomas,
      endTime: since,
    }),
    leg({
      id: "n",
      user: { id: "u-n" },
      state: "disconnected",
      disconnectType: noor,
      endTime: since,
    }),
  );
  const over = { state: "disconnected" as const, disconnectType: guest ?? "", endTime: since };
  return {
    id,
    participants: participants.map((one) =>
      one.purpose === "customer" && guest !== null ? { ...one, ...over } : one,
    ),
  };
}

test("an agent lost the connection only where that ended its part, at that moment", () => {
  const chat = chatThatEnded(null, "transport.failure", "transfer");
  expect(leavingOf(chat, "u-t", at + 1)).toMatchObject({ icon: "lost", of: "agent" });
  expect(leavingOf(chat, "u-t", at + 1).words).toContain("came back to the line");
  const words = (userId?: string, time = at): string => leavingOf(chat, userId, time).words;
  expect(words("u-t", at + 60_000)).toBe("left the chat");
  expect(words("u-n")).toBe("passed the chat on");
  expect(words()).toBe("left the chat");
  expect(leavingOf(null, "u-t", at).words).toBe("left the chat");
});

test.each([
  ["peer", "guest", "ended the chat"],
  ["client", "agent", "ended the chat"],
  ["inactivity", "nobody", "The chat has ended, because nobody had written for a while"],
  ["transport.failure", "guest", "was away for too long. The chat has ended"],
  ["system", "nobody", "The chat has ended"],
])("the end of a conversation by %s is told, and no leaving of the agent", (type, of, words) => {
  const chat = chatThatEnded(type, type);
  expect(leavingOf(chat, "u-t", at)).toMatchObject({ icon: "end", of, words });
  expect(chat.participants.some((one) => hasLostConnection(chat, one))).toBe(false);
});
