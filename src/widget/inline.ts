import { adoptCss } from "./theme/adopt-css.ts";
import css from "./theme/inline.css?inline";
import { startUnasked } from "./ui/App.tsx";
import type { Widget } from "./widget.ts";

/**
 * A window in the page's flow. It is there from the beginning, and so it asks the server for nothing before the visitor's first act in it.
 * @returns the undo
 */
export function standInline({ chat, launcher, options }: Widget): () => void {
  const { root } = launcher;
  adoptCss(root, css);
  // Of use in phase `none` only: at first, and after a reset.
  const begin = (): void => startUnasked(chat, options.peek());
  const stop = (): void => {
    root.removeEventListener("focusin", begin);
    root.removeEventListener("pointerdown", begin);
  };
  root.addEventListener("focusin", begin);
  root.addEventListener("pointerdown", begin);
  return stop;
}
