import type { IncomingMessage } from "../../conversation/message.ts";
import type { IncomingMember } from "../../conversation/state.ts";
import { codeOf } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/log.ts";
import type { Reachability } from "../../ports/reachability.ts";
import type { Sink } from "../backend.ts";
import type { WirePoll } from "./decode.ts";

/**
 * The first poll runs at once, the second after this long.
 * Each poll without news makes the next wait longer by half, up to `MAX_MS`.
 */
const FIRST_MS = 2_000;
const MAX_MS = 15_000;

/** Members and messages that were fetched together. */
export interface Page {
  readonly members: readonly IncomingMember[];
  readonly messages: readonly IncomingMessage[];
  readonly hasOlder?: boolean;
}

export interface Poll {
  close(): void;
}

export interface PollDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly reachability: Reachability;
  readonly sink: Sink;
  readonly ask: () => Promise<WirePoll>;
  readonly applyPage: (page: Page) => Promise<void>;
  readonly onReady: () => void;
  /** @returns whether the conversation is over */
  readonly onError: (error: unknown) => boolean;
}

/** Polls at rising intervals, where sockets are blocked (extension `poll`). */
export function startPoll({ clock, sink, ...deps }: PollDeps): Poll {
  let isClosed = false;
  let ms = FIRST_MS;
  let cancel = (): void => undefined;
  /** @returns whether there was anything new */
  const ask = async (): Promise<boolean> => {
    try {
      const { members, messages, typing } = await deps.ask();
      if (isClosed || sink.state().stream.kind === "live") return false;
      await deps.applyPage({ members, messages });
      if (isClosed) return false;
      for (const id of typing) sink.typing(id);
      sink.status({ kind: "polling", since: clock.now() });
      deps.onReady();
      return messages.length > 0 || typing.length > 0;
    } catch (error) {
      deps.log.warn(`A poll failed: ${codeOf(error)}`);
      const now = clock.now();
      const isOffline = !deps.reachability.isOnline();
      if (!deps.onError(error) && sink.state().stream.kind === "polling")
        sink.status({ kind: "waiting", retryAt: now, since: now, isOffline });
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
