import { adoptCss } from "../theme/adopt-css.ts";
import css from "./inline.css?inline";
import type { Visit } from "../model/panel.ts";
import type { Widget } from "../model/widget.ts";

/**
 * Starts an inline panel, which is visible from the beginning and therefore sends no request to the
 * server before the visitor's first interaction with it.
 * @returns the undo
 */
export function standInline({ begin, launcher, panel }: Widget): () => void {
  const { root } = launcher;
  adoptCss(root, css);
  let visit: Visit | null = null;
  /** Begins with the first act of each visitor: at first, and after a reset. */
  const beginOnce = (): void => {
    if (visit === panel.visit.peek()) return;
    visit = panel.visit.peek();
    begin();
  };
  const end = new AbortController();
  for (const type of ["focusin", "pointerdown"])
    root.addEventListener(type, beginOnce, { signal: end.signal });
  return () => end.abort();
}
