import { expect, test } from "vitest";
import { createDiskTurns } from "./disk-turns.ts";

test("turns come one at a time, in the order of asking, and one that fails stops no other", async () => {
  const turns = createDiskTurns();
  const events: string[] = [];
  const take = (name: string, isBroken = false): Promise<string> =>
    turns.take(async () => {
      events.push(`${name} begins`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
      if (isBroken) throw new Error("the disk is gone");
      return name;
    });
  const all = [take("one"), take("two", true), take("three")];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(events).toEqual(
    ["one", "two", "three"].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});

test.each([
  ["three short turns", [3, 3, 3], [0, 6, 6]],
  ["a short turn behind a long one", [30, 3, 3], [0, 60, 6]],
  ["a disk that hangs", [5_000, 3], [0, 250]],
])("others have two thirds of the time: %s", async (_, works, rests) => {
  let now = 0;
  const rested: number[] = [];
  const turns = createDiskTurns({
    now: () => now,
    async rest(ms) {
      rested.push(ms);
      now += ms;
    },
  });
  for (const ms of works)
    await turns.take(async () => {
      now += ms;
    });
  expect(rested).toEqual(rests);
});

test("time without a turn is rest as well", async () => {
  let now = 0;
  const rested: number[] = [];
  const turns = createDiskTurns({
    now: () => now,
    rest: async (ms) => void rested.push(ms),
  });
  const work = async (): Promise<void> => void (now += 10);
  await turns.take(work);
  now += 25;
  await turns.take(work);
  expect(rested).toEqual([0, 0]);
});
