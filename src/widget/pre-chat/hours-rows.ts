import type { Translator } from "../i18n/translator.ts";
import type { Day, Span } from "./opening-hours.ts";

/** A row of the opening hours. Each span of time stands on a line of its own. */
export interface HoursRow {
  readonly name: string;
  readonly times: readonly string[];
}

export const weekdays = ({ formatLocale }: Translator): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(formatLocale(), { weekday: "long" });

export function timesOf({ t, rangeOf }: Translator, spans: readonly Span[]): readonly string[] {
  return spans.length === 0 ? [t("closed.now")] : spans.map(({ from, to }) => rangeOf(from, to));
}

/** Groups consecutive days with the same hours into a single row. */
export function rowsOf(translator: Translator, days: readonly Day[]): readonly HoursRow[] {
  const weekday = weekdays(translator);
  const runs: { days: Day[]; times: readonly string[] }[] = [];
  for (const day of days) {
    const times = timesOf(translator, day.spans);
    const last = runs.at(-1);
    if (last?.times.join() === times.join()) last.days.push(day);
    else runs.push({ days: [day], times });
  }
  return runs.flatMap(({ days: run, times }) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return [];
    if (run.length === 1) return { name: weekday.format(first.at), times };
    if (run.length > 2) return { name: weekday.formatRange(first.at, last.at), times };
    const both = new Intl.ListFormat(translator.formatLocale());
    return { name: both.format(run.map(({ at }) => weekday.format(at))), times };
  });
}
