import type { Translator } from "./translator.ts";

/**
 * The beginning of a day of the visitor's calendar.
 * @param ahead - how many days later; a day has 23 or 25 hours where the clocks change
 */
function dayOf(at: number, ahead = 0): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + ahead).getTime();
}

export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** Whether `at` is on the day after that of `now`. */
export const isTomorrow = (at: number, now: number): boolean => dayOf(at) === dayOf(now, 1);

/** `Today`, `Yesterday`, else weekday and date, with the year if it is another one. */
export function dayName({ t, formatLocale }: Translator, at: number, now: number): string {
  if (isSameDay(at, now)) return t("log.today");
  if (isTomorrow(now, at)) return t("log.yesterday");
  const isOld = new Date(at).getFullYear() !== new Date(now).getFullYear();
  const form = { weekday: "long", day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(formatLocale(), {
    ...form,
    ...(isOld && { year: "numeric" }),
  }).format(at);
}

/** The time of a moment, with its date if that is another day than the one of `now`. */
export function momentName({ formatLocale, timeOf }: Translator, at: number, now: number): string {
  if (isSameDay(at, now)) return timeOf(at);
  const date = new Intl.DateTimeFormat(formatLocale(), { dateStyle: "medium" });
  return `${date.format(at)}, ${timeOf(at)}`;
}

/**
 * Removes the marks of `isolated` from a sentence that is not displayed, but spoken or read by a
 * program.
 */
export const withoutMarks = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");
