import type { ConversationState, MediaRequest } from "../conversation/state.ts";
import { ParlorError } from "../errors.ts";
import type { MediaHandler, MediaSession } from "../options.ts";
import type { Clock } from "../ports/clock.ts";
import type { IncomingMediaRequest, MediaCalls } from "../backend/backend.ts";

export interface MediaRequests {
  /**
   * Fetches the media requests.
   * @param state - its rows tell which agent made which request; for older requests it is not known
   */
  refresh(state: ConversationState): Promise<void>;
  /**
   * @throws ParlorError `aborted`: before the server's answer, the request returns to `pending`
   * (the server may have accepted it all the same); after it, the request is `over`
   */
  accept(id: string, signal: AbortSignal): Promise<void>;
  /** @throws ParlorError `aborted` */
  decline(id: string, signal: AbortSignal): Promise<void>;
  stop(id: string): void;
  close(): void;
}

const settled = {
  pending: "pending",
  accepted: "accepting",
  declined: "declined",
  timedout: "timedout",
  cancelled: "cancelled",
  failed: "blocked",
} as const satisfies Readonly<Record<IncomingMediaRequest["state"], MediaRequest["state"]>>;

const aborted = (): ParlorError => new ParlorError("aborted", "Aborted");

/**
 * Media requests: offered → accepted, declined, timed out or cancelled.
 * An accepted request runs in the host's handler.
 */
export function createMediaRequests(deps: {
  readonly clock: Clock;
  /** The host page's own way to share a screen. */
  readonly handler: () => MediaHandler | null;
  readonly publish: (requests: readonly MediaRequest[]) => void;
  readonly calls: MediaCalls;
  /** Aborts calls that have no signal of their own. */
  readonly signal: AbortSignal;
}): MediaRequests {
  let requests: readonly MediaRequest[] = [];
  const wires = new Map<string, IncomingMediaRequest>();
  const sessions = new Map<string, { session: MediaSession | null; abort: AbortController }>();

  const publish = (next: readonly MediaRequest[]): void => {
    requests = next;
    deps.publish(next);
  };
  const change = (id: string, to: Partial<MediaRequest>): void =>
    publish(requests.map((request) => (request.id === id ? { ...request, ...to } : request)));
  const end = (id: string): void => {
    const running = sessions.get(id);
    if (running === undefined) return;
    sessions.delete(id);
    running.abort.abort();
    running.session?.stop();
    change(id, { state: "over", endedAt: deps.clock.now() });
  };

  async function run(
    id: string,
    accepted: IncomingMediaRequest,
    start: MediaHandler,
    signal: AbortSignal,
  ): Promise<void> {
    const abort = new AbortController();
    sessions.set(id, { session: null, abort });
    const started = Promise.resolve(
      start({
        id,
        types: accepted.types,
        communicationId: accepted.communicationId,
        securityKey: accepted.securityKey,
        signal: abort.signal,
      }),
    );
    const session = await new Promise<MediaSession>((resolve, reject) => {
      const leave = (): void => {
        abort.abort();
        reject(aborted());
      };
      signal.addEventListener("abort", leave);
      void started
        .then((one) => {
          // Too late: the request was aborted or stopped meanwhile.
          if (abort.signal.aborted) one.stop();
          resolve(one);
        }, reject)
        // A running share is ended by `stop()`, not by the signal of the call that began it.
        .finally(() => signal.removeEventListener("abort", leave));
    });
    if (abort.signal.aborted) return;
    sessions.set(id, { session, abort });
    change(id, { state: "live", startedAt: deps.clock.now(), label: session.label ?? "" });
    void session.ended.then(
      () => end(id),
      () => end(id),
    );
  }

  /**
   * Marks a request as blocked (or over), and notifies the agent: the guest closed the browser's
   * picker, or the host's code failed.
   */
  async function block(
    wire: IncomingMediaRequest,
    state: "blocked" | "over" = "blocked",
  ): Promise<void> {
    sessions.delete(wire.id);
    change(wire.id, { state, ...(state === "over" && { endedAt: deps.clock.now() }) });
    await deps.calls.answer(wire, "failed", deps.signal);
  }

  return {
    async refresh({ order, messages }) {
      const rows = order.flatMap((key) => messages.get(key) ?? []);
      const askedBy = rows.filter((row) => row.kind === "media").map((row) => row.senderId);
      const wire = await deps.calls.list(deps.signal);
      const unknown = Math.max(0, wire.length - askedBy.length);
      const next = wire.map((request, index): MediaRequest => {
        wires.set(request.id, request);
        const before = requests.find((one) => one.id === request.id);
        const state = settled[request.state];
        if (before === undefined) {
          return {
            id: request.id,
            types: request.types,
            // A request that was accepted before a reload has lost its handler, so it is over.
            state: state === "accepting" ? "over" : state,
            askedById: askedBy[index - unknown] ?? null,
            receivedAt: deps.clock.now(),
            expiresAt: request.expiresAt,
            startedAt: null,
            endedAt: null,
            label: "",
          };
        }
        const isOurs =
          state === "accepting" || before.state === "over" || before.state === "blocked";
        return isOurs ? before : { ...before, state };
      });
      publish(next);
      for (const request of wire) if (request.state !== "accepted") end(request.id);
    },
    async accept(id, signal) {
      if (signal.aborted) throw aborted();
      const wire = wires.get(id);
      if (wire === undefined || wire.state !== "pending") return;
      const start = deps.handler();
      change(id, { state: "accepting" });
      let accepted: IncomingMediaRequest;
      try {
        accepted = await deps.calls.answer(wire, start === null ? "failed" : "accepted", signal);
      } catch (error) {
        if (signal.aborted) {
          change(id, { state: "pending" });
          throw aborted();
        }
        if (start === null) throw error;
        return block(wire);
      }
      wires.set(id, accepted);
      if (start === null) return change(id, { state: "blocked" });
      try {
        await run(id, accepted, start, signal);
      } catch {
        if (!signal.aborted) return block(wire);
        // The call was aborted: that is told, whether the server has heard of the end or not.
        await block(wire, "over").catch(() => undefined);
        throw aborted();
      }
    },
    async decline(id, signal) {
      if (signal.aborted) throw aborted();
      const wire = wires.get(id);
      if (wire === undefined || wire.state !== "pending") return;
      wires.set(id, await deps.calls.answer(wire, "declined", signal));
      change(id, { state: "declined", endedAt: deps.clock.now() });
    },
    stop: end,
    close() {
      for (const id of sessions.keys()) end(id);
    },
  };
}
