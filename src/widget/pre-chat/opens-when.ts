import { isSameDay, isTomorrow } from "../i18n/dates.ts";
import type { Translator } from "../i18n/translator.ts";
import type { NextOpening } from "../model/panel.ts";
import type { Opening } from "./opening-hours.ts";

/** How a sentence names the next opening; null when that is not known. */
export function opensWhen(
  { opensAt, now }: Opening,
  { formatLocale, timeOf }: Translator,
): NextOpening | null {
  if (opensAt === null) return null;
  const weekday = new Intl.DateTimeFormat(formatLocale(), { weekday: "long" });
  const when = isSameDay(opensAt, now) ? "today" : isTomorrow(opensAt, now) ? "tomorrow" : "day";
  return { when, gaps: { time: timeOf(opensAt), day: weekday.format(opensAt) } };
}
