import { expect, test } from "vitest";
import { restoreSession as restore } from "../backend/guest-chat/session.ts";
import type { Session } from "../backend/backend.ts";
import type { Logger } from "../ports/log.ts";
import { memoryStorage } from "../ports/storage.ts";
import { createSessionStorage, type SessionStorage } from "./session-storage.ts";

const token = (exp: number): string => `x.${btoa(JSON.stringify({ exp }))}.y`;
const data = {
  version: 1,
  conversationId: "c",
  memberId: "m",
  jwt: token(100),
  eventStreamUri: "wss://chat.example/x",
  extensions: ["queue"],
};
const open = (storage = memoryStorage(), log: Logger = { warn: () => undefined }): SessionStorage =>
  createSessionStorage(storage, "d", restore, log);

test("a session comes back as it was saved, until its token expires", () => {
  const storage = memoryStorage();
  open(storage).save(restore(data) as Session);
  // Tabs of version 0.1.0 read the same item.
  expect(JSON.parse(storage.get("parlor:session:d") ?? "")).toEqual(data);
  expect(open(storage).load(99_999)).toEqual({
    backend: "guest-chat",
    conversationId: "c",
    ownId: "m",
    expiresAt: 100_000,
    capabilities: { queue: true, rating: false, mediaRequests: true },
    data,
  });
  expect(open(storage).load(100_000)).toBeNull();
});

test.each(["", "{", "null", "[]", '{"version":2}', '{"version":1,"jwt":5}'])(
  "an unreadable session counts as none, stays stored and is logged: %s",
  (text) => {
    const storage = memoryStorage();
    const logged: string[] = [];
    storage.set("parlor:session:d", text);
    expect(open(storage, { warn: (line) => logged.push(line) }).load(0)).toBeNull();
    expect(logged).toEqual(["The stored session cannot be used"]);
    expect(storage.get("parlor:session:d")).toBe(text);
  },
);
