import { effect } from "@preact/signals";
import type { WidgetContext } from "../model/widget-context.ts";
import { NOTES_MS, playNotes } from "../parts/notes.ts";

/**
 * Plays a soft sound when an unseen message arrives: once, in one tab only, and never before the
 * visitor has interacted with the page.
 */
export function ringForUnread({ panel, host }: WidgetContext): () => void {
  const { options } = host;
  const { isSoundOn } = panel;
  let context: AudioContext | null = null;
  // A message may have arrived while this code was fetched.
  let before = 0;
  const ring = async (): Promise<void> => {
    if (!isSoundOn.peek() || !navigator.userActivation?.hasBeenActive) return;
    context ??= new AudioContext();
    playNotes(context);
  };
  const undo = effect(() => {
    const count = panel.unreadCount.value;
    const isMore = count > before;
    before = count;
    if (!isMore) return;
    const name = `parlor:sound:${options.deploymentId}`;
    // Every tab counts; the one that gets the lock plays, and holds it until the notes are over.
    if (navigator.locks === undefined) void ring();
    else
      void navigator.locks
        .request(name, { ifAvailable: true }, async (lock) => {
          if (lock === null) return;
          await ring();
          await new Promise((resolve) => setTimeout(resolve, NOTES_MS));
        })
        // Locks are forbidden where storage is.
        .catch(ring);
  });
  return () => {
    undo();
    void context?.close();
  };
}
