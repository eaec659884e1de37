import type { JSX } from "preact";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";

/** Starts the next chat; stands where the composer has been. */
export function EndFoot(): JSX.Element {
  const { t } = useTranslator();
  const { chat } = useChat();
  const visit = usePanel().visit.value;
  // The failed phase has a screen of its own.
  const again = (): void => void chat.start(visit.startWith).catch(() => undefined);
  return (
    <div class="pl-foot">
      <button type="button" class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block" onClick={again}>
        {t("ended.again")}
      </button>
    </div>
  );
}
