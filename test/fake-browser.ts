import type { Channel, Locks, Tabs } from "../src/transport/ports/tabs.ts";

/** A tab as the browser sees it. */
export interface FakeTab extends Tabs {
  /** From now on it hears nothing, as a tab that the browser has frozen. */
  freeze(): void;
}

/** One browser: its lock manager, and the channels between its tabs. */
export function createFakeBrowser(): { openTab(clientId: string): FakeTab } {
  const holders = new Map<string, { id: string; lose: () => void }>();
  const queues = new Map<string, (() => void)[]>();
  const channels = new Set<Channel & { name: string; isFrozen: () => boolean }>();

  const locksOf = (id: string): Locks => ({
    request: (name, { ifAvailable, steal }, hold) =>
      new Promise((resolve, reject) => {
        const grant = (): void => {
          const mine = { id, lose: () => reject(new DOMException("Stolen", "AbortError")) };
          holders.set(name, mine);
          const untilReleased = async (held: Promise<void> | undefined): Promise<void> => {
            await held;
            if (holders.get(name) !== mine) return;
            holders.delete(name);
            resolve(undefined);
            queues.get(name)?.shift()?.();
          };
          void untilReleased(hold({ name, clientId: id }));
        };
        if (steal === true) {
          holders.get(name)?.lose();
          grant();
        } else if (!holders.has(name)) grant();
        else if (ifAvailable === true) {
          void hold(null);
          resolve(undefined);
        } else queues.set(name, [...(queues.get(name) ?? []), grant]);
      }),
    query: async () => ({
      held: [...holders].map(([name, holder]) => ({ name, clientId: holder.id })),
    }),
  });

  return {
    openTab(clientId) {
      let isFrozen = false;
      return {
        locks: locksOf(clientId),
        isVisible: () => true,
        freeze() {
          isFrozen = true;
        },
        open(name) {
          const mine: Channel & { name: string; isFrozen: () => boolean } = {
            name,
            isFrozen: () => isFrozen,
            onmessage: null,
            postMessage(data) {
              const copy = structuredClone(data);
              for (const other of channels)
                if (other !== mine && other.name === name && !other.isFrozen())
                  queueMicrotask(() => other.onmessage?.({ data: copy }));
            },
            close: () => void channels.delete(mine),
          };
          channels.add(mine);
          return mine;
        },
      };
    },
  };
}
