import { expect, test } from "vitest";
import { LogPlace, type LogView } from "./log-place.ts";

interface Drawn {
  readonly key: string;
  readonly height: number;
}

/** A log of rows with these heights, in a window of 100 pixels. */
class FakeLog {
  rows: readonly Drawn[];
  scrollTop = 0;
  clientHeight = 100;

  constructor(rows: readonly Drawn[]) {
    this.rows = rows;
  }

  get view(): LogView {
    const { rows, scrollTop, clientHeight } = this;
    const top = (index: number): number =>
      rows.slice(0, index).reduce((sum, one) => sum + one.height, 0);
    return {
      scrollTop,
      scrollHeight: Math.max(clientHeight, top(rows.length)),
      clientHeight,
      topOf(key) {
        const at = rows.findIndex((one) => one.key === key);
        return at === -1 ? null : top(at);
      },
      firstInView: () => rows.find((_, index) => top(index + 1) > scrollTop)?.key ?? null,
    };
  }
}

const rows = (from: number, to: number): Drawn[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ key: `r${from + n}`, height: 30 }));

/** Draws other rows, and scrolls to where the place says. */
function draw(log: FakeLog, place: LogPlace, drawn: readonly Drawn[]): void {
  log.rows = drawn;
  log.scrollTop = place.place(log.view);
}
function scroll(log: FakeLog, place: LogPlace, to: number): void {
  log.scrollTop = to;
  place.scrolled(log.view);
}
/** A log opens at its end. */
function open(log: FakeLog): LogPlace {
  const place = new LogPlace();
  scroll(log, place, place.place(log.view));
  return place;
}

test("a reader at the end stays there when messages come", () => {
  const log = new FakeLog([]);
  const place = new LogPlace();
  draw(log, place, rows(1, 10));
  expect(log.scrollTop).toBe(200);
  place.scrolled(log.view);
  draw(log, place, rows(1, 12));
  expect(log.scrollTop).toBe(260);
});

test("a reader further up keeps its place when messages come", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  scroll(log, place, 65);
  draw(log, place, rows(1, 12));
  expect(log.scrollTop).toBe(65);
  expect(place.isAtEnd).toBe(false);
});

test("a reader keeps its place when older messages are loaded above, also together with newer ones", () => {
  const log = new FakeLog(rows(11, 20));
  const place = open(log);
  scroll(log, place, 10);
  draw(log, place, rows(1, 22));
  expect(log.scrollTop).toBe(310);
});

test("at the end, a log that becomes smaller still shows its end", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  scroll(log, place, 200);
  log.clientHeight = 60;
  expect(place.place(log.view)).toBe(240);
});

test("going to the end sticks to it again", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  scroll(log, place, 0);
  place.goToEnd();
  draw(log, place, rows(1, 11));
  expect(log.scrollTop).toBe(230);
});

/* A browser reports scrolling late: after other changes of the same frame, in WebKit after more. */

test("a scroll that is reported after the log became smaller leaves the reader at the end", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  log.clientHeight = 60;
  place.scrolled(log.view);
  expect(place.isAtEnd).toBe(true);
  expect(place.place(log.view)).toBe(240);
});

test("a scroll that is reported after messages were drawn leaves the reader at the end", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  log.rows = rows(1, 12);
  place.scrolled(log.view);
  expect(place.isAtEnd).toBe(true);
});

test("a reader leaves the end by steps that are shorter than the tolerance", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  for (const top of [185, 170, 155]) scroll(log, place, top);
  expect(place.isAtEnd).toBe(false);
});

test("a message that comes before the reader's scrolling from the end is reported does not move it", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  log.scrollTop = 100;
  draw(log, place, rows(1, 12));
  expect(log.scrollTop).toBe(100);
});

test("older messages that come before further scrolling is reported keep what the reader sees", () => {
  const log = new FakeLog(rows(11, 20));
  const place = open(log);
  scroll(log, place, 65);
  log.scrollTop = 35;
  draw(log, place, rows(1, 20));
  expect(log.scrollTop).toBe(335);
});

test("a reader further up keeps its place when the browser had to move it because rows went", () => {
  const log = new FakeLog(rows(1, 10));
  const place = open(log);
  scroll(log, place, 150);
  log.rows = rows(1, 7);
  log.scrollTop = 110;
  expect(place.place(log.view)).toBe(150);
});
