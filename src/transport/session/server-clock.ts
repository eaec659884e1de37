import type { NoteTime } from "../backend/backend.ts";
import type { Chat } from "../chat.ts";

/** An answer takes some time, and HTTP tells whole seconds. */
const PRECISION_MS = 2_000;

/**
 * Follows the server's clock by the newest time that it has told. The visitor's own clock may be
 * hours wrong, and may be set while the page is open.
 */
export function followServerClock({
  dispatch,
  ports,
  store,
}: Pick<Chat, "dispatch" | "ports" | "store">): NoteTime {
  let newest = Number.NEGATIVE_INFINITY;
  return (at) => {
    // An answer may have been overtaken by another.
    if (!(at > newest)) return;
    newest = at;
    const offsetMs = at - ports.clock.now();
    const { clockOffsetMs } = store.get();
    if (clockOffsetMs === null || Math.abs(offsetMs - clockOffsetMs) >= PRECISION_MS)
      dispatch({ type: "clock", offsetMs });
  };
}

/** The time by the server's clock, as far as it is known; ms since 1970. */
export const serverNow = ({ ports, store }: Pick<Chat, "ports" | "store">): number =>
  ports.clock.now() + (store.get().clockOffsetMs ?? 0);
