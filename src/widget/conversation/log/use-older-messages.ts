import type { Signal } from "@preact/signals";
import type { MessageKey } from "../../../transport/index.ts";
import { useChat, usePanel, useTranslator } from "../../model/widget-context.ts";
import type { RowWindow } from "./use-row-window.ts";

/**
 * Returns a function that loads the page of messages before those that are there, one page at a
 * time, and announces how many have come.
 */
export function useOlderMessages(
  order: readonly MessageKey[],
  { end, last, hold }: RowWindow,
  isLoading: Signal<boolean>,
): () => Promise<void> {
  const { t } = useTranslator();
  const { chat, signals } = useChat();
  const { announce } = usePanel();
  return async () => {
    if (isLoading.peek() || !signals.state.peek().hasOlder) return;
    isLoading.value = true;
    const before = signals.order.peek().length;
    hold();
    // The rows that are being read must stay in the rendered range.
    last.value ??= order[end - 1] ?? null;
    // The row that says "loading" goes; scrolling up asks again.
    await chat.loadOlder().catch(() => undefined);
    isLoading.value = false;
    const count = signals.order.peek().length - before;
    if (count > 0) announce(t("log.older", { n: count }));
  };
}
