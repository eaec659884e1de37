import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { SecondarySlot } from "../../model/chunk-slots.tsx";
import { useChat, useHost, usePanel, useTranslator } from "../../model/widget-context.ts";
import { QueueCard } from "../screens/QueueCard.tsx";
import { followLink } from "./follow-link.ts";
import { TypingIndicator } from "./TypingIndicator.tsx";
import { useBatchedOrder } from "./use-batched-order.ts";
import { useDrawnRows } from "./use-drawn-rows.tsx";
import { useOlderMessages } from "./use-older-messages.ts";
import { useRovingFocus } from "./use-roving-focus.ts";
import { STEP_ROWS, useRowWindow } from "./use-row-window.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/** Rows are added when the visitor scrolls this close to the edge of the rendered range. */
const EDGE_PX = 400;

function OlderFailed({ onRetry }: { onRetry: () => void }): JSX.Element {
  const { t } = useTranslator();
  return (
    <li class="pl-note">
      {t("log.olderFailed")}{" "}
      <button type="button" class="pl-link" onClick={onRetry}>
        {t("failed.again")}
      </button>
    </li>
  );
}

/**
 * The transcript: a single tab stop, with arrow keys to move between messages. The end stays in
 * view unless the visitor scrolls up.
 */
export function MessageLog(): JSX.Element {
  const { t } = useTranslator();
  const { signals, firstUnread, languageNotice } = useChat();
  const { focusComposer } = usePanel();
  const { hooks } = useHost();
  const log = useRef<HTMLDivElement>(null);
  const isLoading = useSignal(false);
  const order = useBatchedOrder(signals);
  const range = useRowWindow(log, order, isLoading);
  const { begin, end } = range;
  // The queue card and the typing indicator change the height as well.
  const height = `${order.length} ${signals.typing.value.length} ${signals.phase.value.kind} ${signals.queue.value?.position}`;
  const { isFar, missed, noteScroll, follow, release } = useStickToEnd(log, order, range, height);
  const older = useOlderMessages(order, range, isLoading);
  const onKeyDown = useRovingFocus();
  const rows = useDrawnRows(order, range);

  const onScroll = (): void => {
    if (log.current === null) return;
    const { above, below } = noteScroll(log.current);
    if (above < EDGE_PX && begin > 0) range.move(-STEP_ROWS);
    else if (below < EDGE_PX && end < order.length) range.move(STEP_ROWS);
    else if (above < EDGE_PX && !older.hasFailed) void older.load();
  };

  const retryOlder = (): void => {
    // The button goes, and must not take the focus with it.
    log.current?.focus({ preventScroll: true });
    void older.load();
  };
  /** Scrolls to the first row that has arrived meanwhile; without any, to the end. */
  const jump = (): void => {
    const isNews = missed.peek() > 0;
    const first = firstUnread.peek();
    if (isNews) release();
    range.last.value = null;
    if (!isNews) {
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

  return (
    <>
      <div
        class="pl-log"
        part="log"
        ref={log}
        role="log"
        aria-live="off"
        aria-label={t("log.name")}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={(event) => followLink(event, hooks)}
      >
        <ol class="pl-items" role="list">
          {isLoading.value && <li class="pl-note">{t("log.loading")}</li>}
          {older.hasFailed && <OlderFailed onRetry={retryOlder} />}
          {order.length === 0 && <QueueCard />}
          {languageNotice.value?.after === null && <SecondarySlot part="LanguageNotice" />}
          {rows}
          <TypingIndicator />
        </ol>
      </div>
      {isFar.value && <SecondarySlot part="JumpToLatest" missed={missed.value} onClick={jump} />}
    </>
  );
}
