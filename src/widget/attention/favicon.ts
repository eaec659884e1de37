import { effect } from "@preact/signals";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Replaces the page's icon while the page is hidden and has unread messages, and restores the
 * page's own icons afterwards.
 */
export function lightFavicon({ panel, host }: WidgetContext): () => void {
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
    // From the server, because a strict content security policy would report a data URL.
    ours.href = new URL("/parlor/unread.svg", host.options.api).href;
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
