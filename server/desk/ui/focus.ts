/* The element that has focus, and the one that gets it when that element is gone. */

const homes = [".dk-wrap h3", ".dk-head h2", ".dk-empty h2", ".dk-side"];

const isSeen = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/** Whether the keyboard writes into something now. */
export function isWriting(): boolean {
  const focused = globalThis.document?.activeElement ?? null;
  return (
    focused !== null && focused.matches("textarea, input:not([type=radio]), [contenteditable]")
  );
}

/** Moves focus to the field of the shown chat, or else to its wrap-up. */
export function focusField(): void {
  document.querySelector<HTMLElement>(".dk-comp textarea, .dk-wrap h3")?.focus();
}

/**
 * When nothing that is seen has focus, moves it to the heading of the current content, or else to
 * the lists.
 */
export function focusHome(): void {
  const { activeElement, body } = document;
  const isKept = activeElement instanceof HTMLElement && isSeen(activeElement);
  if (isKept && activeElement !== body) return;
  for (const selector of homes) {
    const home = document.querySelector<HTMLElement>(selector);
    if (home === null || !isSeen(home)) continue;
    home.focus();
    return;
  }
}
