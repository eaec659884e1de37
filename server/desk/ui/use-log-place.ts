import { useSignal, type Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { LogPlace, type LogView } from "../model/log-place.ts";

/** The rows of a log have their keys in `data-key`. */
function viewOf(log: HTMLElement): LogView {
  const rows = (): HTMLElement[] => [...log.querySelectorAll<HTMLElement>("[data-key]")];
  const top = log.getBoundingClientRect().top;
  return {
    scrollTop: log.scrollTop,
    scrollHeight: log.scrollHeight,
    clientHeight: log.clientHeight,
    topOf(key) {
      const row = rows().find((one) => one.dataset["key"] === key);
      return row === undefined ? null : row.getBoundingClientRect().top - top + log.scrollTop;
    },
    firstInView: () =>
      rows().find((one) => one.getBoundingClientRect().bottom > top)?.dataset["key"] ?? null,
  };
}

export interface PlacedLog {
  readonly isAtEnd: Signal<boolean>;
  readonly onScroll: () => void;
  readonly goToEnd: () => void;
}

/** Keeps the reader's place in a log after each rendering, and when the log's size changes. */
export function useLogPlace(ref: RefObject<HTMLElement | null>): PlacedLog {
  const place = useMemo(() => new LogPlace(), []);
  const isAtEnd = useSignal(true);
  const apply = (): void => {
    const log = ref.current;
    if (log === null) return;
    log.scrollTop = place.place(viewOf(log));
    place.scrolled(viewOf(log));
    isAtEnd.value = place.isAtEnd;
  };
  useLayoutEffect(apply);
  useLayoutEffect(() => {
    const log = ref.current;
    if (log === null) return undefined;
    // Facts and the wrap-up come later than the messages, and make the log smaller. The log's
    // children stay for its life: what comes and goes above the messages is inside of one of them.
    const observer = new ResizeObserver(apply);
    observer.observe(log);
    for (const child of log.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return {
    isAtEnd,
    onScroll() {
      if (ref.current === null) return;
      place.scrolled(viewOf(ref.current));
      isAtEnd.value = place.isAtEnd;
    },
    goToEnd() {
      place.goToEnd();
      apply();
    },
  };
}
