import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { en, Catalogue } from "./en.ts";
import type { enAttach } from "./en-attach.ts";
import type { enDirect } from "./en-direct.ts";
import type { WordsPart } from "./fetch-words.ts";
import type { enHello } from "./en-hello.ts";
import type { enLeaveMessage } from "./en-leave-message.ts";
import type { enPreChat } from "./en-pre-chat.ts";
import type { enRich } from "./en-rich.ts";
import type { enSecondary } from "./en-secondary.ts";
import type { enConversation } from "./en-conversation.ts";
import type { enRowFiles } from "./en-row-files.ts";
import type { Language } from "./languages.ts";
import { withCurrentNames } from "./renamed.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type WordKey =
  | keyof typeof en
  | keyof typeof enConversation
  | keyof typeof enAttach
  | keyof typeof enDirect
  | keyof typeof enHello
  | keyof typeof enLeaveMessage
  | keyof typeof enPreChat
  | keyof typeof enRich
  | keyof typeof enRowFiles
  | keyof typeof enSecondary;

/** The values of a message's parameters. */
type Parameters = Readonly<Record<string, string | number>>;

/**
 * Returns a message of the catalogue with its parameters filled in. The parameter `n` selects the
 * plural form.
 */
export type Translate = (key: WordKey, parameters?: Parameters) => string;

/** The language of one widget: its messages, and the form of its dates and numbers. */
export interface Translator {
  /** The language of the messages, as a BCP 47 tag. */
  readonly language: ReadonlySignal<string>;
  readonly t: Translate;
  /** Formats the time of day: `7:16 AM`. */
  readonly timeOf: (at: number) => string;
  /** Formats two times of day, in ms since 1970: `7:16 – 7:21 AM`; within a minute, one time. */
  readonly rangeOf: (from: number, to: number) => string;
  /** The locale for `Intl` in other modules. */
  readonly formatLocale: () => string;
  /** The direction in which the language is written. */
  readonly direction: () => "ltr" | "rtl";
  /** Isolates a parameter's direction from the sentence around it. */
  readonly isolated: (text: string) => string;
  /**
   * Whether the messages of a part can be shown: in the language or, if they could not be fetched,
   * in English. The first call fetches them.
   */
  readonly hasWords: (part: WordsPart) => boolean;
  /**
   * Changes the language at once, with all parts of the catalogue that have been used.
   * @param messages - the page's own messages, which override those of the language
   * @throws when the catalogue cannot be fetched; nothing changes then
   */
  readonly setLanguage: (tag: Language, messages: Catalogue) => Promise<void>;
}

/**
 * Right-to-left letters, and marks that change the direction; the last range includes others, for
 * which isolation is harmless.
 */
const TURNING = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ud802-\ufefc]/;

/**
 * Creates a value on first use: a browser takes milliseconds for each formatter below, and an empty
 * panel needs none.
 */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/**
 * The formatters of a language. The visitor's own locale is used if it has the same language,
 * because it defines the clock and the dates.
 */
function formatsOf(tag: string) {
  // Chromium reports `en-US@posix` where the system sets no language, and `Intl` rejects it.
  const here = (globalThis.navigator?.language ?? tag).replace(/@.*/, "");
  const locale = here.slice(0, 2) === tag.slice(0, 2) ? here : tag;
  return {
    locale,
    plural: once(() => new Intl.PluralRules(tag)),
    ordinal: once(() => new Intl.PluralRules(tag, { type: "ordinal" })),
    number: once(() => new Intl.NumberFormat(locale)),
    clock: once(() => new Intl.DateTimeFormat(locale, { timeStyle: "short" })),
  };
}

/**
 * Creates a translator, which speaks English until another language is set. It reads signals, so
 * that whatever uses it is drawn again when the language changes.
 * @param english - the English catalogues of the code that has been loaded
 */
export function createTranslator(english: () => readonly Catalogue[]): Translator {
  /** The parts that the widget has used. */
  const used = new Set<WordsPart>([undefined]);
  const spoken = signal<{
    readonly tag: string;
    /** Null for English. */
    readonly vocabulary: Vocabulary | null;
    /** The page's own messages, which override those of the language. */
    readonly messages: Catalogue;
  }>({ tag: "en", vocabulary: null, messages: {} });
  const language = computed(() => spoken.value.tag);
  const formats = computed(() => formatsOf(language.value));
  const words = computed((): Catalogue => {
    const { vocabulary, messages } = spoken.value;
    const parts = english();
    const translated = parts.map((part) => vocabulary?.translate(part));
    return Object.assign({}, ...parts, ...translated, messages) as Catalogue;
  });
  let wanted = "en";
  const direction = (): "ltr" | "rtl" => (/^(ar|he)/.test(language.value) ? "rtl" : "ltr");
  const isolated = (text: string): string =>
    direction() === "rtl" || TURNING.test(text) ? `\u2068${text}\u2069` : text;
  return {
    language,
    t(key, parameters = {}) {
      const entry = words.value[key] ?? "";
      const { n } = parameters;
      const { plural, ordinal, number } = formats.value;
      const rules = key === "ordinal" ? ordinal : plural;
      const form =
        typeof entry === "string" ? entry : (entry[rules().select(Number(n))] ?? entry.other ?? "");
      return form.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
        const value = parameters[name];
        const text = typeof value === "number" ? number().format(value) : value;
        return text === undefined ? placeholder : isolated(text);
      });
    },
    timeOf: (at) => formats.value.clock().format(at),
    rangeOf(from, to) {
      const clock = formats.value.clock();
      const [day, lastDay] = [from, to].map((at) => new Date(at).toDateString());
      if (day === lastDay && from < to) return clock.formatRange(from, to);
      const [start, end] = [clock.format(from), clock.format(to)];
      return start === end ? end : `${start}–${end}`;
    },
    formatLocale: () => formats.value.locale,
    direction,
    isolated,
    hasWords(part) {
      used.add(part);
      return spoken.value.vocabulary?.has(part) ?? true;
    },
    async setLanguage(tag, messages) {
      wanted = tag;
      const vocabulary =
        tag === "en"
          ? null
          : await (await import("./vocabulary.ts")).fetchVocabulary(tag, used, () => {
              spoken.value = { ...spoken.value };
            });
      if (wanted === tag) spoken.value = { tag, vocabulary, messages: withCurrentNames(messages) };
    },
  };
}
