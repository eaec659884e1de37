import type { IncomingMediaRequest } from "../backend/backend.ts";
import type { MediaRequest } from "../conversation/state.ts";
import { ParlorError } from "../errors.ts";
import type { MediaHandler, MediaSession } from "../options.ts";
import type { Clock } from "../ports/clock.ts";

/** Accepted media requests, which run in the host's handler. */
export interface Shares {
  /**
   * Runs a request until it is live.
   * @throws ParlorError `aborted`, and any error of the host's handler
   */
  run(request: IncomingMediaRequest, start: MediaHandler, signal: AbortSignal): Promise<void>;
  /** Forgets a share that did not come about. */
  drop(id: string): void;
  readonly end: (id: string) => void;
  readonly close: () => void;
}

const surfaces: Readonly<Record<string, NonNullable<MediaRequest["surface"]>>> = {
  browser: "tab",
  window: "window",
  monitor: "screen",
};

export const aborted = (): ParlorError => new ParlorError("aborted", "Aborted");

export function createShares(
  clock: Clock,
  change: (id: string, to: Partial<MediaRequest>) => void,
): Shares {
  const running = new Map<string, { session: MediaSession | null; abort: AbortController }>();

  const end = (id: string): void => {
    const share = running.get(id);
    if (share === undefined) return;
    running.delete(id);
    share.abort.abort();
    share.session?.stop();
    change(id, { state: "over", endedAt: clock.now() });
  };
  return {
    async run({ id, types, communicationId, securityKey }, start, signal) {
      const abort = new AbortController();
      running.set(id, { session: null, abort });
      const started = Promise.resolve(
        start({ id, types, communicationId, securityKey, signal: abort.signal }),
      );
      const session = await untilStarted(started, abort, signal);
      if (abort.signal.aborted) return;
      running.set(id, { session, abort });
      change(id, {
        state: "live",
        startedAt: clock.now(),
        label: session.label ?? "",
        surface: surfaces[session.displaySurface ?? ""] ?? null,
      });
      void session.ended.then(
        () => end(id),
        () => end(id),
      );
    },
    drop: (id) => void running.delete(id),
    end,
    close() {
      for (const id of running.keys()) end(id);
    },
  };
}

/** Waits for the host's handler, until the signal of the call that began it is aborted. */
function untilStarted(
  started: Promise<MediaSession>,
  abort: AbortController,
  signal: AbortSignal,
): Promise<MediaSession> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      abort.abort();
      reject(aborted());
    };
    signal.addEventListener("abort", leave);
    void started
      .then((session) => {
        // Too late: the request was aborted or stopped meanwhile.
        if (abort.signal.aborted) session.stop();
        resolve(session);
      }, reject)
      // A running share is ended by `stop()`, not by the signal of the call that began it.
      .finally(() => signal.removeEventListener("abort", leave));
  });
}
