import { effect } from "@preact/signals";
import { isShown } from "../ui/log/timeline.ts";
import type { View } from "./view.ts";

/** Counts what arrives while the window is closed, and remembers where that began. */
export function countUnread({ chat, panel, firstUnread }: View): () => void {
  let isHistory = true;
  const undoChat = chat.subscribe((state, before) => {
    if (state.messages !== before.messages && !panel.isOpen.value && !isHistory) {
      for (const [key, row] of state.messages) {
        if (
          before.messages.has(key) ||
          row.isOwn ||
          row.kind !== "text" ||
          !isShown(row, state.members)
        )
          continue;
        firstUnread.value ??= key;
        panel.unreadCount.value++;
      }
    }
    if (state.stream.kind === "live") isHistory = false;
  });
  const undoOpen = effect(() => {
    if (panel.isOpen.value) panel.unreadCount.value = 0;
  });
  return () => {
    undoChat();
    undoOpen();
  };
}
