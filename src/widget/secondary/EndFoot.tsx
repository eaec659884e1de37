import type { JSX } from "preact";
import { begin } from "../model/begin-conversation.ts";
import { useEndSummary } from "./end-summary.ts";
import { usePanel, useTranslator, useWidget } from "../model/widget-context.ts";

/** Starts the next chat; stands where the composer has been. */
export function EndFoot(): JSX.Element {
  const { t } = useTranslator();
  const context = useWidget();
  const { chat } = context.chat;
  const { signals } = context.chat;
  const panel = usePanel();
  const visit = panel.visit.value;
  const summary = useEndSummary();
  // A server that tells the place in line keeps a list of the messages that were left.
  const mayLeaveMessage =
    summary?.hasLeftQueue === true &&
    context.host.options.leaveMessage !== false &&
    signals.state.value.capabilities.queue;
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
  const leaveMessage = (): void => {
    chat.clear();
    visit.leaving.value = { reason: "wish", back: null };
  };
  return (
    <div class="pl-foot">
      <button type="button" class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block" onClick={again}>
        {t("ended.again")}
      </button>
      {mayLeaveMessage && (
        <button
          type="button"
          class="pl-btn pl-btn--secondary pl-btn--lg pl-btn--block"
          onClick={leaveMessage}
        >
          {t("ended.leave")}
        </button>
      )}
    </div>
  );
}
