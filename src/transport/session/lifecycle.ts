import { isFatal, type Backend, type Session } from "../backend/backend.ts";
import { isOver, isRunning, type Chat } from "../chat.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { End, EndReason } from "../conversation/state.ts";
import { asParlorError, ParlorError } from "../errors.ts";
import type { StartOptions } from "../options.ts";
import { failureLogger } from "../ports/log.ts";
import type { EndedLog, EndedLogParts } from "./ended-log.ts";
import { serverNow } from "./server-clock.ts";
import { createSink, type SessionParts, type SinkDeps } from "./sink.ts";
import { leaveQuietly, settlePhase, start } from "./start-conversation.ts";

/** Starts, resumes and ends conversations, in the tab that leads or runs alone. */
export interface Lifecycle {
  /**
   * Creates a conversation unless one is running; shares the start that is under way.
   * @throws ParlorError
   */
  start(given: StartOptions, signal: AbortSignal): Promise<void>;
  /** Resumes a stored conversation; reads the log of one that has ended. */
  resume(stored: Session, signal: AbortSignal): Promise<void>;
  /** @throws ParlorError when the server could not be notified */
  leave(signal: AbortSignal): Promise<void>;
  /**
   * Loads a page of older messages; tries again when the server could not be asked.
   * @throws ParlorError after the last try
   */
  loadOlder(): Promise<void>;
  /** Leaves a conversation that the chat has forgotten; a failure is logged. */
  leaveQuietly(session: Session): Promise<void>;
  /** Closes the connection; the state stays. */
  silence(): void;
}

interface LifecycleParts extends SessionParts {
  readonly backend: Backend;
}

export function createLifecycle(chat: Chat, parts: LifecycleParts): Lifecycle {
  const { run, store, sessions, outbox, dispatch, ports } = chat;
  const { clock } = ports;
  /** Whether the server is being asked if a resumed conversation goes on. */
  let isAsking = false;

  function silence(): void {
    run.connection?.close();
    run.connection = null;
    parts.closeTyping();
  }
  /** Ends the conversation with this event: nothing can be sent or received afterwards. */
  function close(event: ConversationEvent, end: End | null): void {
    if (isOver(store.get())) return;
    if (end !== null && run.session !== null && canRead(chat, parts.backend, end))
      sessions.keep(run.session, end);
    else sessions.erase();
    dispatch(event);
    silence();
    parts.closeMedia();
    outbox.stop();
    dispatch({ type: "stream", status: { kind: "idle" } });
    run.settle(new ParlorError("conversation-ended", "The conversation has ended"));
  }
  function lost(error: ParlorError): void {
    // A conversation that has never begun has failed, and is not expired.
    if (run.starting !== null) {
      sessions.erase();
      run.settle(error);
    } else if (isOutlived(chat)) {
      sessions.erase();
      silence();
      run.session = null;
      dispatch({ type: "cleared" });
    } else close({ type: "phase", phase: { kind: "expired", code: error.code } }, null);
  }
  const finish = (end: End): void =>
    close({ type: "phase", phase: { kind: "ended", ...end } }, end);
  function ended(reason: EndReason): void {
    // The request by which a resumption begins tells more.
    if (!isAsking) finish({ reason, at: serverNow(chat) });
  }

  const listen = (session: Session): void => listenTo(chat, session, { ...parts, ended, lost });
  function begin(session: Session, isResumed: boolean): void {
    run.session = session;
    const { conversationId, ownId, capabilities, fileLimits } = session;
    dispatch({ type: "session", conversationId, ownId, isResumed, capabilities, fileLimits });
    outbox.restore();
    run.restoreUploads();
  }
  const fetchLog = createLogFetch(chat, { ...parts, silence, finish });
  return {
    silence,
    loadOlder: async () => (await fetchLog()).loadOlder(),
    leaveQuietly: (session) => leaveQuietly(chat, parts.backend, session),
    start: (given, signal) => start(chat, { ...parts, given, signal, begin, listen, silence }),
    async resume(stored, signal) {
      // A caller may not know that another one has resumed it already.
      if (run.connection !== null && run.session?.conversationId === stored.conversationId) return;
      begin(stored, true);
      if (stored.end !== undefined) return showEnded(chat, fetchLog, stored, stored.end);
      if (!isRunning(store.get()))
        dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
      listen(stored);
      const isCurrent = (): boolean => run.session === stored && run.connection !== null;
      isAsking = true;
      try {
        const end = await parts.backend.resume(stored, run.life.signal).finally(() => {
          isAsking = false;
        });
        if (end !== null && isCurrent()) await (await fetchLog()).end(stored, end);
      } catch (error) {
        if (isCurrent() && isFatal(error)) lost(error);
        else failureLogger(ports.log, "Asking the server")(error);
        if (signal.aborted) throw error;
      }
      if (run.session === stored) settleResumed(chat);
    },
    async leave(signal) {
      const connection = run.calls();
      const { session } = run;
      await connection.end(signal);
      if (session === run.session) finish({ reason: "guest", at: serverNow(chat) });
    },
  };
}

/** Whether a conversation that has ended like this can be read. */
const canRead = ({ options }: Chat, backend: Backend, { reason }: End): boolean =>
  options.keepEnded !== false &&
  backend.openEnded !== undefined &&
  !(backend.forgetsOwnEnd === true && reason === "guest");

function settleResumed(chat: Chat): void {
  settlePhase(chat);
  // Another page may have begun the conversation.
  chat.run.connection?.tellPage?.(chat.run.mediaHandler !== null);
}

/** Whether the token of a resumed session had ended before anything of it could be shown. */
function isOutlived({ run, store, ports }: Chat): boolean {
  const { phase, clockOffsetMs, isResumed } = store.get();
  const expiresAt = run.session?.expiresAt ?? null;
  return (
    isResumed &&
    phase.kind === "starting" &&
    expiresAt !== null &&
    clockOffsetMs !== null &&
    expiresAt <= ports.clock.now() + clockOffsetMs
  );
}

type Listening = LifecycleParts & Pick<SinkDeps, "ended" | "lost">;

/** Opens the connection to a running conversation. */
function listenTo(chat: Chat, session: Session, parts: Listening): void {
  const { run } = chat;
  const { sink, shut } = createSink({ ...parts, chat });
  const connection = parts.backend.open(session, sink, run.life.signal);
  run.connection = {
    ...connection,
    close() {
      shut();
      connection.close();
    },
  };
}

/**
 * Returns a function that fetches the code that reads the log of an ended conversation.
 * @throws ParlorError `offline`
 */
function createLogFetch(chat: Chat, parts: EndedLogParts): () => Promise<EndedLog> {
  let log: EndedLog | null = null;
  return async () => {
    try {
      return (log ??= (await import("./ended-log.ts")).createEndedLog(chat, parts));
    } catch (cause) {
      throw asParlorError(cause, "offline", "No connection");
    }
  };
}

/** Shows the end of a conversation of which the visitor has been told, and reads it again. */
async function showEnded(
  { dispatch, ports, run }: Chat,
  fetchLog: () => Promise<EndedLog>,
  stored: Session,
  end: End,
): Promise<void> {
  dispatch({ type: "phase", phase: { kind: "ended", ...end } });
  const since = ports.clock.now();
  dispatch({ type: "stream", status: { kind: "connecting", attempt: 0, since } });
  await fetchLog().then((log) => log.read(stored), failureLogger(ports.log, "Loading"));
  if (run.session === stored) dispatch({ type: "stream", status: { kind: "idle" } });
}
