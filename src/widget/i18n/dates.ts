import type { Translator } from "./translator.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** `Today`, `Yesterday`, else weekday and date. */
export function dayName({ t, formatLocale }: Translator, at: number, now: number): string {
  if (isSameDay(at, now)) return t("log.today");
  if (isSameDay(at, now - DAY_MS)) return t("log.yesterday");
  const form = { weekday: "long", day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(formatLocale(), form).format(at);
}

/**
 * Removes the marks of `isolated` from a sentence that is not displayed, but spoken or read by a
 * program.
 */
export const withoutMarks = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");
