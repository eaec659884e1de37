import { effect, signal } from "@preact/signals";
import { readMarks } from "../model/marks.ts";
import { isShown } from "../model/message-presentation.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Counts the messages after the one that the visitor has seen last, on whichever page that was,
 * while the panel is closed or the page hidden. The first of them gets the divider.
 */
export function countUnread(context: WidgetContext): () => void {
  const { firstUnread, marks, signals } = context.chat;
  const { panel } = context;
  const isHidden = signal(document.hidden);
  const watch = (): void => {
    isHidden.value = document.hidden;
  };
  // Another tab has shown messages.
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === `parlor:seen:${context.host.options.deploymentId}`)
      marks.value = readMarks(context) ?? marks.value;
  };
  document.addEventListener("visibilitychange", watch);
  addEventListener("storage", onStorage);
  const undo = effect(() => {
    if (panel.isOpen.value && !isHidden.value) return;
    const seen = marks.value?.seen;
    const { messages, members } = signals.state.value;
    if (seen === undefined) return;
    let count = 0;
    let first: string | null = null;
    const order = signals.order.value;
    for (let index = order.length - 1; index >= 0; index--) {
      const key = order[index];
      const row = key === undefined ? undefined : messages.get(key);
      if (key === undefined || row?.delivery.kind !== "sent") continue;
      if (row.at <= seen) break;
      if (row.isOwn || !isShown(row, members)) continue;
      // Joined and left rows are not counted, but are placed after the divider.
      first = key;
      if (row.kind === "text") count++;
    }
    if (count > 0 && firstUnread.peek() === null) firstUnread.value = first;
    panel.unreadCount.value = count;
  });
  return () => {
    document.removeEventListener("visibilitychange", watch);
    removeEventListener("storage", onStorage);
    undo();
  };
}
