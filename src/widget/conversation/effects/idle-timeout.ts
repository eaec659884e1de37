import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { ChatContext } from "../../model/widget-context.ts";

/** How long before the end the guest is asked, in ms. */
const WARN_MS = 60_000;

/** The approaching end of an idle conversation. */
export interface IdleTimeout {
  /** Whole seconds until the chat ends; null while that is far away. */
  readonly secondsLeft: ReadonlySignal<number | null>;
  /**
   * Milliseconds until `secondsLeft` has to be computed again by `wake()`; null when it follows the
   * clock, or waits for an event. A timer that ticks all the time would keep a page's framework
   * busy.
   */
  readonly sleepMs: ReadonlySignal<number | null>;
  wake(): void;
  stay(): void;
}

/**
 * Follows the server's count, which runs from the guest's last message or typing, and starts with
 * the agent's joining at the earliest.
 */
export function createIdleTimeout(
  { chat, signals, now, activeAt }: ChatContext,
  idleMinutes: number,
): IdleTimeout {
  const limit = idleMinutes * 60_000;
  /** The latest known activity, in ms since 1970. */
  let since = 0;
  /** Scans all rows, so it runs only when the end would be near without their times. */
  const check = (): void => {
    for (const row of signals.state.peek().messages.values())
      if ((row.isOwn && row.delivery.kind === "sent") || row.kind === "joined")
        since = Math.max(since, row.at);
  };
  const wakes = signal(0);
  /** How long the chat still lasts; null while nothing is known. */
  const leftMs = computed(() => {
    void wakes.value;
    since = Math.max(since, activeAt.value);
    if (limit === 0 || signals.phase.value.kind !== "talking") return null;
    if (since + limit - Date.now() <= WARN_MS) check();
    if (since === 0) {
      void signals.order.value;
      return null;
    }
    const left = since + limit - Date.now();
    // Only near the end the clock is followed.
    return left > WARN_MS || left <= 0 ? left : Math.min(left, since + limit - now.value);
  });
  return {
    secondsLeft: computed(() => {
      const left = leftMs.value;
      // Past the limit the server decides, whose own limit may differ.
      return left === null || left > WARN_MS || left <= 0 ? null : Math.ceil(left / 1000);
    }),
    sleepMs: computed(() => {
      const left = leftMs.value;
      return left === null || left <= WARN_MS ? null : left - WARN_MS;
    }),
    wake: () => void wakes.value++,
    stay() {
      activeAt.value = Date.now();
      chat.typing();
    },
  };
}

/** Counts input as activity, even if it is never sent. */
export function noteWriting({ activeAt }: ChatContext, root: EventTarget): () => void {
  const note = (): void => {
    activeAt.value = Date.now();
  };
  root.addEventListener("input", note);
  return () => root.removeEventListener("input", note);
}
