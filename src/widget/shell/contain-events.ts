import type { Launcher } from "../model/launcher.ts";

/** Focus traps, scroll locks and dialogs of a page act on these when they come from elsewhere. */
const TRAPPED = ["focusin", "wheel", "touchmove", "pointerdown"];

/**
 * Keeps events from the page that it would take for its own: keys that are written in a field of
 * the widget or have an effect in it, and those that focus traps listen to. A held Enter or Escape
 * is one act, and a key that is pressed in the widget stays the widget's until it is released,
 * wherever focus moves meanwhile.
 * @returns the undo
 */
export function containEvents({ host, root }: Launcher): () => void {
  const end = new AbortController();
  const { signal } = end;
  /** The code of the pressed key that has an effect in the widget. */
  let taken: string | null = null;

  const beforePage = (event: KeyboardEvent): void => {
    const { code, key, repeat } = event;
    const isInside = event.composedPath().includes(host);
    // A component that uses a key may end it before it reaches the host.
    if (event.type === "keydown" && !repeat) taken = isInside ? code : null;
    const isHeld = /^E(nter|scape)$/.test(key) && (isInside ? repeat : code === taken);
    if (isHeld) event.preventDefault();
    // The keys of an input method are its own; some send key code 229 while they compose.
    if (isHeld || (isInside && (event.isComposing || event.keyCode === 229)))
      event.stopImmediatePropagation();
  };
  const beyondWidget = (event: KeyboardEvent): void => {
    const { code, defaultPrevented, key, type } = event;
    const isOurs =
      defaultPrevented ||
      // The browser presses buttons and follows links with Enter and the space bar.
      /^(Enter| )$/.test(key) ||
      // The page sees the host element as the target, by whose tag it cannot tell a field.
      (key !== "Escape" && root.activeElement?.matches("input,textarea,select"));
    if (type === "keydown" && !isOurs) taken = null;
    if (isOurs || code === taken) event.stopPropagation();
  };

  for (const type of ["keydown", "keypress", "keyup"] as const) {
    addEventListener(type, beforePage, { signal, capture: true });
    host.addEventListener(type, beyondWidget, { signal });
  }
  for (const type of TRAPPED)
    host.addEventListener(type, (event) => event.stopPropagation(), { signal, passive: true });
  return () => end.abort();
}
