import { useSignal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageKey } from "../../../transport/index.ts";
import type { RowWindow } from "../../model/log-view.ts";
import type { Ref } from "../../model/panel.ts";
import { rowsOf } from "./rows-of.ts";

/** The number of rows that are rendered at most, however long the conversation is. */
export const MAX_ROWS = 100;
/** The rendered range moves by this many rows. */
export const STEP_ROWS = 40;

/** The first row in view, and where it stands. */
function rowInView(log: HTMLElement): { row: HTMLElement; top: number } | null {
  const { top } = log.getBoundingClientRect();
  const row = rowsOf(log).find((one) => one.getBoundingClientRect().bottom > top);
  return row === undefined ? null : { row, top: row.getBoundingClientRect().top };
}

/**
 * Renders a part of a long conversation. A row in view stays where it is when rows are added or
 * removed above it.
 * @param isLoading - while it is true, the row in view is kept for the change that follows as well
 */
export function useRowWindow(
  log: Ref<HTMLElement>,
  order: readonly MessageKey[],
  isLoading: Signal<boolean>,
): RowWindow {
  const last = useSignal<MessageKey | null>(null);
  const isHeld = useRef(false);
  const end = last.value === null ? order.length : order.lastIndexOf(last.value) + 1;
  const begin = Math.max(0, Math.ceil((end - MAX_ROWS) / STEP_ROWS) * STEP_ROWS);
  // Before the rows change, because the visitor may have scrolled since `hold()`.
  const kept = isHeld.current && log.current !== null ? rowInView(log.current) : null;
  useLayoutEffect(() => {
    if (kept === null || log.current === null) return;
    isHeld.current = isLoading.peek();
    if (kept.row.isConnected)
      log.current.scrollTop += kept.row.getBoundingClientRect().top - kept.top;
  }, [begin, end, order, isLoading.value]);
  const hold = (): void => {
    isHeld.current = true;
  };
  return {
    begin,
    end,
    last,
    hold,
    move(by) {
      const next = Math.min(order.length, Math.max(Math.min(MAX_ROWS, order.length), end + by));
      if (log.current === null || next === end) return;
      hold();
      last.value = next === order.length ? null : (order[next - 1] ?? null);
    },
  };
}
