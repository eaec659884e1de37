import type { Signal } from "@preact/signals";
import type { SavedReply } from "../api/views.ts";

/** The actions of keys in the field. */
export interface ComposerActions {
  readonly found: readonly SavedReply[];
  readonly isListOpen: boolean;
  /** The index of the reply that Enter inserts. */
  readonly chosen: Signal<number>;
  readonly insert: (reply: SavedReply) => void;
  readonly closeList: () => void;
  readonly submit: () => void;
}

/** Enter sends or inserts, arrows choose a reply, Escape closes the list. */
export function pressKey(event: KeyboardEvent, actions: ComposerActions): void {
  // Enter of an input method sends nothing.
  if (event.isComposing || event.keyCode === 229) return;
  const { found, chosen, insert, closeList, submit } = actions;
  const pick = found[chosen.peek()];
  if (pick !== undefined && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : found.length - 1;
    chosen.value = (chosen.peek() + step) % found.length;
  } else if (event.key === "Escape" && actions.isListOpen) closeList();
  else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (pick !== undefined) insert(pick);
    else submit();
  }
}
