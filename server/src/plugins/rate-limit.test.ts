import { expect, test } from "vitest";
import { createFakeClock } from "../testing/fake-clock.ts";
import { ApiError } from "./errors.ts";
import { RateLimit } from "./rate-limit.ts";

/** @returns the seconds to wait; 0 when the call was let through */
function refusalOf(act: () => void): number {
  try {
    act();
    return 0;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 429) throw error;
    return error.retryAfterSeconds ?? -1;
  }
}

test("a quarter of a minute's amount goes at once, and the rest evenly", () => {
  const clock = createFakeClock(0);
  const limit = new RateLimit(clock);
  const take = (): number => refusalOf(() => limit.take("a", 60, { burst: 15 }));
  expect(Array.from({ length: 16 }, take)).toEqual([...Array.from({ length: 15 }, () => 0), 1]);
  clock.advance(999);
  expect(take()).toBe(1);
  clock.advance(1);
  expect([take(), take()]).toEqual([0, 1]);
  // Nothing is saved up beyond the bucket.
  clock.advance(3_600_000);
  expect(Array.from({ length: 16 }, take).filter((wait) => wait === 0)).toHaveLength(15);
});

test("the wait that is told is enough", () => {
  const clock = createFakeClock(0);
  const limit = new RateLimit(clock);
  const take = (amount: number): number =>
    refusalOf(() => limit.take("a", 1_000, { amount, burst: 250 }));
  expect(take(250)).toBe(0);
  const wait = take(100);
  expect(wait).toBe(6);
  clock.advance(wait * 1000);
  expect(take(100)).toBe(0);
});

test("an amount larger than the bucket gets through when it is full, and is paid off afterwards", () => {
  const clock = createFakeClock(0);
  const limit = new RateLimit(clock);
  const take = (amount: number): number =>
    refusalOf(() => limit.take("a", 100, { amount, burst: 25 }));
  expect(take(1_000)).toBe(0);
  clock.advance(9 * 60_000);
  expect(take(1)).toBeGreaterThan(0);
  clock.advance(60_000);
  expect(take(1)).toBe(0);
});

test("a refusal takes nothing, and keys do not share", () => {
  const clock = createFakeClock(0);
  const limit = new RateLimit(clock);
  const take = (key: string): number => refusalOf(() => limit.take(key, 60, { burst: 1 }));
  expect(take("a")).toBe(0);
  for (let n = 0; n < 100; n++) expect(take("a")).toBe(1);
  expect(take("b")).toBe(0);
  clock.advance(1_000);
  expect(take("a")).toBe(0);
});

test("from several buckets all is taken or nothing, and the longest wait is told", () => {
  const clock = createFakeClock(0);
  const limit = new RateLimit(clock);
  const both = (amount: number): number =>
    refusalOf(() =>
      limit.takeAll([
        { key: "calls", perMinute: 60, burst: 3 },
        { key: "bytes", perMinute: 60, burst: 60, amount },
      ]),
    );
  expect(both(60)).toBe(0);
  for (let n = 0; n < 5; n++) expect(both(30)).toBe(30);
  // Two calls are left, and no byte.
  for (let n = 0; n < 2; n++)
    expect(refusalOf(() => limit.take("calls", 60, { burst: 3 }))).toBe(0);
  expect(both(0)).toBe(1);
  clock.advance(30_000);
  expect(both(30)).toBe(0);
});

test("a clock that is set back neither refills nor empties a bucket", () => {
  const clock = createFakeClock(1_000_000);
  const limit = new RateLimit(clock);
  const take = (): number => refusalOf(() => limit.take("a", 60, { burst: 2 }));
  expect(take()).toBe(0);
  clock.set(0);
  expect([take(), take()]).toEqual([0, 1]);
});
