import { effect, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { MessageKey } from "../../../transport/index.ts";
import type { ChatSignals } from "../../state/chat-signals.ts";

/** What others say within this time of the last drawing is drawn together. */
const RENDER_BATCH_MS = 50;

/**
 * The order of the rows, as it is drawn. A message that comes alone is drawn at once, and so is the visitor's own; a torrent is drawn
 * twenty times a second, which leaves the page's frames to the page.
 */
export function useBatchedOrder({ order, row }: ChatSignals): readonly MessageKey[] {
  const drawn = useSignal(order.peek());
  useLayoutEffect(() => {
    let drawnAt = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = (): void => {
      clearTimeout(timer);
      timer = undefined;
      drawnAt = performance.now();
      drawn.value = order.peek();
    };
    const stop = effect(() => {
      const next = order.value;
      const before = drawn.peek();
      const newest = next.at(-1);
      // Older pages, and rows that find another place, are drawn at once: who reads there sees them come.
      const isMore = next.length > before.length && next[0] === before[0];
      // Own ones that are not sent yet stay the last: only a new one counts.
      const isOwn =
        newest !== undefined && newest !== before.at(-1) && row(newest).peek()?.isOwn === true;
      const left = drawnAt + RENDER_BATCH_MS - performance.now();
      if (isMore && !isOwn && left > 0) timer ??= setTimeout(draw, left);
      else draw();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return drawn.value;
}
