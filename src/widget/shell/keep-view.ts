import type { Launcher } from "../model/launcher.ts";

/**
 * Restores what elements lose when the page takes the host out and it is added again: the position
 * of everything scrolled, and focus. It ends with the host.
 */
export function keepView(launcher: Launcher): void {
  const { root } = launcher;
  const places = new Map<Element, number>();
  let focused: HTMLElement | null = null;
  const on = (type: string, listener: (target: HTMLElement) => void): void =>
    root.addEventListener(type, (event) => listener(event.target as HTMLElement), true);
  on("scroll", (target) => places.set(target, target.scrollTop));
  on("focus", (target) => (focused = target));
  // Browsers may report that focus is lost before the host is added again, in the same task.
  on("blur", () => setTimeout(() => (focused = root.activeElement && focused)));
  launcher.onReturn = () => {
    for (const [element, top] of places) element.scrollTop = top;
    // The panel was open before; it does not enter again.
    for (const animation of root.querySelector("[part=window]")?.getAnimations() ?? [])
      animation.finish();
    // The page may have moved focus itself.
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
  };
}
