import { isSameDay } from "../i18n/dates.ts";
import type { Translator } from "../i18n/translator.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How a sentence names the next opening, and its parameters. */
export function opensWhen(
  opensAt: number,
  { formatLocale, timeOf }: Translator,
): { readonly when: "today" | "tomorrow" | "day"; readonly gaps: { time: string; day: string } } {
  const weekday = new Intl.DateTimeFormat(formatLocale(), { weekday: "long" });
  const when = isSameDay(opensAt, Date.now())
    ? "today"
    : isSameDay(opensAt, Date.now() + DAY_MS)
      ? "tomorrow"
      : "day";
  return { when, gaps: { time: timeOf(opensAt), day: weekday.format(opensAt) } };
}
