import type { createChatParts } from "../../transport/chat-parts.ts";
import { AttentionSlot } from "../model/chunk-slots.tsx";

/** The warning begins five minutes before the end; its code is fetched some seconds earlier. */
const BEFORE_MS = 305_000;
/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Fetches the code that warns of the end of a silent conversation, before the end is near. */
export function expectExpiry({ store, ports, run }: Parameters<typeof createChatParts>[0]): void {
  let cancel = (): void => undefined;
  let noted: number | null | undefined;
  store.subscribe(({ capabilities: { expiresAt }, clockOffsetMs }) => {
    if (expiresAt === noted) return;
    noted = expiresAt;
    cancel();
    if (expiresAt == null) return;
    const ms = expiresAt - ports.clock.now() - (clockOffsetMs ?? 0) - BEFORE_MS;
    cancel = ports.clock.after(Math.min(MAX_TIMER_MS, Math.max(0, ms)), AttentionSlot.load);
    run.life.signal.addEventListener("abort", cancel, { once: true });
  });
}
