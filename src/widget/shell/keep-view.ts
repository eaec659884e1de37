import type { Launcher } from "../model/launcher.ts";

/**
 * Restores what elements lose when the page takes the host out and it is added again: the position
 * of everything scrolled, and focus. Returns the undo.
 */
export function keepView(launcher: Launcher): () => void {
  const { root } = launcher;
  const places = new Map<Element, readonly [left: number, top: number]>();
  let focused: HTMLElement | null = null;
  const noteScroll = ({ target }: Event): void => {
    if (target instanceof Element) places.set(target, [target.scrollLeft, target.scrollTop]);
  };
  const noteFocus = ({ target }: Event): void => {
    focused = target instanceof HTMLElement ? target : null;
  };
  // Browsers may report that focus is lost before the host is added again, in the same task.
  const noteBlur = (): void =>
    void setTimeout(() => {
      if (root.activeElement === null) focused = null;
    });
  // Scroll events do not bubble.
  root.addEventListener("scroll", noteScroll, { capture: true, passive: true });
  root.addEventListener("focusin", noteFocus);
  root.addEventListener("focusout", noteBlur);
  launcher.onReturn = () => {
    for (const [element, [left, top]] of places)
      if (element.isConnected) element.scrollTo({ left, top, behavior: "instant" });
      else places.delete(element);
    // The panel was open before; it does not enter again.
    for (const animation of root.querySelector(".pl-panel")?.getAnimations() ?? [])
      animation.finish();
    // The page may have moved focus itself.
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
  };
  return () => {
    delete launcher.onReturn;
    root.removeEventListener("scroll", noteScroll, { capture: true });
    root.removeEventListener("focusin", noteFocus);
    root.removeEventListener("focusout", noteBlur);
  };
}
