import { effect } from "@preact/signals";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Makes the page behind the panel inert, including elements that are added later. The returned undo
 * makes only those elements interactive again that this function made inert.
 */
function isolate(host: Element): () => void {
  const touched = new Set<HTMLElement>();
  const silence = (): void => {
    let inside: Element = host;
    for (let at = host.parentElement; at !== null; at = at.parentElement) {
      for (const child of at.children) {
        const isHead = child instanceof HTMLHeadElement;
        if (!(child instanceof HTMLElement) || child === inside || isHead || child.inert) continue;
        child.inert = true;
        touched.add(child);
      }
      // The page may have replaced the body, with the host in the new one.
      observer.observe(at, { childList: true });
      inside = at;
    }
  };
  const observer = new MutationObserver(silence);
  silence();
  return () => {
    observer.disconnect();
    for (const element of touched) element.inert = false;
  };
}

/** Stops the page behind from scrolling; the returned undo restores its scroll position. */
function lockScroll(): () => void {
  const root = document.documentElement;
  const { style } = root;
  const hasStyle = root.hasAttribute("style");
  // The page may have set one of them only, which `overflow` would not tell.
  const values = ["overflow-x", "overflow-y"].map(
    (name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  const [x, y] = [scrollX, scrollY];
  style.setProperty("overflow", "hidden");
  return () => {
    // The page may have set it again meanwhile.
    for (const [name, value, priority] of values)
      if (style.getPropertyValue(name) === "hidden") style.setProperty(name, value, priority);
    if (!hasStyle && root.getAttribute("style") === "") root.removeAttribute("style");
    if (scrollX !== x || scrollY !== y) scrollTo({ left: x, top: y, behavior: "instant" });
  };
}

/**
 * Keeps header and composer above the on-screen keyboard, which shrinks the visual viewport without
 * affecting the viewport that CSS measures.
 */
function fitKeyboard(host: HTMLElement): () => void {
  const viewport = globalThis.visualViewport;
  if (viewport == null) return () => undefined;
  const fit = (): void => {
    // A pinch zoom shrinks the visual viewport, too, but must not shrink the panel.
    if (viewport.scale > 1.01) return;
    host.style.setProperty("--pl-fullscreen-height", `${viewport.height}px`);
    host.style.setProperty("--pl-fullscreen-top", `${viewport.offsetTop}px`);
  };
  fit();
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
  return () => {
    viewport.removeEventListener("resize", fit);
    viewport.removeEventListener("scroll", fit);
    host.style.removeProperty("--pl-fullscreen-height");
    host.style.removeProperty("--pl-fullscreen-top");
  };
}

/** Chromium's; TypeScript does not know it yet. */
declare const CloseWatcher: (new () => EventTarget & { destroy(): void }) | undefined;

const isOurs = (): boolean => (history.state as { parlor?: boolean } | null)?.parlor === true;

/**
 * Lets the phone's own gesture close the panel, where the browser tells of it. The history is the
 * page's: a step in it makes the page's router draw the page anew, and empties its forms. An entry
 * is added only if the site asks for it, and stays when the panel is closed by its button.
 */
function closeOnBack(close: () => void, addsEntry: boolean): () => void {
  if (typeof CloseWatcher === "function") {
    const watcher = new CloseWatcher();
    watcher.addEventListener("close", close);
    return () => watcher.destroy();
  }
  if (!addsEntry) return () => undefined;
  // The router's own state would make it take the entry for one of its own.
  if (!isOurs()) history.pushState({ parlor: true }, "");
  const onBack = (): void => {
    if (!isOurs()) close();
  };
  addEventListener("popstate", onBack);
  return () => removeEventListener("popstate", onBack);
}

/**
 * Makes the panel modal while it covers a small screen: the page behind is inert and does not
 * scroll, the keyboard covers neither header nor composer, Tab stays inside, and the back
 * gesture closes the panel.
 * @param media - matches while the screen is small
 * @returns the undo
 */
export function showMobileFullscreen(
  { panel, host: page }: WidgetContext,
  host: HTMLElement,
  media: MediaQueryList,
): () => void {
  let release: (() => void) | null = null;
  const update = (): void => {
    const isSheet = media.matches && panel.isOpen.peek();
    const dialog = panel.dialog.current;
    if (isSheet) dialog?.setAttribute("aria-modal", "true");
    else dialog?.removeAttribute("aria-modal");
    if (!isSheet) {
      release?.();
      release = null;
    } else if (release === null) {
      const steps = [
        isolate(host),
        lockScroll(),
        fitKeyboard(host),
        closeOnBack(panel.minimise, page.options.backCloses),
      ];
      release = () => {
        for (const step of steps) step();
      };
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
    release?.();
  };
}
