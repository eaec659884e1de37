import type { Page } from "@playwright/test";

/**
 * Gives the page a handler that shares a canvas: the browser's own picker cannot be driven.
 * @param surface - the kind of surface that the picker would report
 */
export const offerScreenShare = (
  page: Page,
  surface: "browser" | "window" | "monitor" = "browser",
): Promise<unknown> =>
  page.addInitScript((displaySurface) => {
    type Calls = ((...args: unknown[]) => Promise<unknown>) & { q?: unknown[] };
    const host = window as unknown as { Parlor?: Calls };
    // The stub of docs/embedding.md keeps the call until the widget has come.
    host.Parlor ??= (...args) =>
      new Promise((resolve, reject) => {
        const stub = host.Parlor as Calls;
        (stub.q ??= []).push([args, resolve, reject]);
      });
    void host.Parlor("setMediaHandler", async () => {
      const [track] = document.createElement("canvas").captureStream().getVideoTracks();
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      return { stop: () => (track?.stop(), end()), ended, label: document.title, displaySurface };
    });
  }, surface);
