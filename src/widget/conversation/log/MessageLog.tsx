import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { AttentionSlot, HelloSlot, SecondarySlot } from "../../model/chunk-slots.tsx";
import { useChat, useHost, usePanel, useTranslator } from "../../model/widget-context.ts";
import { QueueCard } from "../screens/QueueCard.tsx";
import { followLink } from "./follow-link.ts";
import { TypingIndicator } from "./TypingIndicator.tsx";
import { useBatchedOrder } from "./use-batched-order.ts";
import { useDrawnRows } from "./use-drawn-rows.tsx";
import { useRovingFocus } from "./use-roving-focus.ts";
import { STEP_ROWS, useRowWindow } from "./use-row-window.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/** Rows are added when the visitor scrolls this close to the edge of the rendered range. */
const EDGE_PX = 400;

/**
 * The transcript: a single tab stop, with arrow keys to move between messages. The end stays in
 * view unless the visitor scrolls up.
 */
export function MessageLog(): JSX.Element {
  const { t } = useTranslator();
  const { signals, idleMinutesLeft, languageNotice } = useChat();
  const { visit } = usePanel();
  const { hooks } = useHost();
  const log = useRef<HTMLDivElement>(null);
  const isLoading = useSignal(false);
  const loadOlder = useRef<() => void>(null);
  const wantsOlder = useSignal(false);
  const order = useBatchedOrder(signals);
  const range = useRowWindow(log, order, isLoading);
  const { begin, end } = range;
  // The queue card and the typing indicator change the height as well.
  const height = `${order.length} ${signals.typing.value.length} ${signals.phase.value.kind} ${signals.queue.value?.position}`;
  const endOfLog = useStickToEnd(log, order, range, height);
  const onKeyDown = useRovingFocus();
  const rows = useDrawnRows(order, range);
  const view = { log, order, range, endOfLog, isLoading, loadOlder };

  const onScroll = (): void => {
    if (log.current === null) return;
    const { above, below } = endOfLog.noteScroll(log.current);
    if (above < EDGE_PX && begin > 0) range.move(-STEP_ROWS);
    else if (below < EDGE_PX && end < order.length) range.move(STEP_ROWS);
    else if (above < EDGE_PX && signals.state.peek().hasOlder) {
      wantsOlder.value = true;
      loadOlder.current?.();
    }
  };

  return (
    <>
      <div
        class="pl-log"
        part="log"
        ref={log}
        // Some screen readers announce a log even with aria-live="off".
        role="group"
        aria-label={t("log.name")}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={(event) => followLink(event, hooks)}
      >
        <ol class="pl-items" role="list">
          {wantsOlder.value && <SecondarySlot part="OlderMessages" {...view} />}
          {visit.value.status.value != null && <HelloSlot part="GreetingRows" />}
          {order.length === 0 && <QueueCard />}
          {languageNotice.value?.after === null && <SecondarySlot part="LanguageNotice" />}
          {rows}
          <TypingIndicator />
          {idleMinutesLeft.value !== null && <AttentionSlot part="IdleCard" />}
          {["ended", "expired"].includes(signals.phase.value.kind) && (
            <SecondarySlot part="EndCard" />
          )}
        </ol>
      </div>
      {endOfLog.isFar.value && <SecondarySlot part="JumpToLatest" {...view} />}
    </>
  );
}
