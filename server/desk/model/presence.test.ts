import { expect, test } from "vitest";
import { chatOf, leg } from "../testing/fake-agent-api.ts";
import { awaySince, lostWords, wasLost } from "./presence.ts";

const since = "2026-01-01T12:00:00.000Z";
const at = Date.parse(since);

test("a page that is gone for less than half a minute is on its way, and then away", () => {
  expect(awaySince(null, at)).toBeNull();
  expect(awaySince(since, at + 29_999)).toBeNull();
  expect(awaySince(since, at + 30_000)).toBe(at);
});

test("an agent lost the connection only where that ended its part, at that moment", () => {
  const chat = chatOf(
    "c",
    "Mara",
    leg({ user: { id: "u-t" }, disconnectType: "transport.failure", endTime: since }),
    leg({ user: { id: "u-n" }, disconnectType: "transfer", endTime: since }),
  );
  expect(wasLost(chat, "u-t", at + 1)).toBe(true);
  expect(wasLost(chat, "u-t", at + 60_000)).toBe(false);
  expect(wasLost(chat, "u-n", at)).toBe(false);
  expect(wasLost(chat, undefined, at)).toBe(false);
  expect(wasLost(null, "u-t", at)).toBe(false);
});

test("a chat that has ended did not come back to the line", () => {
  expect(lostWords(chatOf("c", "Mara"))).toContain("came back to the line");
  const [guest, ...rest] = chatOf("c", "Mara").participants;
  const ended = guest === undefined ? [] : [{ ...guest, state: "terminated" as const }, ...rest];
  expect(lostWords({ id: "c", participants: ended })).toBe("lost the connection");
});
