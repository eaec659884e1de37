import { effect } from "@preact/signals";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Changes the address of the page's icons while the page is hidden and has unread messages, and
 * restores it afterwards. Adds an icon to a page that has none. The page's own elements stay where
 * they are, because a framework may be going to remove or update them.
 */
export function lightFavicon({ panel, host }: WidgetContext): () => void {
  // From the server, because a strict content security policy would report a data URL.
  const lit = `${host.options.api.replace(/\/$/, "")}/parlor/unread.svg`;
  /** The page's icons, with their own addresses. */
  const own = new Map<Element, string | null>();
  const added = document.createElement("link");
  added.rel = "icon";
  added.href = lit;
  const restore = (): void => {
    added.remove();
    // The page may have changed it meanwhile.
    for (const [link, address] of own)
      if (link.getAttribute("href") !== lit) continue;
      else if (address === null) link.removeAttribute("href");
      else link.setAttribute("href", address);
    own.clear();
  };
  const update = (): void => {
    if (!document.hidden || panel.unreadCount.peek() === 0) return restore();
    const links = document.querySelectorAll("link[rel~=icon]");
    for (const link of links) {
      const address = link.getAttribute("href");
      if (link === added || address === lit) continue;
      own.set(link, address);
      link.setAttribute("href", lit);
    }
    if (links.length === 0) document.head.append(added);
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
