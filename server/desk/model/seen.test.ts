import { expect, test } from "vitest";
import type { DeskMessage } from "../api/agent-client.ts";
import { createSeen } from "./seen.ts";

const message = (n: number): DeskMessage => ({
  id: `m${n}`,
  sender: { id: "guest" },
  body: `Message ${n}`,
  bodyType: "standard",
  timestamp: new Date(1_000 * n).toISOString(),
});
const upTo = (n: number): DeskMessage[] => Array.from({ length: n }, (_, i) => message(i + 1));
const page = (n: number): DeskMessage[] => upTo(n).toReversed();
const ids = (all: readonly DeskMessage[]): string[] => all.map(({ id }) => id);

test("messages after the last one that was read are counted as missed, once", () => {
  const seen = createSeen();
  seen.read("c", upTo(2));
  expect(ids(seen.catchUp("c", page(4), null))).toEqual(["m4", "m3"]);
  expect(seen.catchUp("c", page(4), null)).toEqual([]);
});

test("a message that a notification has named is not missed, and one that was missed is not named again", () => {
  const seen = createSeen();
  seen.read("c", upTo(1));
  expect(seen.heard("c", "m2", true)).toBe(true);
  expect(seen.heard("c", "m4", false)).toBe(true);
  expect(ids(seen.catchUp("c", page(5), null))).toEqual(["m5", "m3"]);
  expect(seen.heard("c", "m5", true)).toBe(false);
  expect(seen.heard("c", "m6", true)).toBe(true);
});

test("of a conversation that was empty when it was read, every message is new", () => {
  const seen = createSeen();
  seen.read("c", []);
  expect(ids(seen.catchUp("c", page(2), null))).toEqual(["m2", "m1"]);
});

test("of a conversation of which nothing is known, only what came since then is new", () => {
  const seen = createSeen();
  expect(seen.catchUp("first", page(3), null)).toEqual([]);
  expect(ids(seen.catchUp("first", page(4), null))).toEqual(["m4"]);
  expect(ids(seen.catchUp("taken", page(4), message(2).timestamp))).toEqual(["m4", "m3"]);
});

test("a conversation that is done with is forgotten", () => {
  const seen = createSeen();
  seen.read("c", upTo(2));
  seen.keep(new Set());
  expect(seen.heard("c", "m2", true)).toBe(true);
});
