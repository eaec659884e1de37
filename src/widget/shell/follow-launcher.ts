import { effect } from "@preact/signals";
import { language, t } from "../i18n/translate.ts";
import type { Launcher } from "../model/launcher.ts";
import type { Panel } from "../model/panel.ts";

/** Shows the panel's state on the launcher, and opens the panel with it. Returns the undo. */
export function followLauncher({ button }: Launcher, panel: Panel): () => void {
  const { isOpen, unreadCount, greets, minimise, open } = panel;
  const toggle = (): void => (isOpen.value ? minimise() : open(true));
  const badge = document.createElement("i");
  badge.setAttribute("part", "badge");
  button.append(badge);
  button.addEventListener("click", toggle);
  const undo = effect(() => {
    const isExpanded = isOpen.value;
    const ownName = t("launcher.open");
    // A greeting counts as one unread message.
    const unread = unreadCount.value || Number(greets.value);
    const name = isExpanded
      ? t("launcher.close")
      : unread === 0
        ? ownName
        : t("launcher.unread", { open: ownName, n: unread });
    button.setAttribute("lang", language.value);
    button.setAttribute("aria-expanded", String(isExpanded));
    button.setAttribute("aria-label", name);
    if (isExpanded) button.setAttribute("aria-controls", "pl-panel");
    else button.removeAttribute("aria-controls");
    badge.textContent = isExpanded || unread === 0 ? "" : unread > 9 ? "9+" : `${unread}`;
    button.classList.toggle("lit", unread > 0);
  });
  return () => {
    button.removeEventListener("click", toggle);
    undo();
  };
}
