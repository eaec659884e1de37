/** Tells whether it makes sense to connect now. @public */
export interface Reachability {
  /** The browser's estimate: false is certain, true is a guess. */
  isOnline(): boolean;
  /**
   * Calls back when reachability may have changed: online, offline, page shown or visible again.
   * Returns the unsubscribe.
   */
  onChange(listener: () => void): () => void;
  /**
   * Calls back with false when the page goes away, and with true when the browser brings the same
   * page back. Between the two the page must hold no socket, lock or channel, or the browser does
   * not keep it. Returns the unsubscribe. Without it, the page counts as always there.
   */
  onPage?(listener: (isHere: boolean) => void): () => void;
}

interface PageEvent {
  /** Whether the page comes from the browser's cache of whole pages. */
  readonly persisted?: boolean;
}
interface Events {
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
  removeEventListener(type: string, listener: (event: PageEvent) => void): void;
}

/** The browser's events, where there is a browser. */
export const browserReachability: Reachability = {
  isOnline: () => globalThis.navigator?.onLine ?? true,
  onChange(listener) {
    const page: typeof globalThis & Partial<Events> & { document?: Events } = globalThis;
    const heard: [Partial<Events> | undefined, string][] = [
      [page, "online"],
      [page, "offline"],
      [page, "pageshow"],
      [page.document, "visibilitychange"],
    ];
    for (const [target, type] of heard) target?.addEventListener?.(type, listener);
    return () => {
      for (const [target, type] of heard) target?.removeEventListener?.(type, listener);
    };
  },
  onPage(listener) {
    const page: typeof globalThis & Partial<Events> = globalThis;
    const leave = (): void => listener(false);
    const show = ({ persisted }: PageEvent): void => {
      if (persisted === true) listener(true);
    };
    page.addEventListener?.("pagehide", leave);
    page.addEventListener?.("pageshow", show);
    return () => {
      page.removeEventListener?.("pagehide", leave);
      page.removeEventListener?.("pageshow", show);
    };
  },
};
