import { effect } from "@preact/signals";
import type { WidgetContext } from "./widget-context.ts";

/** While the page is hidden and something is unread, the page's icon is a lit door; each page gets its own back. */
export function lightFavicon({ panel, options }: WidgetContext): () => void {
  let ours: HTMLLinkElement | null = null;
  let theirs: HTMLLinkElement[] = [];
  const restore = (): void => {
    ours?.remove();
    ours = null;
    for (const link of theirs) document.head.append(link);
    theirs = [];
  };
  const update = (): void => {
    if (!document.hidden || panel.unreadCount.peek() === 0) return restore();
    if (ours !== null) return;
    theirs = [...document.querySelectorAll<HTMLLinkElement>("link[rel~=icon]")];
    for (const link of theirs) link.remove();
    ours = document.createElement("link");
    ours.rel = "icon";
    ours.type = "image/svg+xml";
    // From the server, not a data address: a strict content policy has nothing to report.
    ours.href = new URL("/parlor/unread.svg", options.api).href;
    document.head.append(ours);
  };
  document.addEventListener("visibilitychange", update);
  const undo = effect(() => {
    void panel.unreadCount.value;
    update();
  });
  return () => {
    document.removeEventListener("visibilitychange", update);
    undo();
    restore();
  };
}
