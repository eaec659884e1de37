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

/** `A and B`, as the language joins them. */
export const listOf = ({ formatLocale }: Translator, items: readonly string[]): string =>
  new Intl.ListFormat(formatLocale()).format(items);

/** The language's name for itself. */
export function nameOfLanguage(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** `6:40` */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Removes the marks of `isolated` from a sentence that is not displayed, but spoken or read by a
 * program.
 */
export const withoutMarks = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");
