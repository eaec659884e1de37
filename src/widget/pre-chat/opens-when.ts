import { isSameDay, isTomorrow } from "../i18n/dates.ts";
import type { Translator } from "../i18n/translator.ts";

/** How a sentence names the next opening, and its parameters. */
export function opensWhen(
  opensAt: number,
  { formatLocale, timeOf }: Translator,
): { readonly when: "today" | "tomorrow" | "day"; readonly gaps: { time: string; day: string } } {
  const weekday = new Intl.DateTimeFormat(formatLocale(), { weekday: "long" });
  const now = Date.now();
  const when = isSameDay(opensAt, now) ? "today" : isTomorrow(opensAt, now) ? "tomorrow" : "day";
  return { when, gaps: { time: timeOf(opensAt), day: weekday.format(opensAt) } };
}
