import { effect } from "@preact/signals";
import type { Panel } from "../model/panel.ts";

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

/** `history.back()` is asynchronous; a panel that opens meanwhile waits for it. */
let wentBack = Promise.resolve();

/** Makes the back button close the panel instead of leaving the page. */
function closeOnBack(close: () => void): () => void {
  let isOver = false;
  let hasPushed = false;
  const isOurs = (): boolean => (history.state as { parlor?: boolean } | null)?.parlor === true;
  const onBack = (): void => {
    if (!isOurs()) close();
  };
  void wentBack.then(() => {
    if (isOver) return;
    history.pushState({ ...(history.state as object | null), parlor: true }, "");
    hasPushed = true;
    addEventListener("popstate", onBack);
  });
  return () => {
    isOver = true;
    removeEventListener("popstate", onBack);
    // An entry that is not ours, or that is being left already, must not be left again.
    if (!hasPushed || !isOurs()) return;
    wentBack = new Promise((resolve) =>
      addEventListener("popstate", () => resolve(), { once: true }),
    );
    history.back();
  };
}

/**
 * Makes the panel modal while it covers a small screen: the page behind is inert and does not
 * scroll, the keyboard covers neither header nor composer, Tab stays inside, and the back button
 * closes the panel.
 * @param media - matches while the screen is small
 * @returns the undo
 */
export function showMobileFullscreen(
  host: HTMLElement,
  panel: Panel,
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
      const steps = [isolate(host), lockScroll(), fitKeyboard(host), closeOnBack(panel.minimise)];
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
