import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { WidgetContext } from "./widget-context.ts";

/** So long before the end the guest is asked. */
const WARN_MS = 60_000;

/** When the visitor last said that somebody is there, other than with a message. */
const stayedAt = signal(0);

/** The end that quiet brings, as it comes near. */
export interface IdleTimeout {
  /** Whole seconds until the chat ends; null while that is far away. */
  readonly secondsLeft: ReadonlySignal<number | null>;
  stay(): void;
}

/** The server counts from the guest's last message, from typing, and from the agent's joining at the earliest. */
export function createIdleTimeout({ chat, signals, options, now }: WidgetContext): IdleTimeout {
  const limit = options.idleMinutes * 60_000;
  /** The last sign of life that was seen. */
  let since = 0;
  /** It takes a look at every row: only when the end would be near without what they say. */
  const check = (): void => {
    for (const row of signals.state.peek().messages.values())
      if ((row.isOwn && row.delivery.kind === "sent") || row.kind === "joined")
        since = Math.max(since, row.at);
  };
  return {
    secondsLeft: computed(() => {
      const at = now.value;
      since = Math.max(since, stayedAt.value);
      if (limit === 0 || signals.phase.value.kind !== "talking") return null;
      if (since + limit - at <= WARN_MS) check();
      const left = since + limit - at;
      // Past the limit the server has the word; it may know another one.
      return since === 0 || left > WARN_MS || left <= 0 ? null : Math.ceil(left / 1000);
    }),
    stay() {
      stayedAt.value = Date.now();
      chat.typing();
    },
  };
}

/** What is written, even unsent, is a sign of life. */
export function noteWriting(root: EventTarget): () => void {
  const note = (): void => {
    stayedAt.value = Date.now();
  };
  root.addEventListener("input", note);
  return () => root.removeEventListener("input", note);
}
