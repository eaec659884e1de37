import { en, type Catalogue } from "./en.ts";
import type { enLater } from "./en-later.ts";
import type { enForms } from "./en-forms.ts";
import type { enTalk } from "./en-talk.ts";

export type WordKey =
  | keyof typeof en
  | keyof typeof enTalk
  | keyof typeof enForms
  | keyof typeof enLater;

/** The words that are here so far. */
let words: Catalogue = en;

/** Adds the words of a chunk that has just arrived. */
export function addWords(more: Catalogue): void {
  words = { ...words, ...more };
}

export type Gaps = Readonly<Record<string, string | number>>;

const locale = "en";
const plural = new Intl.PluralRules(locale);
const ordinal = new Intl.PluralRules(locale, { type: "ordinal" });
const number = new Intl.NumberFormat(locale);

/** A sentence of the catalogue with its gaps filled. `n` chooses the plural form. */
export function t(key: WordKey, gaps: Gaps = {}): string {
  const entry = words[key] ?? "";
  const { n } = gaps;
  const rules = key === "ordinal" ? ordinal : plural;
  const form =
    typeof entry === "string" ? entry : (entry[rules.select(Number(n))] ?? entry.other ?? "");
  return form.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = gaps[name];
    return value === undefined ? gap : typeof value === "number" ? number.format(value) : value;
  });
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

/** The time of day, as the visitor's own system writes it. */
export const timeOf = (at: number): string => clock.format(at);

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** `Today`, `Yesterday`, else weekday and date. */
export function dayName(at: number, now: number): string {
  if (isSameDay(at, now)) return t("log.today");
  if (isSameDay(at, now - 24 * 60 * 60 * 1000)) return t("log.yesterday");
  return date.format(at);
}
