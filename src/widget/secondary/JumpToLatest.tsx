import type { JSX } from "preact";
import type { LogView } from "../model/log-view.ts";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

const MOST = 99;

/** Scrolls back to the end of the log; shows how many messages have arrived meanwhile. */
export function JumpToLatest({ log, range, endOfLog }: LogView): JSX.Element {
  const { t } = useTranslator();
  const { firstUnread } = useChat();
  const { focusComposer } = usePanel();
  const { follow, release } = endOfLog;
  const missed = endOfLog.missed.value;
  /** Scrolls to the first row that has arrived meanwhile; without any, to the end. */
  const jump = (): void => {
    const first = firstUnread.peek();
    if (missed > 0) release();
    range.last.value = null;
    if (missed === 0) {
      if (log.current !== null) follow(log.current);
      return focusComposer();
    }
    requestAnimationFrame(() => {
      const element = log.current;
      const row = element?.querySelector<HTMLElement>(`[data-key="${CSS.escape(first ?? "")}"]`);
      if (element === null) return;
      if (row == null) return follow(element);
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    });
  };
  const text =
    missed === 0
      ? t("log.jump")
      : missed > MOST
        ? t("log.jumpMany")
        : t("log.jumpNew", { n: missed });
  return (
    <button type="button" class="pl-jump" onClick={jump}>
      <Icon name="arrdown" size={16} />
      <span key={text}>{text}</span>
    </button>
  );
}
