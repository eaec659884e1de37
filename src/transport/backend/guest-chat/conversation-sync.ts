import { codeOf, ParlorError } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import { fatalCodes, type Sink } from "../backend.ts";
import type { Frame } from "./decode.ts";
import { openEventStream } from "./event-stream.ts";
import { createMemberLookup, type MemberLookup } from "./member-lookup.ts";
import { createOwnMember, type OwnMember } from "./own-member.ts";
import { createPollingSwitch } from "./polling-switch.ts";
import type { Page } from "./polling.ts";
import type { RestClient } from "./rest-client.ts";
import type { SessionData } from "./session.ts";

/**
 * Receives everything that the server sends about one conversation, from attaching until the end.
 */
export interface ConversationSync {
  /** Whether the server takes messages now. */
  isReady(): boolean;
  /** The newest message up to which everything is known without a gap; frames do not move it. */
  lastId(): string | null;
  /** Checks whether the guest is still in the conversation, and reports when not. */
  checkOwn(): void;
  /** Reports the loss of the session when the error means it. @returns whether it does */
  readonly lost: (error: unknown) => boolean;
  readonly leaving: OwnMember["leaving"];
  /** Cuts the wait for the next connection short. */
  wake(): void;
  close(): void;
}

export interface SyncDeps {
  readonly session: SessionData;
  readonly sink: Sink;
  readonly rest: RestClient;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

export function openConversationSync(deps: SyncDeps): ConversationSync {
  const { session, sink, rest, ports, signal } = deps;
  let lastId: string | null = null;
  let isClosed = false;
  const has = (extension: string): boolean => session.extensions.includes(extension);
  const own = createOwnMember(ports.clock, () => sink.ready());

  function lost(error: unknown): boolean {
    const isFatal = error instanceof ParlorError && fatalCodes.includes(error.code);
    if (isFatal) sink.lost(error);
    return isFatal;
  }
  const checkOwn = (): void =>
    void rest.member(session, session.memberId, signal).then(({ state }) => {
      if (state === "disconnected") sink.ended(own.endReason());
    }, lost);

  async function applyPage({ members, messages, ...page }: Page): Promise<void> {
    sink.members(members);
    await sink.messages(messages, page);
    lastId = messages.at(-1)?.id ?? lastId;
    sink.mediaChanged();
    if (members.some(({ id, state }) => id === session.memberId && state === "disconnected"))
      sink.ended(own.endReason());
  }

  /** Runs after every opening, to fetch what happened without a connection. */
  async function catchUp(): Promise<boolean> {
    try {
      const isTalking = (): boolean => sink.state().phase.kind === "talking";
      // The newest page is enough at first; older messages are fetched on request.
      const [members, page, place] = await Promise.all([
        rest.members(session, signal),
        lastId === null
          ? rest.messagesBefore(session, null, signal)
          : rest.messagesAfter(session, lastId, signal).then((messages) => ({ messages })),
        has("queue") && !isTalking() ? rest.queue(session, signal) : null,
      ]);
      if (isClosed) return true;
      await applyPage({ members, ...page });
      sink.queue(isTalking() ? null : place);
      return true;
    } catch (error) {
      ports.log.warn(`Catching up failed: ${codeOf(error)}`);
      return lost(error);
    }
  }

  const polling = createPollingSwitch({
    ...ports,
    sink,
    ask: () => rest.poll(session, lastId, signal),
    applyPage,
    onReady: own.connected,
    onError(error) {
      own.unknown();
      return lost(error);
    },
  });
  const members = createMemberLookup({
    ask: (id) => rest.member(session, id, signal),
    report: (member) => sink.members([member]),
    onFailure: (error) => ports.log.warn(`Fetching a member failed: ${codeOf(error)}`),
  });
  const stream = openEventStream({
    ...ports,
    uri: session.eventStreamUri,
    catchUp() {
      own.await();
      members.reset();
      return catchUp();
    },
    onFrame: createFrameHandler(deps, own, members),
    onBlocked(isHopeless) {
      if (isClosed) return;
      if (has("poll")) polling.start();
      // No other transport is left to receive messages with.
      else if (isHopeless) sink.lost(new ParlorError("bad-response", "No event stream"));
    },
    onStatus(status) {
      if (isClosed) return;
      if (status.kind === "live") polling.stop();
      else if (polling.isOn() && sink.state().stream.kind === "polling") return;
      else if (status.kind === "waiting") {
        own.unknown();
        // A stream that is refused repeatedly may be refused for good, so the own state is checked.
        if (!status.isOffline) checkOwn();
      }
      sink.status(status);
      if (status.kind === "live" && own.isConnected()) sink.ready();
    },
  });

  return {
    isReady: () => own.isConnected() && ["live", "polling"].includes(sink.state().stream.kind),
    lastId: () => lastId,
    checkOwn,
    lost,
    leaving: own.leaving,
    wake: () => stream.wake(),
    close() {
      isClosed = true;
      own.unknown();
      polling.stop();
      stream.close();
    },
  };
}

type MemberFrame = Extract<Frame, { kind: "member" }>;

/** Returns the function that handles each frame of the event stream. */
function createFrameHandler(
  { session, sink, ports }: SyncDeps,
  own: OwnMember,
  members: MemberLookup,
): (frame: Frame) => void {
  /** Settles when all messages so far are in the state. */
  let shown: Promise<void> = Promise.resolve();

  function handleMember({ id, state, endReason, isTransfer }: MemberFrame): void {
    if (id === session.memberId) {
      if (state !== "disconnected") return own.connected();
      const reason = endReason ?? own.endReason();
      return void shown.then(() => sink.ended(reason));
    }
    const known = sink.state().members.get(id);
    if (known?.role === "agent" && state === "disconnected" && !isTransfer) own.agentLeft();
    members.change(id, () => sink.memberChanged(id, state, isTransfer));
    // A server may reveal an agent's name only after the agent has answered.
    if (known === undefined || (state === "connected" && known.name === "")) members.fetchAgain(id);
  }

  return (frame) => {
    switch (frame.kind) {
      case "heartbeat":
        return;
      case "unknown":
        return ports.log.warn("An unknown frame was ignored");
      case "message": {
        const { message } = frame;
        shown = sink.messages([message]);
        if (!sink.state().members.has(message.senderId)) members.fetch(message.senderId);
        if (message.kind === "media") void shown.then(() => sink.mediaChanged());
        return;
      }
      case "typing":
        if (frame.senderId !== session.memberId) sink.typing(frame.senderId);
        return;
      case "queue":
        return sink.queue(frame.place);
      case "member":
        return handleMember(frame);
    }
  };
}
