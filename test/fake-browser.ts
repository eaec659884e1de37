import type { Channel, Locks, Tabs } from "../src/transport/ports/tabs.ts";

/** A tab as the browser sees it. */
export interface FakeTab extends Tabs {
  /** From now on it hears nothing, as a tab that the browser has frozen. */
  freeze(): void;
}

/** One browser: its lock manager, and the channels between its tabs. */
export interface FakeBrowser {
  openTab(clientId: string): FakeTab;
  /** Locks that are held or waited for, and open channels. */
  counts(): { readonly locks: number; readonly channels: number };
}

export function createFakeBrowser(): FakeBrowser {
  const holders = new Map<string, { id: string; lose: () => void }>();
  const queues = new Map<string, (() => void)[]>();
  const channels = new Set<Channel & { name: string; isFrozen: () => boolean }>();

  const locksOf = (id: string): Locks => ({
    request: (name, { ifAvailable, steal, signal }, hold) =>
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
        } else {
          queues.set(name, [...(queues.get(name) ?? []), grant]);
          signal?.addEventListener("abort", () => {
            queues.set(name, queues.get(name)?.filter((one) => one !== grant) ?? []);
            reject(new DOMException("Not wanted any more", "AbortError"));
          });
        }
      }),
    query: async () => ({
      held: [...holders].map(([name, holder]) => ({ name, clientId: holder.id })),
    }),
  });

  return {
    counts: () => ({
      locks: [...queues.values()].reduce((sum, queue) => sum + queue.length, holders.size),
      channels: channels.size,
    }),
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
