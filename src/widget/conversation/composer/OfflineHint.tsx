import type { JSX } from "preact";
import { useChat, useTranslator } from "../../model/widget-context.ts";

/** Explains that messages written now are sent later, unless the status banner says so already. */
export function OfflineHint(): JSX.Element | null {
  const { t } = useTranslator();
  const { signals } = useChat();
  const stream = signals.stream.value;
  const phase = signals.phase.value.kind;
  const hasBanner = phase === "talking" || phase === "waiting";
  if (hasBanner || stream.kind !== "waiting" || !stream.isOffline) return null;
  return <div class="pl-composer__hint">{t("composer.offline")}</div>;
}
