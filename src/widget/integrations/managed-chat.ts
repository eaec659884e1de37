import { fixedOptions } from "../check-options.ts";
import type { ParlorListener } from "../events.ts";
import type { ParlorHandle } from "../handle.ts";
import { mountAt, type Placement } from "../mount.ts";
import type { WidgetOptions } from "../options.ts";

/** What a page hears of a window that something else keeps. */
export interface ChatCallbacks {
  readonly onReady: (chat: ParlorHandle) => void;
  readonly onEvent: ParlorListener;
  readonly onError: (error: unknown) => void;
}

/** A window that follows its options, for doors whose options change: those it can change are changed, for the others a new one comes. */
export interface KeptChat {
  readonly handle: () => ParlorHandle | null;
  follow(options: WidgetOptions): void;
  destroy(): void;
}

/**
 * Two values that a page would call the same, though a framework makes them anew with every drawing; functions are asked for anew each time,
 * but it counts whether there is one.
 */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === typeof b && JSON.stringify(a) === JSON.stringify(b));

export function createManagedChat(
  parent: Element,
  placement: Placement,
  initial: WidgetOptions,
  callbacks: ChatCallbacks,
): KeptChat {
  let handle: ParlorHandle | null = null;
  /** One change after the other: the first of them fetches what changes options. */
  let changes: Promise<void> = Promise.resolve();
  let options = initial;
  const getMemberAuthToken = (signal: AbortSignal): Promise<string> =>
    options.getMemberAuthToken?.(signal) ?? Promise.reject(new Error("There is no token any more"));
  /** The options as the window gets them: the newest function is asked, whenever that is. */
  const given = (): WidgetOptions => ({
    ...options,
    ...(options.getMemberAuthToken !== undefined && { getMemberAuthToken }),
  });
  const make = (): void => {
    try {
      handle = mountAt(parent, placement, given());
    } catch (error) {
      // What is wrong may be mended with the next change.
      callbacks.onError(error);
      return;
    }
    handle.on("*", callbacks.onEvent);
    callbacks.onReady(handle);
  };
  const destroy = (): void => {
    handle?.destroy();
    handle = null;
  };
  make();
  return {
    handle: () => handle,
    follow(next) {
      const before = options as unknown as Readonly<Record<string, unknown>>;
      const now = next as unknown as Readonly<Record<string, unknown>>;
      const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
        (name) => !isSame(before[name], now[name]),
      );
      options = next;
      if (changed.length === 0) return;
      if (handle === null || changed.some((name) => fixedOptions.includes(name))) {
        destroy();
        make();
        return;
      }
      const values = given() as unknown as Readonly<Record<string, unknown>>;
      const target = handle;
      const change = Object.fromEntries(changed.map((name) => [name, values[name]]));
      changes = changes
        .then(() => (target === handle ? target.update(change) : undefined))
        .catch(callbacks.onError);
    },
    destroy,
  };
}
