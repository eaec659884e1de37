import { expect, test } from "vitest";
import type { Clock } from "../../ports/clock.ts";
import { createOwnMember } from "./own-member.ts";

/** A clock whose timers run when the test says so. */
function manualClock(): { readonly clock: Clock; now: number; advance(ms: number): void } {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const manual = {
    now: 0,
    clock: {
      now: () => manual.now,
      after(ms: number, callback: () => void) {
        const timer = { at: manual.now + ms, callback };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
    advance(ms: number) {
      manual.now += ms;
      for (const timer of timers) {
        if (timer.at > manual.now) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
  };
  return manual;
}

test("without a report the own member counts as connected after 3 s", () => {
  const { clock, advance } = manualClock();
  let count = 0;
  const own = createOwnMember(clock, () => count++);
  own.await();
  advance(2_999);
  expect([own.isConnected(), count]).toEqual([false, 0]);
  advance(1);
  expect([own.isConnected(), count]).toEqual([true, 1]);
});

test("the wait of a connection that was lost does not make the next one ready", () => {
  const { clock, advance } = manualClock();
  let count = 0;
  const own = createOwnMember(clock, () => count++);
  own.await();
  advance(2_000);
  own.unknown();
  own.await();
  advance(1_000);
  expect([own.isConnected(), count]).toEqual([false, 0]);
  advance(2_000);
  expect([own.isConnected(), count]).toEqual([true, 1]);
});

test("a refusal is final once the server has reported the member, and only then", () => {
  const { clock, advance } = manualClock();
  let count = 0;
  const own = createOwnMember(clock, () => count++);
  own.await();
  advance(3_000);
  expect(own.refused()).toBe(true);
  expect([own.isConnected(), count]).toEqual([false, 1]);
  own.connected();
  expect(own.refused()).toBe(false);
  expect([own.isConnected(), count]).toEqual([true, 2]);
  own.unknown();
  expect(own.refused()).toBe(true);
});

test("the wait for a report grows with each refusal, up to a minute, and not beyond a connection", () => {
  const { clock, advance } = manualClock();
  const own = createOwnMember(clock, () => undefined);
  own.await();
  advance(3_000);
  for (const ms of [6_000, 12_000, 24_000, 48_000, 60_000, 60_000]) {
    own.refused();
    // A second message that was refused meanwhile changes nothing.
    own.refused();
    advance(ms - 1);
    expect(own.isConnected()).toBe(false);
    advance(1);
    expect(own.isConnected()).toBe(true);
  }
  own.await();
  advance(3_000);
  expect(own.isConnected()).toBe(true);
});

test("the reason of an end is the guest's leaving, else an agent who left just before", () => {
  const { clock, advance } = manualClock();
  const own = createOwnMember(clock, () => undefined);
  expect(own.endReason()).toBe("system");
  own.agentLeft();
  advance(2_000);
  expect(own.endReason()).toBe("agent");
  advance(1);
  expect(own.endReason()).toBe("system");
  own.leaving(true);
  expect(own.endReason()).toBe("guest");
});
