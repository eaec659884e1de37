import { effect } from "@preact/signals";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Shows the number of unread messages in the title of a hidden page. The page's own title is
 * restored afterwards.
 */
export function countInTitle({ panel }: WidgetContext): () => void {
  let ours = "";
  let theirs = "";
  const update = (): void => {
    const count = document.hidden ? panel.unreadCount.value : 0;
    // If the page has changed its title meanwhile, the new one is restored later.
    if (document.title !== ours) theirs = document.title;
    if (count > 0) document.title = ours = `(${count}) ${theirs}`;
    else if (document.title === ours && ours !== "") document.title = theirs;
  };
  document.addEventListener("visibilitychange", update);
  const undo = effect(() => {
    void panel.unreadCount.value;
    update();
  });
  return () => {
    document.removeEventListener("visibilitychange", update);
    undo();
    if (document.title === ours && ours !== "") document.title = theirs;
  };
}
