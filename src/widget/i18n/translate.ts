import { computed, signal } from "@preact/signals";
import { en, type Catalogue } from "./en.ts";
import { fetchWords, unpack, type Packed } from "./fetch-words.ts";
import type { enPreChat } from "./en-pre-chat.ts";
import type { enSecondary } from "./en-secondary.ts";
import type { enUnseen } from "./en-unseen.ts";
import type { enConversation } from "./en-conversation.ts";
import type { Language } from "./languages.ts";
import { withCurrentNames } from "./renamed.ts";

export type WordKey =
  | keyof typeof en
  | keyof typeof enConversation
  | keyof typeof enPreChat
  | keyof typeof enSecondary
  | keyof typeof enUnseen;

/** The English catalogues of the chunks that have been loaded so far. */
const parts = signal<readonly Catalogue[]>([en]);
const spoken = signal<{
  readonly tag: string;
  readonly packed: Packed;
  /** The page's own messages, which override those of the language. */
  readonly messages: Catalogue;
}>({ tag: "en", packed: {}, messages: {} });
const words = computed((): Catalogue => {
  const { packed, messages } = spoken.value;
  const translated = parts.value.map((part) => unpack(packed, part));
  return Object.assign({}, ...parts.value, ...translated, messages) as Catalogue;
});

/** Adds the English messages of a chunk that has just been loaded. */
export function addWords(more: Catalogue): void {
  parts.value = [...parts.value, more];
}

/** The language of the messages, as a BCP 47 tag. Shared by all widgets of a page. */
export const language = computed(() => spoken.value.tag);

/** Whether the language is written from right to left. */
export const isRightToLeft = (): boolean => /^(ar|he)/.test(spoken.value.tag);

let wanted = "en";

/**
 * Changes the language at once, in all widgets of the page.
 * @param messages - the page's own messages, which override those of the language
 * @throws when the catalogue cannot be fetched; nothing changes then
 */
export async function setLanguage(tag: Language, messages: Catalogue): Promise<void> {
  wanted = tag;
  const packed = tag === "en" ? {} : (await fetchWords(tag)).words;
  if (wanted === tag) spoken.value = { tag, packed, messages: withCurrentNames(messages) };
}

/**
 * Creates a value on first use: a browser takes milliseconds for each formatter below, and an empty
 * panel needs none.
 */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/**
 * The visitor's own locale if it has the same language, because it defines the clock and the dates.
 */
const formats = computed(() => {
  const { tag } = spoken.value;
  // Chromium reports `en-US@posix` where the system sets no language, and `Intl` rejects it.
  const here = (globalThis.navigator?.language ?? tag).replace(/@.*/, "");
  const locale = here.slice(0, 2) === tag.slice(0, 2) ? here : tag;
  return {
    locale,
    plural: once(() => new Intl.PluralRules(tag)),
    ordinal: once(() => new Intl.PluralRules(tag, { type: "ordinal" })),
    number: once(() => new Intl.NumberFormat(locale)),
    clock: once(() => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" })),
  };
});

/** The locale for `Intl` in other modules. */
export const formatLocale = (): string => formats.value.locale;

export type Gaps = Readonly<Record<string, string | number>>;

/**
 * Right-to-left letters, and marks that change the direction; the last range includes others, for
 * which isolation is harmless.
 */
const TURNING = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ud802-\ufefc]/;

/** Isolates a parameter's direction from the sentence around it. */
export const isolated = (text: string): string =>
  isRightToLeft() || TURNING.test(text) ? `\u2068${text}\u2069` : text;

/**
 * Returns a message of the catalogue with its parameters filled in. `n` chooses the plural form.
 */
export function t(key: WordKey, gaps: Gaps = {}): string {
  const entry = words.value[key] ?? "";
  const { n } = gaps;
  const { plural, ordinal, number } = formats.value;
  const rules = key === "ordinal" ? ordinal : plural;
  const form =
    typeof entry === "string" ? entry : (entry[rules().select(Number(n))] ?? entry.other ?? "");
  return form.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = gaps[name];
    const text = typeof value === "number" ? number().format(value) : value;
    return text === undefined ? gap : isolated(text);
  });
}

/** Formats the time of day. */
export const timeOf = (at: number): string => formats.value.clock().format(at);
