import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SavedReply } from "../api/views.ts";
import { firstName } from "../model/names.ts";
import { listReplies, type ReplyList, type ReplyNames } from "../model/saved-replies.ts";
import { useDesk } from "./desk-context.ts";

/** The list of saved replies above the field, and its state. */
export interface ReplyState {
  readonly list: ReplyList;
  readonly found: readonly SavedReply[];
  readonly names: ReplyNames;
  readonly chosen: Signal<number>;
  readonly isOpen: Signal<boolean>;
  readonly isDismissed: Signal<boolean>;
}

export function useReplies(text: string, guest: string): ReplyState {
  const { lists, notices, replies } = useDesk();
  const chosen = useSignal(0);
  const isOpen = useSignal(false);
  const isDismissed = useSignal(false);
  useEffect(() => replies.need(), []);
  const list = listReplies(text, replies.known.value, {
    isOpen: isOpen.value,
    isDismissed: isDismissed.value,
  });
  const found = list.kind === "found" ? list.replies : [];
  const isListed = found.length > 0;
  useEffect(() => {
    if (isListed)
      notices.say(found.length === 1 ? "1 saved reply" : `${found.length} saved replies`);
  }, [isListed]);
  const names = { guest, agent: firstName(lists.me.value?.name ?? "") };
  return { list, found, names, chosen, isOpen, isDismissed };
}

/**
 * Replaces the slash and its word by a reply; without them the typed text stays, and the reply is
 * inserted at the caret.
 */
export function insertReply(field: HTMLTextAreaElement, filled: string, isQuery: boolean): void {
  if (isQuery) field.setRangeText(filled, 0, field.value.length, "end");
  else {
    const before = field.value.slice(0, field.selectionStart);
    const gap = before === "" || /\s$/.test(before) ? "" : " ";
    field.setRangeText(gap + filled, field.selectionStart, field.selectionEnd, "end");
  }
}
