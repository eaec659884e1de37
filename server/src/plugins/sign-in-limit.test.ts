import { beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../testing/fake-clock.ts";
import { ApiError } from "./errors.ts";
import { createSignInLimit, type SignInLimit } from "./sign-in-limit.ts";

let clock: FakeClock;
let limit: SignInLimit;
beforeEach(() => {
  clock = createFakeClock(Date.UTC(2026, 0, 5));
  limit = createSignInLimit(clock);
});

/** One sign-in, as the route does it: 200, 401, or 429 with the seconds to wait. */
function signIn(address: string, clientId: string, isRight: boolean): string {
  try {
    limit.check({ address, clientId });
    if (isRight) limit.succeeded({ address, clientId });
    else limit.refused({ address, clientId });
    return isRight ? "200" : "401";
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${error.status} ${error.retryAfterSeconds}`;
  }
}
const wrong = (address: string, clientId = "desk"): string => signIn(address, clientId, false);
const right = (address: string, clientId = "desk"): string => signIn(address, clientId, true);
const times = (count: number, act: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => act(n));

test("ten wrong secrets a minute are answered; then the waits double up to a minute", () => {
  expect(times(10, () => wrong("1.1.1.1"))).toEqual(times(10, () => "401"));
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    expect(wrong("1.1.1.1")).toBe(`429 ${seconds}`);
    expect(right("1.1.1.1")).toBe(`429 ${seconds}`);
    clock.advance(seconds * 1000);
    expect(wrong("1.1.1.1")).toBe("401");
  }
});

test("tries during a wait do not make it longer", () => {
  times(10, () => wrong("1.1.1.1"));
  times(1_000, () => wrong("1.1.1.1"));
  clock.advance(1_000);
  expect(right("1.1.1.1")).toBe("200");
});

test("ten in a minute and nine in the next are no guessing", () => {
  for (let minute = 0; minute < 5; minute++) {
    expect(times(9, () => wrong("1.1.1.1"))).toEqual(times(9, () => "401"));
    clock.advance(60_000);
  }
});

test("an IPv6 visitor is one by its /64", () => {
  times(10, (n) => wrong(`2001:db8::${n + 1}`, `client-${n}`));
  expect(wrong("2001:db8::ff", "other")).toBe("429 1");
  expect(wrong("2001:db8:0:1::1", "other")).toBe("401");
});

test("many addresses that guess at one client wait together", () => {
  expect(times(10, (n) => wrong(`1.1.1.${n}`))).toEqual(times(10, () => "401"));
  expect(wrong("1.1.2.1")).toBe("429 1");
  clock.advance(1_000);
  expect(wrong("1.1.2.2")).toBe("401");
  expect(wrong("1.1.2.3")).toBe("429 2");
});

test("a stranger's guesses do not lock the client out where it has not been wrong", () => {
  times(200, (n) => {
    clock.advance(5_000);
    return wrong(`1.1.${Math.floor(n / 10)}.1`);
  });
  expect(wrong("2.2.2.2")).toMatch(/^429/);
  expect(right("9.9.9.9")).toBe("200");
});

test("an address that was wrong about a client that waits has to wait, too, right or wrong", () => {
  times(9, (n) => wrong(`1.1.1.${n}`));
  expect(wrong("2.2.2.2")).toBe("401");
  expect(wrong("3.3.3.3")).toBe("429 1");
  expect(right("2.2.2.2")).toBe("429 1");
  expect(right("3.3.3.3")).toBe("429 1");
  clock.advance(1_000);
  expect(right("3.3.3.3")).toBe("200");
});

test("a success forgets what was wrong about the same client", () => {
  times(9, () => wrong("1.1.1.1"));
  expect(right("1.1.1.1")).toBe("200");
  expect(times(10, () => wrong("1.1.1.1"))).toEqual(times(10, () => "401"));
});

test("knowing one secret does not buy guesses at another", () => {
  for (let n = 0; n < 5; n++) {
    expect(wrong("1.1.1.1", "victim")).toBe("401");
    expect(right("1.1.1.1", "own")).toBe("200");
    expect(wrong("1.1.1.1", "victim")).toBe("401");
  }
  expect(wrong("1.1.1.1", "victim")).toBe("429 1");
});

test("after a minute of quiet nothing is held against anybody", () => {
  times(12, () => wrong("1.1.1.1"));
  clock.advance(61_000);
  expect(times(10, () => wrong("1.1.1.1"))).toEqual(times(10, () => "401"));
});
