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

test("others have two thirds of the time", async () => {
  const turns = createDiskTurns();
  const busyMs = 3;
  const begin = performance.now();
  for (let turn = 0; turn < 10; turn++)
    await turns.take(async () => {
      const until = performance.now() + busyMs;
      while (performance.now() < until);
    });
  // The rest behind the last turn is owed to the next one.
  expect(performance.now() - begin).toBeGreaterThanOrEqual(10 * busyMs + 9 * 2 * busyMs - 2);
});
