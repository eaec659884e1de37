import { adoptCss } from "../theme/adopt-css.ts";
import css from "./inline.css?inline";
import { startUnasked } from "../shell/start-unasked.ts";
import type { Widget } from "../model/widget.ts";

/**
 * Starts an inline panel, which is visible from the beginning and therefore sends no request to the
 * server before the visitor's first interaction with it.
 * @returns the undo
 */
export function standInline({ chat, launcher, options }: Widget): () => void {
  const { root } = launcher;
  adoptCss(root, css);
  // Has an effect in phase `none` only: at first, and after a reset.
  const begin = (): void => startUnasked(chat, options.peek());
  const end = new AbortController();
  for (const type of ["focusin", "pointerdown"])
    root.addEventListener(type, begin, { signal: end.signal });
  return () => end.abort();
}
