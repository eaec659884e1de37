import { expect, test } from "vitest";
import { emptyConversation, reduce } from "../../transport/conversation/reduce.ts";
import type { MessageKey } from "../../transport/index.ts";
import { changedRows } from "./changed-rows.ts";

const key = (name: string): MessageKey => name as MessageKey;
const compose = (name: string, at: number) =>
  ({ type: "composed", key: key(name), body: name, at }) as const;

test("rows that are new, other or gone are told, and no others", () => {
  const before = ["a", "b", "c"].reduce(
    (state, name, at) => reduce(state, compose(name, at)),
    emptyConversation,
  );
  let next = reduce(before, { type: "discarded", key: key("a") });
  next = reduce(next, { type: "delivery", key: key("b"), delivery: { kind: "unconfirmed" } });
  next = reduce(next, compose("d", 4));
  expect(changedRows(next, before)).toEqual(["b", "d", "a"]);
  // Asked the other way round, by the next one who asks.
  expect(changedRows(before, next)).toEqual(["a", "b", "d"]);
  expect(changedRows(next, next)).toEqual([]);
});
