import { afterEach, beforeEach, expect, test } from "vitest";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import type { Clock } from "./ports/clock.ts";
import { systemClock } from "./ports/clock.ts";

/* The visitor's clock is wrong: only the server's own times are compared with each other. */

const HOUR_MS = 3_600_000;
let fixture: GuestFixture;
let aheadMs = 0;
const serverClock: Clock = { ...systemClock, now: () => Date.now() + aheadMs };
const visitorClock = (offsetMs: number): Clock => ({
  ...systemClock,
  now: () => Date.now() + offsetMs,
});

beforeEach(() => {
  aheadMs = 0;
  fixture = openGuestFixture({ clock: serverClock });
});
afterEach(() => fixture.close());

test.each([-30, 30])("a clock that is %d hours wrong throws no session away", async (hours) => {
  const clock = visitorClock(hours * HOUR_MS);
  const first = fixture.guest({}, { clock });
  await first.start();
  first.send("one");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  first.destroy();
  const second = fixture.guest({}, { clock });
  expect(await second.resume()).toBe(true);
  await until(() => expect(second.get().phase.kind).toBe("waiting"));
  await until(() => expect(textsOf(second)).toEqual(["one"]));
  const offsetMs = second.get().clockOffsetMs ?? Number.NaN;
  expect(Math.abs(offsetMs + hours * HOUR_MS)).toBeLessThan(5_000);
});

test("the answer about the service tells the server's time before there is a conversation", async () => {
  const chat = fixture.guest({}, { clock: visitorClock(-30 * HOUR_MS) });
  await chat.status();
  const offsetMs = chat.get().clockOffsetMs ?? Number.NaN;
  expect(Math.abs(offsetMs - 30 * HOUR_MS)).toBeLessThan(5_000);
});

test("a token that has ended by the server's clock is dropped without a word, whatever the visitor's clock says", async () => {
  const clock = visitorClock(-30 * HOUR_MS);
  const first = fixture.guest({}, { clock });
  await first.start();
  first.destroy();
  aheadMs = 30 * HOUR_MS;
  const second = fixture.guest({}, { clock });
  expect(second.hasStoredSession()).toBe(true);
  expect(await second.resume()).toBe(false);
  expect(second.get().phase.kind).toBe("none");
  expect(second.hasStoredSession()).toBe(false);
  await second.start();
  expect(second.get().phase.kind).toBe("waiting");
});

test("the end of a conversation is told by the server's clock", async () => {
  const chat = fixture.guest({}, { clock: visitorClock(7 * HOUR_MS) });
  await chat.start();
  await chat.end();
  const { phase } = chat.get();
  const at = phase.kind === "ended" ? phase.at : Number.NaN;
  expect(Math.abs(at - Date.now())).toBeLessThan(5_000);
});

test("the offset follows a clock that the visitor sets while the page is open", async () => {
  let offsetMs = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + offsetMs };
  const chat = fixture.guest({}, { clock });
  await chat.start();
  expect(Math.abs(chat.get().clockOffsetMs ?? Number.NaN)).toBeLessThan(2_000);
  offsetMs = 5 * HOUR_MS;
  // The server tells whole seconds.
  aheadMs += 2_000;
  chat.send("one");
  await until(() => expect(chat.get().clockOffsetMs ?? 0).toBeLessThan(-4 * HOUR_MS));
});
