import { useSignal, type Signal } from "@preact/signals";
import type { MessageKey } from "../../transport/index.ts";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import type { RowWindow } from "../model/log-view.ts";

interface OlderMessages {
  /** Whether the page before the first row could not be loaded. Only `load()` tries again. */
  readonly hasFailed: boolean;
  /** Loads the page before the first row; one page at a time. */
  readonly load: () => Promise<void>;
}

/** Loads older messages, and announces how many have come, or that none could be loaded. */
export function useOlderMessages(
  order: readonly MessageKey[],
  { end, last, hold }: RowWindow,
  isLoading: Signal<boolean>,
): OlderMessages {
  const { t } = useTranslator();
  const { chat, signals } = useChat();
  const { announce } = usePanel();
  /** The first row when a page failed: another first row has another page before it. */
  const failedBefore = useSignal<MessageKey | null>(null);
  return {
    hasFailed: failedBefore.value !== null && failedBefore.value === order[0],
    async load() {
      if (isLoading.peek() || !signals.state.peek().hasOlder) return;
      isLoading.value = true;
      failedBefore.value = null;
      const before = signals.order.peek().length;
      hold();
      // The rows that are being read must stay in the rendered range.
      last.value ??= order[end - 1] ?? null;
      try {
        await chat.loadOlder();
      } catch {
        // The transport has tried several times. The row that offers another try says so.
        failedBefore.value = signals.order.peek()[0] ?? null;
        announce(t("log.olderFailed"));
      }
      isLoading.value = false;
      const count = signals.order.peek().length - before;
      if (count > 0) announce(t("log.older", { n: count }));
    },
  };
}
