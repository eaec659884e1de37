import { effect } from "@preact/signals";
import type { Panel } from "../state/panel.ts";

/** When the window fills the screen (the same limits as in the styles). */
const SHEET = "(max-width: 480px), (max-height: 520px)";

/**
 * While the window covers a small screen, the page behind it takes no part: its elements are inert, and each gets its own value back.
 * @returns the undo
 */
export function isolatePage(host: Element, panel: Panel): () => void {
  const media = matchMedia(SHEET);
  let touched: HTMLElement[] = [];
  const release = (): void => {
    for (const element of touched) element.inert = false;
    touched = [];
  };
  const update = (): void => {
    release();
    const isSheet = media.matches && panel.isOpen.peek();
    const dialog = host.shadowRoot?.querySelector("[role=dialog]");
    if (isSheet) dialog?.setAttribute("aria-modal", "true");
    else dialog?.removeAttribute("aria-modal");
    if (!isSheet || host.parentElement === null) return;
    for (const sibling of host.parentElement.children) {
      if (!(sibling instanceof HTMLElement) || sibling === host || sibling.inert) continue;
      sibling.inert = true;
      touched.push(sibling);
    }
  };
  media.addEventListener("change", update);
  const undo = effect(() => {
    void panel.isOpen.value;
    update();
  });
  return () => {
    media.removeEventListener("change", update);
    undo();
    release();
  };
}
