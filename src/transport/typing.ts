import type { ConversationEvent } from "./conversation/event.ts";
import type { MemberId } from "./conversation/message.ts";
import type { Clock } from "./ports/clock.ts";

/** The server wants typing notices no closer together than this. */
const OUT_EVERY_MS = 3_000;
/** Nobody says when somebody stops: without a further notice, the sign goes after this. */
const IN_LASTS_MS = 4_000;

export interface Typing {
  /** A key was pressed here. */
  own(): void;
  /** A notice came in. */
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
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    own() {
      const now = deps.clock.now();
      if (!deps.canSend() || Math.abs(now - toldAt) < OUT_EVERY_MS) return;
      toldAt = now;
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
