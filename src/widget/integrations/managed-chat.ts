import type { GetAuthCode } from "../../transport/index.ts";
import { fixedOptions } from "../options/check-options.ts";
import type { ParlorListener } from "../model/events.ts";
import type { ParlorHandle } from "../api/handle.ts";
import { mountAt, type Placement } from "./mount.ts";
import type { GivenOptions } from "../options/options.ts";

/** The callbacks of a page whose widget is managed by an integration. */
export interface ChatCallbacks {
  readonly onReady: (chat: ParlorHandle) => void;
  readonly onEvent: ParlorListener;
  readonly onError: (error: unknown) => void;
}

/**
 * A widget for integrations whose options change: options that can be changed are updated, a change
 * of any other recreates the widget.
 */
export interface KeptChat {
  readonly handle: () => ParlorHandle | null;
  follow(options: GivenOptions): void;
  destroy(): void;
}

/**
 * Compares values by content, because a framework creates them anew with every render. Functions
 * count as equal: the latest is looked up with each call, so only its presence matters.
 */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === typeof b && JSON.stringify(a) === JSON.stringify(b));

export function createManagedChat(
  parent: Element,
  placement: Placement,
  initial: GivenOptions,
  callbacks: ChatCallbacks,
): KeptChat {
  let handle: ParlorHandle | null = null;
  /** Changes are applied in turn, because the first of them fetches the code that applies them. */
  let changes: Promise<void> = Promise.resolve();
  let options = initial;
  const getMemberAuthToken = (signal: AbortSignal): Promise<string> =>
    options.getMemberAuthToken?.(signal) ?? Promise.reject(new Error("There is no token any more"));
  const getAuthCode: GetAuthCode = (signal) =>
    options.getAuthCode?.(signal) ?? Promise.reject(new Error("There is no code any more"));
  /** The options as the widget gets them: it always calls the latest functions. */
  const given = (): GivenOptions => ({
    ...options,
    ...(options.getMemberAuthToken !== undefined && { getMemberAuthToken }),
    ...(options.getAuthCode !== undefined && { getAuthCode }),
  });
  const make = (): void => {
    try {
      handle = mountAt(parent, placement, given());
    } catch (error) {
      // The next change may correct the invalid options.
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
      const before = options;
      const changed = [...new Set([...Object.keys(before), ...Object.keys(next)])].filter(
        (name) => !isSame(before[name], next[name]),
      );
      options = next;
      if (changed.length === 0) return;
      if (handle === null || changed.some((name) => fixedOptions.includes(name))) {
        destroy();
        make();
        return;
      }
      const values = given();
      const target = handle;
      const change = Object.fromEntries(changed.map((name) => [name, values[name]]));
      changes = changes
        .then(() => (target === handle ? target.update(change) : undefined))
        .catch(callbacks.onError);
    },
    destroy,
  };
}
