import { effect } from "@preact/signals";
import { ownButtonOf } from "../model/own-button.ts";
import type { WidgetContext } from "../model/widget-context.ts";

type Attributes = Record<string, string | null>;

function write(button: Element, values: Attributes): void {
  for (const [name, value] of Object.entries(values))
    if (value === null) button.removeAttribute(name);
    else button.setAttribute(name, value);
}

/**
 * Shows the panel's state on the page's own buttons, for screen readers and for the page's styles.
 * Returns the undo, which restores the page's own values of these attributes.
 */
export function markOwnButtons(
  { panel, translator }: WidgetContext,
  ownButton: string,
): () => void {
  /** The buttons found so far, with the page's own values. */
  const found = new Map<Element, Attributes>();
  let values: Attributes = {};
  const mark = (button: Element): void => {
    const own =
      found.get(button) ??
      Object.fromEntries(Object.keys(values).map((name) => [name, button.getAttribute(name)]));
    // The loader's marks: without a panel, no button of the page has a dialog.
    if (own["aria-haspopup"] === "dialog") own["aria-haspopup"] = own["aria-expanded"] = null;
    found.set(button, own);
    write(button, own);
    for (const [name, value] of Object.entries(values))
      if (value !== null) button.setAttribute(name, value);
  };
  const undo = effect(() => {
    const n = panel.unreadCount.value;
    values = {
      "aria-haspopup": "dialog",
      "aria-expanded": String(panel.isOpen.value),
      "aria-description": n > 0 ? translator.t("log.jumpNew", { n }) : null,
      "data-parlor-unread": n > 0 ? String(n) : null,
    };
    for (const button of found.keys()) if (!button.isConnected) found.delete(button);
    for (const button of new Set([...document.querySelectorAll(ownButton), ...found.keys()]))
      mark(button);
  });
  // Buttons that the page adds later, or that are in a shadow root, are found when they are used.
  const note = (event: Event): void => {
    const button = ownButtonOf(event, ownButton);
    if (button !== undefined && !found.has(button)) mark(button);
  };
  const hints = ["focusin", "pointerover"];
  for (const hint of hints) document.addEventListener(hint, note, true);
  return () => {
    for (const hint of hints) document.removeEventListener(hint, note, true);
    undo();
    for (const [button, own] of found) write(button, own);
  };
}
