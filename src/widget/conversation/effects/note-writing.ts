import { effect } from "@preact/signals";
import { AttentionSlot } from "../../model/chunk-slots.tsx";
import type { ChatContext, WidgetContext } from "../../model/widget-context.ts";

/** Time in ms that the code of the warning has to arrive; and the delay after a resumption. */
const FETCH_MS = 5_000;
const WARN_MS = 120_000;
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Counts input as activity, even if it is never sent. */
export function noteWriting({ activeAt }: ChatContext, root: EventTarget): () => void {
  const note = (): void => {
    activeAt.value = Date.now();
  };
  root.addEventListener("input", note);
  return () => root.removeEventListener("input", note);
}

/** Fetches the code that warns of an idle conversation's end, before it can be near. */
export function prepareIdleWarning({ chat: { chat, signals }, host }: WidgetContext): () => void {
  const { idleMinutes } = host.options;
  return effect(() => {
    if (signals.phase.value.kind !== "talking" || idleMinutes === 0) return;
    // How long a resumed conversation has been idle is not known yet.
    const ms = chat.get().isResumed ? 0 : idleMinutes * 60_000 - WARN_MS - FETCH_MS;
    const delay = Math.min(MAX_TIMER_MS, Math.max(FETCH_MS, ms));
    const timer = setTimeout(AttentionSlot.load, delay);
    return () => clearTimeout(timer);
  });
}
