import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Catalogue } from "../i18n/en.ts";
import type { Translator } from "../i18n/translator.ts";
import type { Launcher } from "../model/launcher.ts";
import { persistedValue } from "../model/persisted-value.ts";
import type { ResolvedOptions } from "../options/options.ts";

interface LanguageChoice {
  /** The catalogue of the first language has been loaded, or could not be. */
  readonly hasWords: Signal<boolean>;
  /** Applies the visitor's choice, and stores it. */
  readonly choose: (tag: string) => Promise<void>;
  /** Applies the page's choice; null returns to the language of the page. */
  readonly set: (tag: string | null, messages?: Catalogue) => Promise<void>;
  /** Determines the language again. */
  readonly follow: () => Promise<void>;
}

/**
 * Determines the language: the last choice, the visitor's stored one, the option, the page's and
 * the browser's, in this order.
 */
export function createLanguage(
  { bestLanguage }: Launcher,
  options: ReadonlySignal<ResolvedOptions>,
  { setLanguage }: Translator,
): LanguageChoice {
  const stored = persistedValue("language", options.peek().deploymentId);
  const hasWords = signal(false);
  let chosen: string | null = null;
  const follow = (messages: Catalogue = options.peek().messages): Promise<void> => {
    const tag =
      bestLanguage([
        chosen,
        stored.read(),
        options.peek().locale,
        document.documentElement.lang,
        navigator.language,
      ]) ?? "en";
    // The English catalogue is bundled.
    hasWords.value ||= tag === "en";
    return setLanguage(tag, messages);
  };
  const set: LanguageChoice["set"] = (tag, messages) => {
    chosen = tag;
    return follow(messages);
  };
  const speaksNow = (): boolean => (hasWords.value = true);
  void follow().then(speaksNow, speaksNow);
  return {
    hasWords,
    choose(tag) {
      stored.write(tag);
      return set(tag);
    },
    set,
    follow: () => follow(),
  };
}
