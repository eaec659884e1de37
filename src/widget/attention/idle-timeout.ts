import { effect, signal } from "@preact/signals";
import type { ChatSignals } from "../model/chat-signals.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** How long before the end the visitor is asked, in ms. */
const WARN_MS = 120_000;
/** The same for a conversation that a service ends when nobody writes. */
const WARN_OF_EXPIRY_MS = 300_000;
const MINUTE_MS = 60_000;
/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Returns a function that tells how long an idle conversation still lasts, in ms; null while that
 * is not known. It follows the server's count, by the server's clock: from the guest's last message
 * or typing, and from the agent's joining at the earliest. An end that a service tells is taken
 * from it.
 */
function createCountdown(
  limitMs: number,
): (state: ChatSignals["state"]["value"], activeAt: number) => number | null {
  /** The latest known activity by the server's clock, in ms since 1970. */
  let since = 0;
  let noted = 0;
  return ({ capabilities, clockOffsetMs, messages, phase }, activeAt) => {
    const { expiresAt } = capabilities;
    if (expiresAt !== undefined)
      return expiresAt === null || !["waiting", "talking"].includes(phase.kind)
        ? null
        : expiresAt - Date.now() - (clockOffsetMs ?? 0);
    if (limitMs === 0 || phase.kind !== "talking" || clockOffsetMs === null) return null;
    const now = Date.now() + clockOffsetMs;
    // The visitor's clock may be set later: each act is converted once.
    if (activeAt !== noted) since = Math.max(since, activeAt + clockOffsetMs);
    noted = activeAt;
    // All rows are scanned only when the end would be near without their times.
    if (since + limitMs - now <= WARN_MS)
      for (const row of messages.values())
        if ((row.isOwn && row.delivery.kind === "sent") || row.kind === "joined")
          since = Math.max(since, row.at);
    return since === 0 ? null : since + limitMs - now;
  };
}

/**
 * Asks whether the visitor is still there before an idle conversation ends. Past the limit the
 * server decides, whose own limit may differ.
 */
export function warnOfIdleEnd({
  chat: { activeAt, idleMinutesLeft, signals },
  host,
  panel,
  translator: { t },
}: WidgetContext): () => void {
  const leftIn = createCountdown(host.options.idleMinutes * MINUTE_MS);
  const wakes = signal(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const undo = effect(() => {
    void wakes.value;
    clearTimeout(timer);
    const state = signals.state.value;
    const ms = leftIn(state, activeAt.value);
    const warnMs = state.capabilities.expiresAt === undefined ? WARN_MS : WARN_OF_EXPIRY_MS;
    const isOver = ms === null || ms <= 0;
    const minutes = isOver || ms > warnMs ? null : Math.ceil(ms / MINUTE_MS);
    if (minutes !== null && idleMinutesLeft.peek() === null)
      panel.announce(`${t("idle.title")} ${t("idle.closes", { n: minutes })}`, "assertive");
    idleMinutesLeft.value = minutes;
    if (isOver) return;
    const untilNext = ms > warnMs ? ms - warnMs : ms % MINUTE_MS || MINUTE_MS;
    timer = setTimeout(() => wakes.value++, Math.min(untilNext, MAX_TIMER_MS));
  });
  return () => {
    undo();
    clearTimeout(timer);
    idleMinutesLeft.value = null;
  };
}
