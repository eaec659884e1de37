import type { JSX } from "preact";
import { nameOfLanguage } from "../i18n/name-of-language.ts";
import { useTranslator } from "../model/widget-context.ts";

/** A row of the log that says that the visitor has changed the language. */
export function LanguageNotice(): JSX.Element {
  const { language, t } = useTranslator();
  return <li class="pl-note">{t("log.language", { language: nameOfLanguage(language.value) })}</li>;
}
