import type { WidgetContext } from "../model/widget-context.ts";

/** The headings of screens and cards that stand for what was there before. */
const HEADINGS = ".pl-screen .pl-h, .pl-end .pl-h, .pl-endcard .pl-h";

/**
 * When the focused element is gone, moves focus to what stands for it: the heading of a screen, the
 * composer or, on touch devices, the panel's heading. Returns the undo.
 */
export function keepFocus({ panel }: WidgetContext): () => void {
  const { field, isShown, launcher, title } = panel;
  const root = launcher.getRootNode();
  if (!(root instanceof ShadowRoot)) return () => undefined;
  const lifetime = new AbortController();
  const options = { capture: true, signal: lifetime.signal };
  let last = root.activeElement;
  root.addEventListener("focusin", () => (last = root.activeElement), options);
  const leave = (event: Event): void => {
    // Focus that the visitor has taken to the page stays there.
    if (!event.composedPath().includes(root)) last = null;
  };
  for (const type of ["focusin", "pointerdown"]) document.addEventListener(type, leave, options);
  const observer = new MutationObserver(() => {
    if (last === null || last.isConnected || root.activeElement !== null || !isShown.peek()) return;
    last = null;
    const isCoarse = matchMedia("(pointer: coarse)").matches;
    const home = root.querySelector<HTMLElement>(HEADINGS) ?? (isCoarse ? null : field.current);
    (home ?? title.current)?.focus();
  });
  observer.observe(root, { subtree: true, childList: true });
  return () => {
    observer.disconnect();
    lifetime.abort();
  };
}
