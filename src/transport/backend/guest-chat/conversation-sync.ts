import type { ConversationState, EndReason, IncomingMember } from "../../conversation/state.ts";
import type { ConversationEvent } from "../../conversation/event.ts";
import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import { ParlorError } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { Reachability } from "../../ports/reachability.ts";
import type { SocketFactory } from "../../ports/socket.ts";
import type { Session } from "../../session/session-storage.ts";
import { openEventStream, type EventStream } from "./event-stream.ts";
import type { Poll } from "./polling.ts";
import type { Frame } from "./decode.ts";
import type { RestClient } from "./rest-client.ts";

/** Without a report of its state, the own member counts as connected after this long. */
const OWN_STATE_MS = 3_000;
/** An agent who left at most this long before the guest's end has ended the conversation. */
const END_CORRELATION_MS = 2_000;
/** Refusals after which a conversation cannot go on. */
const fatal: readonly string[] = [
  "session-expired",
  "not-found",
  "origin-not-allowed",
  "deployment-disabled",
];

export interface ConversationSyncDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly socket: SocketFactory;
  readonly reachability: Reachability;
  readonly rest: RestClient;
  readonly signal: AbortSignal;
  readonly state: () => ConversationState;
  readonly dispatch: (event: ConversationEvent) => void;
  readonly heardTyping: (id: MemberId) => void;
  /** A media request may have been made, or have changed. */
  readonly onMedia: () => void;
  /** The own member is connected and the stream live: pending messages may be sent. */
  readonly onReady: () => void;
  readonly onEnded: (reason: EndReason) => void;
  /** The session cannot be used any more. */
  readonly onLost: (error: ParlorError) => void;
}

/**
 * Receives everything that the server sends about one conversation, from attaching until the end.
 */
export interface ConversationSync {
  /** Whether the server takes messages now. */
  readonly isReady: () => boolean;
  /** All messages that may be new, to look up a send in doubt. */
  recent(): Promise<readonly IncomingMessage[]>;
  /** Fetches a page of messages from before the oldest known one. @throws ParlorError */
  loadOlder(): Promise<void>;
  /** Asks whether the guest is still in the conversation. @throws ParlorError */
  checkOwn(): Promise<boolean>;
  /** Cuts the wait for the next connection short. */
  wake(): void;
  /** Notes that the guest has asked to leave, which is then the reason of the end. */
  leaving(isLeaving: boolean): void;
  close(): void;
}

export function openConversationSync(
  session: Session,
  deps: ConversationSyncDeps,
): ConversationSync {
  const { clock, rest, state, signal } = deps;
  /** All messages up to this id are known without a gap; only pages move it, frames do not. */
  let lastId: string | null = null;
  let isOwnConnected = false;
  let isLeaving = false;
  let isClosed = false;
  let agentLeftAt = Number.NEGATIVE_INFINITY;
  let poll: Poll | null = null;
  let requestedMembers = new Set<string>();
  /**
   * The stream's latest event for each member; newer than the answer to any request sent before it.
   */
  let latestMemberEvents = new Map<string, ConversationEvent>();
  const has = (extension: string): boolean => session.extensions.includes(extension);
  /** Drops events after `close()`: a late answer must not change the next conversation. */
  const dispatch = (event: ConversationEvent): void => {
    if (!isClosed) deps.dispatch(event);
  };
  const isReady = (): boolean =>
    isOwnConnected && ["live", "polling"].includes(state().stream.kind);

  const guessReason = (): EndReason =>
    isLeaving ? "guest" : clock.now() - agentLeftAt <= END_CORRELATION_MS ? "agent" : "system";

  const ready = (): void => {
    isOwnConnected = true;
    deps.onReady();
  };

  async function checkOwn(): Promise<boolean> {
    try {
      const own = await rest.member(session, session.memberId, signal);
      if (own.state === "disconnected" && !isClosed) deps.onEnded(guessReason());
      return own.state !== "disconnected";
    } catch (error) {
      lost(error);
      throw error;
    }
  }

  /** @returns whether the conversation is over */
  function lost(error: unknown): boolean {
    const isFatal = error instanceof ParlorError && fatal.includes(error.code);
    if (isFatal && !isClosed) deps.onLost(error);
    return isFatal;
  }

  /** Fetches a member once, however many frames mention it. */
  function ask(id: MemberId): void {
    if (requestedMembers.has(id)) return;
    requestedMembers.add(id);
    const known = latestMemberEvents;
    rest.member(session, id, signal).then(
      (member) => {
        // A catch-up meanwhile has fetched newer members.
        if (known !== latestMemberEvents) return;
        dispatch({ type: "members", members: [member], at: clock.now() });
        const later = latestMemberEvents.get(id);
        if (later !== undefined) dispatch(later);
      },
      () => void requestedMembers.delete(id),
    );
  }

  function applyPage(
    members: readonly IncomingMember[],
    messages: readonly IncomingMessage[],
    page: { readonly hasOlder?: boolean } = {},
  ): void {
    dispatch({ type: "members", members, at: clock.now() });
    dispatch({ type: "received", messages, ...page });
    lastId = messages.at(-1)?.id ?? lastId;
    deps.onMedia();
    const own = members.find((member) => member.id === session.memberId);
    if (own?.state === "disconnected") deps.onEnded(guessReason());
  }

  /** Runs after every opening, to fetch what happened without a connection. */
  async function catchUp(): Promise<boolean> {
    try {
      const isTalking = (): boolean => state().phase.kind === "talking";
      // The newest page is enough at first; older messages are fetched on request.
      const [members, { messages, ...page }, place] = await Promise.all([
        rest.members(session, signal),
        lastId === null
          ? rest.messagesBefore(session, null, signal)
          : rest.messagesAfter(session, lastId, signal).then((messages) => ({ messages })),
        has("queue") && !isTalking() ? rest.queue(session, signal) : null,
      ]);
      if (isClosed) return true;
      applyPage(members, messages, page);
      dispatch({ type: "queue", place: isTalking() ? null : place });
      return true;
    } catch (error) {
      return lost(error);
    }
  }

  function handleFrame(frame: Frame): void {
    switch (frame.kind) {
      case "heartbeat":
      case "unknown":
        return;
      case "message": {
        const { message } = frame;
        dispatch({ type: "received", messages: [message] });
        if (!state().members.has(message.senderId)) ask(message.senderId);
        if (message.kind === "media") deps.onMedia();
        return;
      }
      case "typing":
        if (frame.senderId !== session.memberId) deps.heardTyping(frame.senderId);
        return;
      case "queue":
        return dispatch({ type: "queue", place: frame.place });
      case "member":
        return handleMemberFrame(frame);
    }
  }

  function handleMemberFrame(frame: Extract<Frame, { kind: "member" }>): void {
    const { id, isTransfer } = frame;
    if (id === session.memberId) {
      if (frame.state === "disconnected") deps.onEnded(frame.endReason ?? guessReason());
      else ready();
      return;
    }
    const known = state().members.get(id);
    if (known?.role === "agent" && frame.state === "disconnected" && !isTransfer)
      agentLeftAt = clock.now();
    const change: ConversationEvent = {
      type: "member-state",
      id,
      state: frame.state,
      isTransfer,
      endReason: null,
      at: clock.now(),
    };
    latestMemberEvents.set(id, change);
    dispatch(change);
    // A server may reveal an agent's name only after the agent has answered.
    if (known === undefined || (frame.state === "connected" && known.name === "")) {
      requestedMembers.delete(id);
      ask(id);
    }
  }

  function startPolling(isHopeless: boolean): void {
    if (!has("poll")) {
      // No other transport is left to receive messages with.
      if (isHopeless && !isClosed) deps.onLost(new ParlorError("bad-response", "No event stream"));
      return;
    }
    if (poll !== null) return;
    poll = { close: () => undefined };
    void import("./polling.ts").then(
      ({ startPoll }) => {
        if (poll === null || isClosed) return;
        poll = startPoll({
          ...deps,
          take: applyPage,
          ask: () => rest.poll(session, lastId, signal),
          onReady: ready,
          onError(error) {
            isOwnConnected = false;
            return lost(error);
          },
        });
      },
      () => (poll = null),
    );
  }

  const stream: EventStream = openEventStream({
    uri: session.eventStreamUri,
    clock,
    random: deps.random,
    socket: deps.socket,
    reachability: deps.reachability,
    catchUp() {
      isOwnConnected = false;
      latestMemberEvents = new Map();
      requestedMembers = new Set();
      clock.after(OWN_STATE_MS, () => {
        if (!isClosed) ready();
      });
      return catchUp();
    },
    onFrame: handleFrame,
    onBlocked: startPolling,
    onStatus(status) {
      if (isClosed) return;
      if (status.kind === "live") {
        poll?.close();
        poll = null;
      } else if (poll !== null && state().stream.kind === "polling") return;
      else if (status.kind === "waiting") {
        isOwnConnected = false;
        // A stream that is refused repeatedly may be refused for good, so the own state is checked.
        if (!status.isOffline) void checkOwn().catch(() => undefined);
      }
      dispatch({ type: "stream", status });
      if (status.kind === "live" && isOwnConnected) deps.onReady();
    },
  });

  return {
    isReady,
    async loadOlder() {
      const { messages: known, order } = state();
      const oldest = order
        .map((key) => known.get(key)?.delivery)
        .find((one) => one?.kind === "sent");
      if (oldest?.kind !== "sent") return;
      const { messages, hasOlder } = await rest.messagesBefore(session, oldest.id, signal);
      dispatch({ type: "received", messages, hasOlder });
    },
    recent: () => rest.messagesAfter(session, lastId, signal),
    checkOwn,
    wake: () => stream.wake(),
    leaving(value) {
      isLeaving = value;
    },
    close() {
      isClosed = true;
      poll?.close();
      stream.close();
    },
  };
}
