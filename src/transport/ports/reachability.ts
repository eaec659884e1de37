/** Tells whether it makes sense to connect now. @public */
export interface Reachability {
  /** The browser's estimate: false is certain, true is a guess. */
  isOnline(): boolean;
  /**
   * Calls back when reachability may have changed: online, offline, page shown or visible again.
   * Returns the unsubscribe.
   */
  onChange(listener: () => void): () => void;
}

interface Events {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
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
};
