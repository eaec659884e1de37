import type { HoursOptions, Weekday } from "../options/options.ts";

/** A span of time, in ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A day of the visitor's calendar. */
export interface Day {
  /** Its noon, in ms since 1970. */
  readonly at: number;
  /** Empty on a closed day. */
  readonly spans: readonly Span[];
}

export interface Opening {
  /** The moment that this holds for, in ms since 1970. */
  readonly now: number;
  readonly isOpen: boolean;
  /** When the chat opens next, in ms since 1970; null when that is not known. */
  readonly opensAt: number | null;
  /** Today and the six days after it, in the visitor's own time zone. */
  readonly days: readonly Day[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;
/** How many days ahead the next opening is searched for. */
const AHEAD_DAYS = 30;
const weekdays: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Offset of a zone's clock from UTC at a moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (
    ["year", "month", "day", "hour", "minute", "second"] as const
  ).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/**
 * The moment at which a zone's clock shows a time; where the clock is put forward and skips it, the
 * moment after.
 */
function momentOf(wallMs: number, timeZone: string): number {
  const guess = wallMs - offsetAt(wallMs, timeZone);
  return wallMs - offsetAt(guess, timeZone);
}

/**
 * Parses `08:00-12:00, 13:00-18:00` for a day whose midnight is given on the zone's own clock; a
 * span that ends before it begins ends the next day.
 */
function spansOf(words: string, midnight: number, timeZone: string): Span[] {
  return [...words.matchAll(/(\d\d):(\d\d)-(\d\d):(\d\d)/g)].map((match) => {
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
    const from = midnight + (fromHour * 60 + fromMinute) * MINUTE_MS;
    const to = midnight + (toHour * 60 + toMinute) * MINUTE_MS;
    return {
      from: momentOf(from, timeZone),
      to: momentOf(to > from ? to : to + DAY_MS, timeZone),
    };
  });
}

/** Whether the chat is open now, when it opens next, and the hours of the days ahead. */
export function openingAt({ timeZone, week, holidays = [] }: HoursOptions, now: number): Opening {
  const wall = now + offsetAt(now, timeZone);
  const today = wall - (((wall % DAY_MS) + DAY_MS) % DAY_MS);
  const spans: Span[] = [];
  for (let ahead = -1; ahead <= AHEAD_DAYS; ahead++) {
    const midnight = today + ahead * DAY_MS;
    const date = new Date(midnight);
    const holiday = holidays.find((one) => one.startsWith(date.toISOString().slice(0, 10)));
    const words = holiday?.slice(10) ?? week[weekdays[date.getUTCDay()] ?? "sun"] ?? "";
    spans.push(...spansOf(words, midnight, timeZone));
  }
  spans.sort((a, b) => a.from - b.from);
  const noon = new Date(now);
  noon.setHours(12, 0, 0, 0);
  const days = [...Array(7).keys()].map((ahead): Day => {
    const at = new Date(noon);
    at.setDate(at.getDate() + ahead);
    const isOn = ({ from }: Span): boolean => new Date(from).toDateString() === at.toDateString();
    return { at: at.getTime(), spans: spans.filter(isOn) };
  });
  return {
    now,
    isOpen: spans.some(({ from, to }) => from <= now && now < to),
    opensAt: spans.find(({ from }) => from > now)?.from ?? null,
    days,
  };
}
