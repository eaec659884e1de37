import type { Locks } from "../ports/tabs.ts";

export interface LockOptions {
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
  readonly signal?: AbortSignal;
}

/** The Web Lock that the leading tab holds. */
export interface LeadLock {
  /** @returns whether this tab holds the lock now; null when the browser forbids locks */
  readonly request: (options: LockOptions) => Promise<boolean | null>;
  /** Asks the browser whether this tab holds the lock. */
  readonly isHeld: () => Promise<boolean>;
  readonly release: () => void;
}

/**
 * @param accept - called when the lock is granted; false gives it back
 * @param onStolen - another tab has taken the lock
 */
export function createLeadLock(
  locks: Locks,
  name: string,
  accept: () => boolean,
  onStolen: () => void,
): LeadLock {
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
            if (lock === null || !accept()) {
              resolve(false);
              return undefined;
            }
            void holder().then((id) => {
              clientId = id;
              resolve(true);
            });
            // Held until this tab leaves or another tab steals it.
            return new Promise((done) => (release = done));
          })
          .catch(() => (isAllowed ? onStolen() : resolve(null)));
      }),
    isHeld: async () => (await holder()) === clientId,
    release: () => release(),
  };
}
