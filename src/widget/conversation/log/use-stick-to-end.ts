import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageKey } from "../../../transport/index.ts";
import type { EndOfLog, RowWindow } from "../../model/log-view.ts";
import type { Ref } from "../../model/panel.ts";
import { useChat } from "../../model/widget-context.ts";
import { MAX_ROWS } from "./use-row-window.ts";

/** Within this distance of the end, a new message scrolls the log to the end. */
const AT_END_PX = 8;
/** Beyond this distance from the end, the button that jumps back is shown. */
const JUMP_PX = 120;

/** The log's scroll position, and the position of its end. */
interface Place {
  readonly top: number;
  readonly maxTop: number;
}

/** Reading these may force a layout, so each caller reads them once. */
const placeOf = (element: HTMLElement): Place => ({
  top: element.scrollTop,
  maxTop: element.scrollHeight - element.clientHeight,
});

/**
 * Keeps the end of the log in view unless the visitor scrolls up; from then on it counts what
 * arrives.
 * @param height - a new value says that the log may have become taller
 */
export function useStickToEnd(
  log: Ref<HTMLElement>,
  order: readonly MessageKey[],
  { end, last }: RowWindow,
  height: string,
): EndOfLog {
  const { signals, firstUnread } = useChat();
  /**
   * The end's scroll position when it was last in view; null while the visitor reads further up.
   */
  const endTop = useRef<number | null>(0);
  /** The newest row that has been rendered. */
  const drawn = useRef<MessageKey | undefined>(undefined);
  const isFar = useSignal(false);
  const missed = useSignal(0);
  /**
   * Whether the end was in view and the visitor has not scrolled up since. WebKit reports scrolling
   * late: after other changes of the same frame.
   */
  const isHeld = ({ top, maxTop }: Place): boolean =>
    endTop.current !== null && Math.min(endTop.current, maxTop) - top <= AT_END_PX;
  const toEnd = (element: HTMLElement, { top, maxTop }: Place): void => {
    last.value = null;
    endTop.current = maxTop;
    if (top !== maxTop) element.scrollTop = maxTop;
    missed.value = 0;
  };

  useLayoutEffect(() => {
    const newest = order.at(-1);
    const isOwn = newest !== undefined && signals.row(newest).peek()?.isOwn === true;
    const seen = drawn.current === undefined ? 0 : order.lastIndexOf(drawn.current) + 1;
    const grew = order.length - seen;
    if (log.current === null) return;
    const place = placeOf(log.current);
    if (isHeld(place) || (isOwn && grew > 0)) toEnd(log.current, place);
    else if (grew > 0) {
      // The rows that the visitor reads further up must stay in the rendered range.
      if (last.peek() === null && order.length > MAX_ROWS) last.value = order[seen - 1] ?? null;
      missed.value += grew;
      firstUnread.value ??= order[seen] ?? null;
    }
    drawn.current = newest;
  }, [height, last.value]);

  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const place = placeOf(element);
      if (isHeld(place)) toEnd(element, place);
    });
    observer.observe(element);
    // Cards that load late make the list taller without adding a row.
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  return {
    isFar,
    missed,
    noteScroll(element) {
      const place = placeOf(element);
      const { top, maxTop } = place;
      const below = maxTop - top;
      if (end < order.length) endTop.current = null;
      else if (below <= AT_END_PX) endTop.current = maxTop;
      else if (!isHeld(place)) endTop.current = null;
      isFar.value = below > JUMP_PX || end < order.length;
      if (endTop.current !== null) missed.value = 0;
      return { above: top, below };
    },
    follow: (element) => toEnd(element, placeOf(element)),
    release() {
      endTop.current = null;
    },
  };
}
