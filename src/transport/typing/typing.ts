import type { ConversationEvent } from "../conversation/event.ts";
import type { MemberId } from "../conversation/message.ts";
import type { Clock } from "../ports/clock.ts";

/** The server's minimum interval between typing notices. */
const OUT_EVERY_MS = 3_000;
/** No notice says that somebody has stopped: the indicator goes this long after the last notice. */
const IN_LASTS_MS = 4_000;

export interface Typing {
  /** A key was pressed in this tab. */
  own(): void;
  /** A typing notice of another member has arrived. */
  heard(id: MemberId): void;
  close(): void;
}

export function createTyping(deps: {
  readonly clock: Clock;
  readonly canSend: () => boolean;
  readonly broadcast: () => void;
  readonly dispatch: (event: ConversationEvent) => void;
}): Typing {
  const expiries = new Map<MemberId, () => void>();
  let notifiedAt = Number.NEGATIVE_INFINITY;
  return {
    own() {
      const now = deps.clock.now();
      if (!deps.canSend() || Math.abs(now - notifiedAt) < OUT_EVERY_MS) return;
      notifiedAt = now;
      deps.broadcast();
    },
    heard(id) {
      expiries.get(id)?.();
      deps.dispatch({ type: "typing", id, isTyping: true });
      const stop = deps.clock.after(IN_LASTS_MS, () => {
        expiries.delete(id);
        deps.dispatch({ type: "typing", id, isTyping: false });
      });
      expiries.set(id, stop);
    },
    close() {
      for (const stop of expiries.values()) stop();
      expiries.clear();
    },
  };
}
