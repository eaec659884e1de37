import type { MediaCalls } from "../backend/backend.ts";
import type { ConversationState, MediaRequest } from "../conversation/state.ts";
import { asParlorError } from "../errors.ts";
import type { MediaHandler } from "../options.ts";
import type { Clock } from "../ports/clock.ts";
import { failureLogger, type Logger } from "../ports/log.ts";
import type { MediaRequests } from "./media-requests.ts";

/** Media requests, whose code and calls are loaded with the first of them. */
export interface Media {
  /** Fetches the requests, when a message of the conversation announces one. */
  refresh(): void;
  /** @throws ParlorError `aborted` */
  accept(id: string, signal: AbortSignal): Promise<void>;
  /** @throws ParlorError `aborted` */
  decline(id: string, signal: AbortSignal): Promise<void>;
  /** @throws ParlorError */
  extend(id: string, signal: AbortSignal): Promise<void>;
  stop(id: string): void;
  /** Ends running shares. */
  close(): void;
  /** The requests of this conversation do not concern the state any more. */
  forget(): void;
}

export interface MediaDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly state: () => ConversationState;
  readonly handler: () => MediaHandler | null;
  readonly calls: () => Promise<MediaCalls>;
  readonly signal: () => AbortSignal;
  readonly publish: (requests: readonly MediaRequest[]) => void;
}

export function createMedia(deps: MediaDeps): Media {
  const { clock, log, handler } = deps;
  let loaded: Promise<MediaRequests> | null = null;

  const load = (): Promise<MediaRequests> => {
    if (loaded !== null) return loaded;
    const mine = Promise.all([import("./media-requests.ts"), deps.calls()]).then(
      ([{ createMediaRequests }, calls]) =>
        createMediaRequests({
          clock,
          log,
          handler,
          calls,
          signal: deps.signal(),
          publish(requests) {
            // The conversation may have been cleared or reset since.
            if (loaded === mine) deps.publish(requests);
          },
        }),
      (cause: unknown) => {
        // The next use tries again.
        loaded = null;
        throw asParlorError(cause, "offline", "No connection");
      },
    );
    return (loaded = mine);
  };
  const report = failureLogger(log, "Media requests");

  return {
    refresh() {
      const state = deps.state();
      if ([...state.messages.values()].some((row) => row.kind === "media"))
        load()
          .then((requests) => requests.refresh(state))
          .catch(report);
    },
    accept: async (id, signal) => (await load()).accept(id, signal),
    decline: async (id, signal) => (await load()).decline(id, signal),
    extend: async (id, signal) => (await load()).extend(id, signal, deps.state()),
    stop: (id) => void loaded?.then((requests) => requests.stop(id), report),
    close() {
      void loaded?.then((requests) => requests.close(), report);
    },
    forget() {
      loaded = null;
    },
  };
}
