import type { ConversationState, MediaRequest } from "../conversation/state.ts";
import { codeOf } from "../errors.ts";
import type { MediaHandler } from "../options.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/log.ts";
import { aborted, createShares } from "./shares.ts";
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
  /**
   * Keeps a pending request open for longer, where the server can.
   * @param state - as for `refresh()`
   * @throws ParlorError
   */
  extend(id: string, signal: AbortSignal, state: ConversationState): Promise<void>;
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

export interface MediaRequestsDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** The host page's own way to share a screen. */
  readonly handler: () => MediaHandler | null;
  readonly publish: (requests: readonly MediaRequest[]) => void;
  readonly calls: MediaCalls;
  /** Aborts calls that have no signal of their own. */
  readonly signal: AbortSignal;
}

/**
 * The request as the state has it.
 * @param before - the same request in the state, if it is known
 */
function merge(
  request: IncomingMediaRequest,
  before: MediaRequest | undefined,
  given: Pick<MediaRequest, "askedById" | "canAccept" | "canExtend">,
  now: number,
): MediaRequest {
  const state = settled[request.state];
  if (before !== undefined) {
    const isOurs = state === "accepting" || before.state === "over" || before.state === "blocked";
    const { canAccept } = given;
    // It stays false once the server has refused.
    const canExtend = given.canExtend && before.canExtend;
    const { expiresAt } = request;
    return isOurs ? before : { ...before, state, expiresAt, canAccept, canExtend };
  }
  return {
    id: request.id,
    types: request.types,
    // A request that was accepted before a reload has lost its handler, so it is over.
    state: state === "accepting" ? "over" : state,
    ...given,
    receivedAt: now,
    expiresAt: request.expiresAt,
    startedAt: null,
    endedAt: null,
    label: "",
    surface: null,
  };
}

/** The agents who announced requests, in the order of the announcements. */
const askedByIn = ({ order, messages }: ConversationState): readonly MediaRequest["askedById"][] =>
  order
    .flatMap((key) => messages.get(key) ?? [])
    .filter((row) => row.kind === "media")
    .map((row) => row.senderId);

/** The guest's choices in every pending request. */
const ableOf = ({
  handler,
  calls,
}: MediaRequestsDeps): Pick<MediaRequest, "canAccept" | "canExtend"> => ({
  canAccept: handler() !== null,
  canExtend: calls.extend !== undefined,
});

/**
 * All requests as the state has them.
 * @param before - those of the state
 * @param askedBy - the agents of the newest requests; of older ones they are not known
 */
function mergeAll(
  incoming: readonly IncomingMediaRequest[],
  before: readonly MediaRequest[],
  askedBy: readonly MediaRequest["askedById"][],
  able: Pick<MediaRequest, "canAccept" | "canExtend">,
  now: number,
): MediaRequest[] {
  const unknown = Math.max(0, incoming.length - askedBy.length);
  return incoming.map((request, index) => {
    const known = before.find(({ id }) => id === request.id);
    return merge(request, known, { ...able, askedById: askedBy[index - unknown] ?? null }, now);
  });
}

/** The request, if it can be answered. @throws ParlorError `aborted` */
function pendingIn(
  known: ReadonlyMap<string, IncomingMediaRequest>,
  id: string,
  signal: AbortSignal,
): IncomingMediaRequest | null {
  if (signal.aborted) throw aborted();
  const request = known.get(id);
  return request?.state === "pending" ? request : null;
}

/** A handler of rejections that notes a refusal and rethrows. */
const noteRefusal =
  (note: () => void) =>
  (error: unknown): never => {
    if (codeOf(error) === "refused") note();
    throw error;
  };

/**
 * Media requests: offered → accepted, declined, timed out or cancelled.
 * An accepted request runs in the host's handler.
 */
export function createMediaRequests(deps: MediaRequestsDeps): MediaRequests {
  const { clock, log, calls } = deps;
  let requests: readonly MediaRequest[] = [];
  const known = new Map<string, IncomingMediaRequest>();

  const publish = (next: readonly MediaRequest[]): void => {
    requests = next;
    deps.publish(next);
  };
  const change = (id: string, to: Partial<MediaRequest>): void =>
    publish(requests.map((request) => (request.id === id ? { ...request, ...to } : request)));
  const shares = createShares(clock, change);

  /**
   * Marks a request as blocked (or over), and notifies the agent: the guest closed the browser's
   * picker, or the host's code failed.
   */
  async function block(
    request: IncomingMediaRequest,
    state: "blocked" | "over" = "blocked",
  ): Promise<void> {
    shares.drop(request.id);
    change(request.id, { state, ...(state === "over" && { endedAt: clock.now() }) });
    await calls.answer(request, "failed", deps.signal);
  }
  async function share(
    request: IncomingMediaRequest,
    start: MediaHandler,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await shares.run(request, start, signal);
    } catch {
      // The state and the agent are told; the error is the host's own.
      if (!signal.aborted) return block(request);
      await block(request, "over").catch((error: unknown) =>
        log.warn(`The agent was not told of an aborted share: ${codeOf(error)}`),
      );
      throw aborted();
    }
  }

  async function refresh(state: ConversationState): Promise<void> {
    const incoming = await calls.list(deps.signal);
    for (const request of incoming) known.set(request.id, request);
    publish(mergeAll(incoming, requests, askedByIn(state), ableOf(deps), clock.now()));
    for (const { id, state } of incoming) if (state !== "accepted") shares.end(id);
  }

  return {
    refresh,
    async accept(id, signal) {
      const request = pendingIn(known, id, signal);
      if (request === null) return;
      const start = deps.handler();
      change(id, { state: "accepting" });
      let accepted: IncomingMediaRequest;
      try {
        accepted = await calls.answer(request, start === null ? "failed" : "accepted", signal);
      } catch (error) {
        if (signal.aborted) {
          change(id, { state: "pending" });
          throw aborted();
        }
        if (start === null) throw error;
        return block(request);
      }
      known.set(id, accepted);
      if (start === null) return change(id, { state: "blocked" });
      return share(accepted, start, signal);
    },
    async decline(id, signal) {
      const request = pendingIn(known, id, signal);
      if (request === null) return;
      known.set(id, await calls.answer(request, "declined", signal));
      change(id, { state: "declined", endedAt: clock.now() });
    },
    async extend(id, signal, state) {
      if (pendingIn(known, id, signal) === null || calls.extend === undefined) return;
      await calls.extend(id, signal).catch(noteRefusal(() => change(id, { canExtend: false })));
      // The server announces the request again, too; this answers the guest at once.
      await refresh(state);
    },
    stop: shares.end,
    close: shares.close,
  };
}
