import { dayName, isSameDay } from "../../../src/widget/i18n/dates.ts";
import type { ContentTime } from "../api/content.ts";
import { english } from "./english.ts";

/** The times of each day of the agent's calendar, in order. */
export function timesByDay(times: readonly ContentTime[]): readonly (readonly ContentTime[])[] {
  const days: ContentTime[][] = [];
  for (const time of times.toSorted((a, b) => a.at - b.at)) {
    const last = days.at(-1);
    if (last?.[0] !== undefined && isSameDay(last[0].at, time.at)) last.push(time);
    else days.push([time]);
  }
  return days;
}

/** The day of a time that is to come. */
export const dayNameOf = (at: number, now: number): string => dayName(english, at, now);

/** The city that names the agent's time zone; the whole name where it has none. */
export function cityOf(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
}
