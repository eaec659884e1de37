import type { Clock } from "./clock.ts";

/** An answer takes some time, and HTTP tells whole seconds. */
const PRECISION_MS = 2_000;

/**
 * Follows a server's clock by the newest time that it has told. The clock of this computer may be
 * hours wrong, and may be set while the page is open.
 * @param known - how far the server's clock is ahead, in ms; null before it has told a time
 * @param changed - called when that is no longer true to about two seconds
 * @returns the function that takes each time that the server tells, in ms since 1970
 */
export function followOffset(
  { now }: Pick<Clock, "now">,
  known: () => number | null,
  changed: (offsetMs: number) => void,
): (at: number) => void {
  let newest = Number.NEGATIVE_INFINITY;
  return (at) => {
    // An answer may have been overtaken by another.
    if (!(at > newest)) return;
    newest = at;
    const offsetMs = at - now();
    const before = known();
    if (before === null || Math.abs(offsetMs - before) >= PRECISION_MS) changed(offsetMs);
  };
}
