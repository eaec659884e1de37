import type { ConversationState, IncomingMember } from "../../conversation/state.ts";
import type { ConversationEvent } from "../../conversation/event.ts";
import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Reachability } from "../../ports/reachability.ts";
import type { WirePoll } from "./decode.ts";

/**
 * The first poll runs at once, the second after this long.
 * Each poll without news makes the next wait longer by half, up to `MAX_MS`.
 */
const FIRST_MS = 2_000;
const MAX_MS = 15_000;

export interface Poll {
  close(): void;
}

export interface PollDeps {
  readonly clock: Clock;
  readonly reachability: Reachability;
  readonly state: () => ConversationState;
  readonly dispatch: (event: ConversationEvent) => void;
  readonly heardTyping: (id: MemberId) => void;
  readonly ask: () => Promise<WirePoll>;
  readonly take: (members: readonly IncomingMember[], messages: readonly IncomingMessage[]) => void;
  readonly onReady: () => void;
  /** @returns whether the conversation is over */
  readonly onError: (error: unknown) => boolean;
}

/** Polls at rising intervals, where sockets are blocked (extension `poll`). */
export function startPoll(deps: PollDeps): Poll {
  const { clock, state, dispatch } = deps;
  let isClosed = false;
  let ms = FIRST_MS;
  let cancel = (): void => undefined;
  /** @returns whether there was anything new */
  const ask = async (): Promise<boolean> => {
    try {
      const { members, messages, typing } = await deps.ask();
      if (isClosed || state().stream.kind === "live") return false;
      deps.take(members, messages);
      for (const id of typing) deps.heardTyping(id);
      if (isClosed) return false;
      dispatch({ type: "stream", status: { kind: "polling", since: clock.now() } });
      deps.onReady();
      return messages.length > 0 || typing.length > 0;
    } catch (error) {
      const now = clock.now();
      const isOffline = !deps.reachability.isOnline();
      if (!deps.onError(error) && state().stream.kind === "polling")
        dispatch({
          type: "stream",
          status: { kind: "waiting", retryAt: now, since: now, isOffline },
        });
      return false;
    }
  };
  const pollAgain = async (): Promise<void> => {
    const isNew = await ask();
    if (isClosed) return;
    ms = isNew ? FIRST_MS : Math.min(MAX_MS, ms * 1.5);
    cancel = clock.after(ms, () => void pollAgain());
  };
  void pollAgain();
  return {
    close() {
      isClosed = true;
      cancel();
    },
  };
}
