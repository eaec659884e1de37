import type { JSX } from "preact";
import type { Message } from "../../transport/index.ts";
import { useChat, usePanel, useTranslator, type WidgetContext } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

/** Under a message that was not sent: another try, or its removal. */
export function FailedDelivery({ row }: { row: Message }): JSX.Element {
  const { t } = useTranslator();
  const { chat, signals } = useChat();
  // After the end, the new chat offers it again.
  const hasEnded = ["ended", "expired"].includes(signals.phase.value.kind);
  const { focusComposer } = usePanel();
  const act = (how: "retry" | "discard"): void => {
    chat[how](row.key);
    focusComposer();
  };
  return (
    <div class="pl-meta pl-meta--bad">
      <Icon name="alert" size={14} />
      <span>{t("log.failed")}</span>
      {!hasEnded && (
        <button type="button" class="pl-link" onClick={() => act("retry")}>
          {t("log.retry")}
        </button>
      )}
      <button type="button" class="pl-link" onClick={() => act("discard")}>
        {t("log.delete")}
      </button>
    </div>
  );
}

/** Moves focus to the last message that was not sent. @returns whether there is one */
export function focusLastFailed({ chat: { chat }, panel }: WidgetContext): boolean {
  const { order, messages } = chat.get();
  const key = order.findLast((one) => messages.get(one)?.delivery.kind === "failed");
  const row = panel.dialog.current?.querySelector<HTMLElement>(
    `[data-key="${CSS.escape(key ?? "")}"]`,
  );
  row?.focus();
  return row != null;
}
