import { effect, signal } from "@preact/signals";
import type { ConversationState } from "../../../transport/index.ts";
import { AttentionSlot } from "../../model/chunk-slots.tsx";
import { eraseMarks, moveMarks, readMarks } from "../../model/marks.ts";
import { isListening } from "../../model/message-presentation.ts";
import type { WidgetContext } from "../../model/widget-context.ts";

/** Phases in which there may be something that the visitor has not seen. */
const HELD = ["waiting", "talking", "ended"];

/** The time of the newest message that the server has; 0 without any. */
function newestIn({ messages, order }: ConversationState): number {
  const key = order.findLast((one) => messages.get(one)?.delivery.kind === "sent");
  return key === undefined ? 0 : (messages.get(key)?.at ?? 0);
}

/**
 * Reads the marks of each conversation from storage. It runs before all that tells of messages, so
 * that it knows what another page has told.
 */
export function loadMarks(context: WidgetContext): () => void {
  const { chat, marks } = context.chat;
  let last: string | null = null;
  const load = ({ conversationId }: ConversationState): void => {
    if (conversationId !== null) marks.value ??= readMarks(context);
    else {
      marks.value = null;
      // This tab may have stored marks after another one has forgotten the visitor.
      if (last !== null) eraseMarks(context, last);
    }
    last = conversationId;
  };
  load(chat.get());
  return chat.subscribe(load);
}

/**
 * Notes how far the visitor has read: everything while the panel is open on a visible page. What is
 * unread is counted by code that is fetched when the visitor looks elsewhere.
 */
export function keepMarks(context: WidgetContext): () => void {
  const { chat, firstUnread, marks, signals } = context.chat;
  const { panel } = context;
  const isHidden = signal(document.hidden);
  const watch = (): void => {
    isHidden.value = document.hidden;
  };
  document.addEventListener("visibilitychange", watch);

  let isFirst = true;
  const update = (state: ConversationState): void => {
    const { conversationId, isResumed, messages, order, phase } = state;
    if (conversationId === null) return void (isFirst = true);
    const isCaughtUp = isListening(state) || phase.kind === "ended";
    const known = marks.peek();
    // Without marks, the first catch-up is history.
    if (known === null && !isCaughtUp) return;
    const isSeen = panel.isOpen.peek() && !isHidden.peek();
    const at = newestIn(state);
    if (known !== null && isSeen && isFirst && isResumed && at > known.seen)
      firstUnread.value ??=
        order.find((key) => {
          const row = messages.get(key);
          return row !== undefined && !row.isOwn && row.at > known.seen;
        }) ?? null;
    if (isCaughtUp) isFirst = false;
    if (known === null || isSeen ? at > (known?.seen ?? -1) : at > known.told)
      moveMarks(context, { told: at, ...((isSeen || known === null) && { seen: at }) });
  };
  const undo = [
    chat.subscribe(update),
    effect(() => {
      if (panel.isOpen.value && !isHidden.value) {
        panel.unreadCount.value = 0;
        update(chat.get());
      } else if (HELD.includes(signals.phase.value.kind)) AttentionSlot.load();
    }),
  ];
  return () => {
    document.removeEventListener("visibilitychange", watch);
    for (const step of undo) step();
  };
}
