import type { Clock } from "../ports/clock.ts";

/** The first question comes at once, the next after this long, and each quiet one later by half, up to the most. */
const FIRST_MS = 2_000;
const MOST_MS = 15_000;

export interface Poll {
  close(): void;
}

/**
 * Asks at rising intervals, where sockets do not get through (extension `poll`).
 * @param ask - asks once. Resolves with whether there was anything new
 */
export function startPoll(clock: Clock, ask: () => Promise<boolean>): Poll {
  let isClosed = false;
  let ms = FIRST_MS;
  let cancel = (): void => undefined;
  const again = async (): Promise<void> => {
    const isNew = await ask().catch(() => false);
    if (isClosed) return;
    ms = isNew ? FIRST_MS : Math.min(MOST_MS, ms * 1.5);
    cancel = clock.after(ms, () => void again());
  };
  void again();
  return {
    close() {
      isClosed = true;
      cancel();
    },
  };
}
