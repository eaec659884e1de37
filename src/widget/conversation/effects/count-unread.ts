import { effect, signal } from "@preact/signals";
import { changedMessages } from "../../../transport/index.ts";
import { isListening, isShown } from "../../model/message-presentation.ts";
import { AttentionSlot } from "../../model/chunk-slots.tsx";
import type { WidgetContext } from "../../model/widget-context.ts";

/**
 * Counts messages that arrive while the panel is closed or the tab hidden, and remembers the first
 * of them for the divider. Meanwhile, sound, icon and title are fetched: they report the count.
 */
export function countUnread({
  chat: { chat, firstUnread, signals },
  panel,
}: WidgetContext): () => void {
  const isHidden = signal(document.hidden);
  const update = (): void => {
    isHidden.value = document.hidden;
  };
  document.addEventListener("visibilitychange", update);

  let missed: string | null = null;
  let isHistory = !isListening(chat.get());
  const undoChat = chat.subscribe((state, before) => {
    const isSeen = panel.isOpen.value && !isHidden.value;
    if (isSeen || state.conversationId === null) missed = null;
    if (state.messages !== before.messages && !isSeen && !isHistory) {
      for (const key of changedMessages(state, before)) {
        const row = state.messages.get(key);
        if (row === undefined || before.messages.has(key)) continue;
        if (row.isOwn || !isShown(row, state.members)) continue;
        // Joined and left rows are not counted, but are placed after the divider.
        missed ??= key;
        if (row.kind !== "text") continue;
        firstUnread.value ??= missed;
        panel.unreadCount.value++;
      }
    }
    if (isListening(state)) isHistory = false;
  });
  const undoSeen = effect(() => {
    if (panel.isOpen.value && !isHidden.value) panel.unreadCount.value = 0;
    else if (["waiting", "talking"].includes(signals.phase.value.kind)) AttentionSlot.load();
  });

  return () => {
    document.removeEventListener("visibilitychange", update);
    undoChat();
    undoSeen();
  };
}
