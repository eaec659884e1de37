import { effect } from "@preact/signals";
import type { Translator } from "../i18n/translator.ts";
import type { Launcher } from "../model/launcher.ts";
import { ownButtonOf } from "../model/own-button.ts";
import type { Panel } from "../model/panel.ts";

/** Shows the panel's state on the launcher, and opens the panel with it. Returns the undo. */
export function followLauncher(
  { button, ownButton }: Launcher,
  panel: Panel,
  { language, t }: Translator,
): () => void {
  const { isOpen, hasWords, unreadCount, minimise, open } = panel;
  const toggle = (): void => (isOpen.value ? minimise() : open(true));
  const onClick = (event: Event): void => {
    const own = ownButton === null ? undefined : ownButtonOf(event, ownButton);
    if (own === undefined) return;
    // It may be a link, for visitors without scripts.
    event.preventDefault();
    // Safari does not focus a clicked button, and a closed panel returns focus to it.
    if (!isOpen.value) own.focus({ preventScroll: true });
    toggle();
  };
  const badge = document.createElement("i");
  badge.setAttribute("part", "badge");
  button.type = "button";
  button.append(badge);
  button.addEventListener("click", toggle);
  // Capturing, because a menu of the page may stop the clicks in it.
  document.addEventListener("click", onClick, true);
  const undo = effect(() => {
    // Until the language has come, the launcher has the name that the loader gave it.
    if (!hasWords.value) return;
    const isExpanded = isOpen.value;
    const ownName = t("launcher.open");
    const unread = isExpanded ? 0 : unreadCount.value;
    const n = unread > 9 ? "9+" : `${unread}`;
    // The name says what the badge shows. Beside an open panel it stays: the header's button is
    // the one that is named for closing it, and `aria-expanded` has the state.
    const name = unread === 0 ? ownName : t("launcher.unread", { open: ownName, n });
    button.setAttribute("lang", language.value);
    button.setAttribute("aria-expanded", String(isExpanded));
    button.setAttribute("aria-label", name);
    if (isExpanded) button.setAttribute("aria-controls", "pl-panel");
    else button.removeAttribute("aria-controls");
    badge.textContent = unread === 0 ? "" : n;
    button.classList.toggle("lit", unreadCount.value > 0);
  });
  return () => {
    button.removeEventListener("click", toggle);
    document.removeEventListener("click", onClick, true);
    undo();
  };
}
