import type { JSX } from "preact";
import { begin } from "../model/begin-conversation.ts";
import { usePanel, useTranslator, useWidget } from "../model/widget-context.ts";

/** Starts the next chat; stands where the composer has been. */
export function EndFoot(): JSX.Element {
  const { t } = useTranslator();
  const context = useWidget();
  const { chat } = context.chat;
  const visit = usePanel().visit.value;
  const again = (): void => {
    const { options } = context.host;
    const hasUnsent = [...chat.get().messages.values()].some(
      ({ delivery }) => delivery.kind !== "sent",
    );
    // Unsent messages are what the new chat begins with.
    if (options.startOn === "open" || options.preChat !== null || hasUnsent)
      // The failed phase has a screen of its own.
      return void chat.start(visit.startWith).catch(() => undefined);
    chat.clear();
    begin(context);
  };
  return (
    <div class="pl-foot">
      <button type="button" class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block" onClick={again}>
        {t("ended.again")}
      </button>
    </div>
  );
}
