import { expect, test } from "vitest";
import type { MemberId, Message, MessageKey } from "../index.ts";
import { emptyConversation, reduce } from "./reduce.ts";
import { changedMessages, Rows } from "./message-map.ts";

const key = (name: string): MessageKey => name as MessageKey;
const row = (name: string, body = name): Message => ({
  key: key(name),
  kind: "text",
  senderId: "agent" as MemberId,
  isOwn: false,
  body,
  content: [],
  at: 0,
  delivery: { kind: "queued" },
});
const compose = (name: string, at: number) =>
  ({ type: "composed", key: key(name), body: name, at }) as const;

test("three hundred steps long they hold what a map would hold, and no earlier rows change", () => {
  const steps: { readonly rows: Rows; readonly map: ReadonlyMap<MessageKey, Message> }[] = [];
  let [rows, map] = [new Rows(new Map()), new Map<MessageKey, Message>()];
  for (let step = 0; step < 300; step++) {
    // Every fifth step changes an old row; every fiftieth brings a page.
    const count = step % 50 === 49 ? 100 : 1;
    const said = Array.from({ length: count }, (_, n) =>
      step % 5 === 4 && count === 1
        ? row(`${step >> 1} 0`, `changed by ${step}`)
        : row(`${step} ${n}`),
    );
    rows = rows.with(said);
    map = new Map(map);
    for (const one of said) map.set(one.key, one);
    steps.push({ rows, map });
  }
  for (const { rows: then, map: held } of steps) {
    expect([...then]).toEqual([...held]);
    expect([...then.keys()]).toEqual([...held.keys()]);
    expect([...then.values()]).toEqual([...held.values()]);
    expect(then.size).toBe(held.size);
    expect(then.has(key("299 0"))).toBe(held.has(key("299 0")));
    const each: unknown[] = [];
    then.forEach((value, name, whole) => each.push([name, value, whole === then]));
    expect(each).toEqual([...held].map(([name, value]) => [name, value, true]));
  }
});

test("rows that are new, other or gone are told, and no others", () => {
  const before = ["a", "b", "c"].reduce(
    (state, name, at) => reduce(state, compose(name, at)),
    emptyConversation,
  );
  let next = reduce(before, { type: "discarded", key: key("a") });
  next = reduce(next, { type: "delivery", key: key("b"), delivery: { kind: "unconfirmed" } });
  next = reduce(next, compose("d", 4));
  expect(changedMessages(next, before)).toEqual(["b", "d", "a"]);
  // Asked the other way round.
  expect(changedMessages(before, next)).toEqual(["a", "b", "d"]);
  expect(changedMessages(next, next)).toEqual([]);
});

test("message by message each step tells of that message alone, both ways, also where the table is made anew", () => {
  let state = emptyConversation;
  for (let n = 0; n < 200; n++) {
    const before = state;
    state = reduce(before, compose(`m${n}`, n));
    expect(changedMessages(state, before)).toEqual([`m${n}`]);
    expect(changedMessages(before, state)).toEqual([`m${n}`]);
  }
});

test("a state from another tab, whose rows are a plain map, is compared like any other", () => {
  const before = reduce(emptyConversation, compose("a", 0));
  const snapshot = reduce(before, {
    type: "snapshot",
    state: { ...before, messages: new Map(before.messages) },
  });
  const next = reduce(snapshot, compose("b", 1));
  expect(changedMessages(snapshot, before)).toEqual([]);
  expect(changedMessages(next, snapshot)).toEqual(["b"]);
  expect([...next.messages.keys()]).toEqual(["a", "b"]);
});
