import { expect, test } from "vitest";
import { createFakeClock } from "../testing/fake-clock.ts";
import { DueLoop } from "./due-loop.ts";

/* The loop that finds the conversations whose deadline has come. */

function world() {
  const clock = createFakeClock(1_000);
  const stored = new Map<string, number>();
  const failing = new Set<string>();
  const expired: string[] = [];
  const trouble: unknown[] = [];
  let timers = 0;
  let reads = 0;
  const inOrder = (): [string, number][] => [...stored].sort(([, a], [, b]) => a - b);
  const loop = new DueLoop({
    clock: {
      now: () => clock.now(),
      at: (at, callback) => {
        timers++;
        const undo = clock.at(at, () => {
          timers--;
          callback();
        });
        return () => {
          timers--;
          undo();
        };
      },
    },
    store: {
      due: async (now, most) => {
        reads++;
        const due = inOrder().filter(([, at]) => at <= now);
        return due.slice(0, most).map(([id]) => id);
      },
      nextDeadline: async (after) => inOrder().find(([, at]) => at > after)?.[1] ?? null,
    },
    expire: async (id) => {
      if (failing.has(id)) throw new Error("The disk is full");
      expired.push(id);
      stored.delete(id);
      return true;
    },
    report: (error) => trouble.push(error),
  });
  return {
    loop,
    stored,
    failing,
    expired,
    trouble,
    timers: () => timers,
    reads: () => reads,
    store(id: string, at: number): void {
      stored.set(id, at);
      loop.expect(at);
    },
    async pass(ms: number): Promise<void> {
      clock.advance(ms);
      for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("a thousand deadlines have one timer, and are applied in their order", async () => {
  const it = world();
  for (let n = 0; n < 1_000; n++) it.store(`c${n}`, 3_000 - n);
  expect(it.timers()).toBe(1);
  await it.pass(500);
  expect(it.expired).toEqual([]);
  await it.pass(1_500);
  expect(it.expired).toHaveLength(1_000);
  expect(it.expired.slice(0, 2)).toEqual(["c999", "c998"]);
});

test("a change that failed is tried again after 5 s, and holds up nobody", async () => {
  const it = world();
  it.failing.add("a");
  it.store("a", 2_000);
  it.store("b", 2_001);
  await it.pass(1_500);
  expect([it.expired, it.trouble.length]).toEqual([["b"], 1]);
  it.store("c", 3_000);
  await it.pass(4_000);
  expect([it.expired, it.trouble.length]).toEqual([["b", "c"], 1]);
  it.failing.clear();
  await it.pass(1_000);
  expect(it.expired).toEqual(["b", "c", "a"]);
});

test("one that stays due is looked at every 5 s, not in a loop", async () => {
  const it = world();
  it.failing.add("a");
  it.store("a", 2_000);
  await it.pass(1_000);
  const reads = it.reads();
  await it.pass(4_999);
  expect(it.reads()).toBe(reads);
});

test("a deadline that is not stored holds until it is taken back", async () => {
  const it = world();
  it.loop.note("a", 2_000);
  it.loop.note("b", 2_000);
  it.loop.note("b", null);
  await it.pass(1_000);
  expect(it.expired).toEqual(["a"]);
});

test("no change begins after the end", async () => {
  const it = world();
  it.store("a", 2_000);
  await it.loop.close();
  await it.pass(2_000);
  expect(it.expired).toEqual([]);
});
