import type { JSX } from "preact";
import { usePanel, useTranslator } from "../model/widget-context.ts";

/** The line above the composer that says what begins a conversation. */
export function BeginHint(): JSX.Element {
  const { t } = useTranslator();
  const status = usePanel().visit.value.status.value;
  const hasChoices = (status?.greeting.at(-1)?.choices.length ?? 0) > 0;
  return <p class="pl-begin">{t(hasChoices ? "hello.beginChoices" : "hello.begin")}</p>;
}
