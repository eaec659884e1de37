interface Lock {
  readonly name?: string;
  readonly clientId?: string;
}

/** The used part of the browser's lock manager. */
export interface Locks {
  request(
    name: string,
    options: {
      readonly ifAvailable?: boolean;
      readonly steal?: boolean;
      readonly signal?: AbortSignal;
    },
    hold: (lock: Lock | null) => Promise<void> | undefined,
  ): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly Lock[] }>;
}

/** The used part of a BroadcastChannel. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

/** Browser features by which the tabs of one browser agree on the leading tab. @public */
export interface Tabs {
  readonly locks: Locks;
  open(name: string): Channel;
  /** Whether this tab is visible; only a visible tab takes over from a frozen one. */
  isVisible(): boolean;
}

/**
 * The browser's tabs; null without Web Locks or BroadcastChannel (plain http, old browsers):
 * each tab then runs alone.
 */
export function browserTabs(): Tabs | null {
  const page = globalThis as unknown as {
    navigator?: { locks?: Locks };
    document?: { visibilityState?: string };
    BroadcastChannel?: new (name: string) => Channel;
  };
  const { BroadcastChannel } = page;
  const locks = page.navigator?.locks;
  if (locks === undefined || BroadcastChannel === undefined || page.document === undefined)
    return null;
  return {
    locks,
    open: (name) => new BroadcastChannel(name),
    isVisible: () => page.document?.visibilityState !== "hidden",
  };
}
