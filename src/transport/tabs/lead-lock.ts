import type { Locks } from "../ports/tabs.ts";

/** The Web Lock that the leading tab holds. */
export interface LeadLock {
  /** Requests the lock. @returns whether this tab leads now */
  request(options: { readonly ifAvailable?: boolean; readonly steal?: boolean }): Promise<boolean>;
  /** Asks the lock manager whether this tab holds the lock. */
  isHeld(): Promise<boolean>;
  release(): void;
}

export interface LeadLockDeps {
  readonly locks: Locks;
  readonly name: string;
  /** Whether this tab still takes part. */
  readonly isWanted: () => boolean;
  readonly onHeld: () => void;
  /** Locks are forbidden where storage is, or where the frame has no origin. */
  readonly onForbidden: () => void;
  /** Another tab has taken the lock. */
  readonly onStolen: () => void;
}

export function createLeadLock({ locks, name, ...deps }: LeadLockDeps): LeadLock {
  let clientId: string | undefined;
  let release = (): void => undefined;

  const holder = async (): Promise<string | undefined> => {
    const { held = [] } = await locks.query();
    return held.find((lock) => lock.name === name)?.clientId;
  };
  return {
    request: (options) =>
      new Promise((resolve) => {
        let isAllowed = false;
        locks
          .request(name, options, (lock) => {
            isAllowed = true;
            if (lock === null || !deps.isWanted()) {
              resolve(false);
              return undefined;
            }
            deps.onHeld();
            void holder().then((id) => {
              clientId = id;
              resolve(deps.isWanted());
            });
            // Held until this tab leaves or another tab steals the lock.
            return new Promise((done) => (release = done));
          })
          .catch(() => {
            if (isAllowed) return deps.onStolen();
            deps.onForbidden();
            resolve(true);
          });
      }),
    isHeld: async () => (await holder()) === clientId,
    release: () => release(),
  };
}
