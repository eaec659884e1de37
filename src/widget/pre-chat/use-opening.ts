import { useComputed } from "@preact/signals";
import { useChat, useHost } from "../model/widget-context.ts";
import { openingAt, type Opening } from "./opening-hours.ts";

/** How often the opening hours are checked against the clock. */
const HOURS_CHECK_INTERVAL_MS = 15_000;

/**
 * The opening hours, checked against the clock for as long as they are looked at: the server's
 * clock once it has told the time. Null if the chat is always open.
 * @param isWatching - read in the render: false where nothing visible depends on the hours
 */
export function useOpening(isWatching: () => boolean): Opening | null {
  const { chat, now } = useChat();
  const { hours } = useHost().options;
  const look = useComputed(() =>
    hours !== null && isWatching() ? Math.floor(now.value / HOURS_CHECK_INTERVAL_MS) : 0,
  );
  if (hours === null) return null;
  const own = Math.max(Date.now(), look.value * HOURS_CHECK_INTERVAL_MS);
  // The visitor's own clock may be hours wrong.
  return openingAt(hours, own + (chat.get().clockOffsetMs ?? 0));
}
