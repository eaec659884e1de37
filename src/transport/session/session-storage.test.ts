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

test("a session comes back as it was saved, whatever its token's age: the server judges that", () => {
  const storage = memoryStorage();
  open(storage).save(restore(data) as Session);
  // Tabs of version 0.1.0 read the same item.
  expect(JSON.parse(storage.get("parlor:session:d") ?? "")).toEqual(data);
  expect(open(storage).load()).toEqual({
    backend: "guest-chat",
    conversationId: "c",
    ownId: "m",
    expiresAt: 100_000,
    capabilities: { queue: true, rating: false, mediaRequests: true, formatting: false },
    fileLimits: null,
    data,
  });
});

test("an ended session comes back with its end, aside too, and goes with the next one", () => {
  const storage = memoryStorage();
  const end = { reason: "agent", at: 5_000 } as const;
  const session = restore(data) as Session;
  open(storage).save(session);
  open(storage).setAside();
  expect(storage.keys("")).toEqual(["parlor:session:d"]);
  open(storage).keep(session, end);
  expect(open(storage).load()).toMatchObject({ conversationId: "c", end });
  open(storage).setAside();
  expect(storage.keys("")).toEqual(["parlor:ended:d"]);
  expect(open(storage).load()).toMatchObject({ conversationId: "c", end });
  open(storage).save(session);
  expect(storage.keys("")).toEqual(["parlor:session:d"]);
  expect(open(storage).load()?.end).toBeUndefined();
});

test.each([5, null, {}, { reason: "a later one", at: "now" }, { reason: "idle", at: 1e300 }])(
  "an end that cannot be read is an end all the same: %j",
  (ended) => {
    const storage = memoryStorage();
    storage.set("parlor:session:d", JSON.stringify({ ...data, ended }));
    const end = open(storage).load()?.end;
    expect(["system", "idle"]).toContain(end?.reason);
    expect(end?.at).toBe(0);
  },
);

test.each(["", "{", "null", "[]", '{"version":2}', '{"version":1,"jwt":5}'])(
  "an unreadable session counts as none, stays stored and is logged: %s",
  (text) => {
    const storage = memoryStorage();
    const logged: string[] = [];
    storage.set("parlor:session:d", text);
    expect(open(storage, { warn: (line) => logged.push(line) }).load()).toBeNull();
    expect(logged).toEqual(["The stored session cannot be used"]);
    expect(storage.get("parlor:session:d")).toBe(text);
  },
);
