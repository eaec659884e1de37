interface Lock {
  readonly name?: string;
  readonly clientId?: string;
}

/** What of the browser's lock manager is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly steal?: boolean },
    hold: (lock: Lock | null) => Promise<void> | undefined,
  ): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly Lock[] }>;
}

/** What of a BroadcastChannel is used. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

/** How the tabs of one browser agree on who leads. @public */
export interface Tabs {
  readonly locks: Locks;
  open(name: string): Channel;
  /** Whether somebody looks at this tab; only such a tab takes over from one that is frozen. */
  isVisible(): boolean;
}

/** Null where the browser has no Web Locks or no BroadcastChannel (plain http, old browsers): each tab then stands alone. */
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
