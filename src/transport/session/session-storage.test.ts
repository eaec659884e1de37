import { expect, test } from "vitest";
import { memoryStorage } from "../ports/storage.ts";
import { createSessionVault } from "./session-storage.ts";

const token = (exp: number): string => `x.${btoa(JSON.stringify({ exp }))}.y`;
const session = (exp: number): Parameters<ReturnType<typeof createSessionVault>["save"]>[0] => ({
  conversationId: "c",
  memberId: "m",
  jwt: token(exp),
  eventStreamUri: "wss://chat.example/x",
  extensions: ["queue"],
});

test("a session comes back as it was saved, until its token expires", () => {
  const vault = createSessionVault(memoryStorage(), "d");
  vault.save(session(100));
  expect(vault.load(99_999)).toEqual(session(100));
  expect(vault.load(100_000)).toBeNull();
});

test.each(["", "{", "null", "[]", '{"version":2}', '{"version":1,"jwt":5}'])(
  "an unreadable session counts as none: %s",
  (text) => {
    const storage = memoryStorage();
    storage.set("parlor:session:d", text);
    expect(createSessionVault(storage, "d").load(0)).toBeNull();
  },
);
