import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { View } from "./view.ts";

/** So long before the end the guest is asked. */
const WARN_MS = 60_000;

/** When the visitor last said that somebody is there, other than with a message. */
const stayedAt = signal(0);

/** The end that quiet brings, as it comes near. */
export interface Quiet {
  /** Whole seconds until the chat ends; null while that is far away. */
  readonly secondsLeft: ReadonlySignal<number | null>;
  stay(): void;
}

/** The server counts from the guest's last message, from typing, and from the agent's joining at the earliest. */
export function quietOf({ chat, signals, options, now }: View): Quiet {
  const since = computed(() => {
    let last = stayedAt.value;
    for (const row of signals.state.value.messages.values())
      if ((row.isOwn && row.delivery.kind === "sent") || row.kind === "joined")
        last = Math.max(last, row.at);
    return last;
  });
  return {
    secondsLeft: computed(() => {
      if (options.idleMinutes === 0 || signals.phase.value.kind !== "talking") return null;
      const left = since.value + options.idleMinutes * 60_000 - now.value;
      // Past the limit the server has the word; it may know another one.
      return since.value === 0 || left > WARN_MS || left <= 0 ? null : Math.ceil(left / 1000);
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
