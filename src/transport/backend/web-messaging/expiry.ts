import type { SessionFacts } from "./frames.ts";
import type { WireMessage } from "./wire-message.ts";

/** Follows the end of a session in which nobody writes. @param tell - called when it has moved */
export function createExpiry(tell: () => void) {
  let [expiresAt, lastsMs]: (number | null)[] = [null, null];
  function set(at: number | null): void {
    if (at === null || Number.isNaN(at) || at === expiresAt) return;
    expiresAt = at;
    tell();
  }
  return {
    at: () => expiresAt ?? null,
    set,
    take: (facts: SessionFacts) => void ({ expiresAt, lastsMs } = facts),
    note: (message: Pick<WireMessage, "at" | "expiresAt">) =>
      set(message.expiresAt ?? (lastsMs == null ? null : message.at + lastsMs)),
  };
}
