import { effect, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { MessageKey } from "../../../transport/index.ts";
import type { ChatSignals } from "../../model/chat-signals.ts";

/** Messages of others that arrive within this time of the last render are rendered together. */
const RENDER_BATCH_MS = 50;

/**
 * The order of the rows, as it is rendered. A single message is rendered at once, and so is the
 * visitor's own. A burst is rendered twenty times a second, which leaves the remaining frames to
 * the page.
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
      // Older pages and rows that change place are rendered at once: the visitor is reading there.
      const isMore = next.length > before.length && next[0] === before[0];
      // Unsent messages of the visitor stay last, so only a new one counts as the newest.
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
