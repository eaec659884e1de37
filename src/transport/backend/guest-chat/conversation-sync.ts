import { ParlorError } from "../../errors.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Frame } from "./decode.ts";
import { openEventStream } from "./event-stream.ts";
import type { Sink } from "../backend.ts";
import { createHistorySync, type HistorySync, type SyncDeps } from "./history-sync.ts";
import { createKnownSenders, type KnownSenders } from "./known-senders.ts";
import { createMemberLookup, type MemberLookup } from "./member-lookup.ts";
import { createOwnMember, type OwnMember } from "./own-member.ts";
import { createPollingSwitch } from "./polling-switch.ts";

/**
 * Receives everything that the server sends about one conversation, from attaching until the end.
 */
export interface ConversationSync extends Pick<HistorySync, "lastId" | "checkOwn" | "lost"> {
  /** Whether the server takes messages now. */
  isReady(): boolean;
  readonly leaving: OwnMember["leaving"];
  readonly refused: OwnMember["refused"];
  /** Cuts the wait for the next connection short. */
  wake(): void;
  close(): void;
}

export function openConversationSync(deps: SyncDeps): ConversationSync {
  const { session, rest, ports, signal } = deps;
  let isClosed = false;
  // An end and a loss close the connection: the words before them are reported first.
  const sink: Sink = {
    ...deps.sink,
    ended: (reason) => senders.whenReported(() => deps.sink.ended(reason)),
    lost: (error) => senders.whenReported(() => deps.sink.lost(error)),
  };
  const members = createMemberLookup({
    clock: ports.clock,
    ask: (id) => rest.member(session, id, signal),
    report: (member) => sink.members([member]),
    onFailure: failureLogger(ports.log, "Fetching a member"),
  });
  const senders = createKnownSenders(deps.sink, members.fetch);
  const own = createOwnMember(ports.clock, () => sink.ready());
  const history = createHistorySync({ ...deps, sink }, own);

  const polling = createPollingSwitch({
    ...ports,
    sink,
    ask: () => rest.poll(session, history.lastId(), signal),
    applyPage: history.applyPage,
    onReady: own.connected,
    onError(error) {
      own.unknown();
      return history.lost(error);
    },
  });
  const stream = openEventStream({
    ...ports,
    noteTime: deps.noteTime,
    uri: session.eventStreamUri,
    catchUp() {
      own.await();
      members.reset();
      // The server tells it anew with each stream.
      if (sink.state().missed !== null) sink.missed(null);
      return history.catchUp();
    },
    onFrame: createFrameHandler({ ...deps, sink }, own, members, senders),
    onBlocked(isHopeless) {
      if (isClosed) return;
      if (session.extensions.includes("poll")) polling.start();
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
        if (!status.isOffline) history.checkOwn();
      }
      sink.status(status);
      if (status.kind === "live" && own.isConnected()) sink.ready();
    },
  });

  return {
    ...history,
    isReady: () => own.isConnected() && ["live", "polling"].includes(sink.state().stream.kind),
    leaving: own.leaving,
    refused: own.refused,
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
  { session, sink, ports, onFile }: SyncDeps,
  own: OwnMember,
  members: MemberLookup,
  senders: KnownSenders,
): (frame: Frame) => void {
  function handleMember({ id, state, endReason, reason }: MemberFrame): void {
    if (id === session.memberId) {
      if (state !== "disconnected") return own.connected();
      const why = endReason ?? own.endReason();
      return senders.whenShown(() => sink.ended(why));
    }
    const known = sink.state().members.get(id);
    if (known?.role === "agent" && state === "disconnected" && reason !== "transfer")
      own.agentLeft();
    members.change(id, () => sink.memberChanged(id, state, reason));
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
        senders.report(message);
        if (message.kind === "media") senders.whenShown(() => sink.mediaChanged());
        return;
      }
      case "typing":
        if (frame.senderId !== session.memberId) sink.typing(frame.senderId);
        return;
      case "queue":
        return sink.queue(frame.place);
      case "missed":
        return sink.missed(frame.missed);
      case "file":
        return onFile(frame.body);
      case "member":
        return handleMember(frame);
    }
  };
}
