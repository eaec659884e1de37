import { isFatal, type Backend, type Session } from "../backend/backend.ts";
import { aborted, isOver, isRunning, type Chat } from "../chat.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { EndReason } from "../conversation/state.ts";
import { codeOf, ParlorError } from "../errors.ts";
import type { StartOptions } from "../options.ts";
import { backoff } from "../ports/backoff.ts";
import { failureLogger } from "../ports/log.ts";
import { createSink, type SessionParts } from "./sink.ts";

/** Limits on loading a page of older messages, which the visitor waits for. */
const MAX_TRIES = 3;
const MAX_WAIT_MS = 15_000;

/** Starts, resumes and ends conversations, in the tab that leads or runs alone. */
export interface Lifecycle {
  /**
   * Creates a conversation unless one is running; shares the start that is under way.
   * @throws ParlorError
   */
  start(given: StartOptions, signal: AbortSignal): Promise<void>;
  /** Resumes a stored conversation. */
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
  const { clock, log } = ports;

  function silence(): void {
    run.connection?.close();
    run.connection = null;
    parts.closeTyping();
  }
  /** Ends the conversation with this event: nothing can be sent or received afterwards. */
  function close(event: ConversationEvent): void {
    if (isOver(store.get())) return;
    sessions.erase();
    dispatch(event);
    silence();
    parts.closeMedia();
    outbox.stop();
    dispatch({ type: "stream", status: { kind: "idle" } });
    run.settle(new ParlorError("conversation-ended", "The conversation has ended"));
  }
  function lost(error: ParlorError): void {
    // A conversation that has never begun has failed, and is not expired.
    if (run.starting === null)
      close({ type: "phase", phase: { kind: "expired", code: error.code } });
    else {
      sessions.erase();
      run.settle(error);
    }
  }
  const ended = (reason: EndReason): void =>
    close({ type: "phase", phase: { kind: "ended", reason, at: clock.now() } });

  function listen(session: Session): void {
    const { sink, shut } = createSink({ ...parts, chat, ended, lost });
    const connection = parts.backend.open(session, sink, run.life.signal);
    run.connection = {
      ...connection,
      close() {
        shut();
        connection.close();
      },
    };
  }
  function begin(session: Session, isResumed: boolean): void {
    run.session = session;
    const { conversationId, ownId, capabilities } = session;
    dispatch({ type: "session", conversationId, ownId, isResumed, capabilities });
    outbox.restore();
  }
  return {
    silence,
    loadOlder: () => loadOlder(chat),
    leaveQuietly: (session) => leaveQuietly(chat, parts.backend, session),
    start: (given, signal) => start(chat, { ...parts, given, signal, begin, listen, silence }),
    async resume(stored, signal) {
      begin(stored, true);
      if (!isRunning(store.get()))
        dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
      listen(stored);
      try {
        await parts.backend.resume(stored, run.life.signal);
      } catch (error) {
        const code = codeOf(error);
        const isCurrent = run.session === stored && run.connection !== null;
        if (isCurrent && code === "conversation-ended") ended("system");
        else if (isCurrent && isFatal(error)) lost(error);
        else failureLogger(log, "Asking the server")(error);
        if (signal.aborted) throw error;
      }
      if (run.session === stored) settlePhase(chat);
    },
    async leave(signal) {
      const connection = run.calls();
      const { session } = run;
      await connection.end(signal);
      if (session === run.session) ended("guest");
    },
  };
}

/** Enters `waiting`, or `talking` when the members already include a connected agent. */
function settlePhase({ store, dispatch, ports }: Chat): void {
  if (store.get().phase.kind !== "starting") return;
  const at = ports.clock.now();
  dispatch({ type: "phase", phase: { kind: "waiting", since: at } });
  dispatch({ type: "members", members: [], at });
}

async function loadOlder({ run, store, ports }: Chat): Promise<void> {
  const { clock, random, log } = ports;
  for (let tries = 1; store.get().hasOlder; tries++) {
    try {
      return await run.connection?.loadOlder(run.life.signal);
    } catch (error) {
      if (!(error instanceof ParlorError) || !error.retryable || tries === MAX_TRIES) throw error;
      const waitMs = error.retryAfterMs ?? backoff(tries - 1, random.next());
      if (waitMs > MAX_WAIT_MS) throw error;
      failureLogger(log, "Loading older messages")(error);
      await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    }
  }
}

interface Steps {
  readonly backend: Backend;
  readonly given: StartOptions;
  readonly signal: AbortSignal;
  readonly begin: (session: Session, isResumed: boolean) => void;
  readonly listen: (session: Session) => void;
  readonly silence: () => void;
}

/** Creates a conversation unless one is running; shares the start that is under way. */
function start(chat: Chat, steps: Steps): Promise<void> {
  const { run, store } = chat;
  if (run.session !== null && isRunning(store.get())) return run.starting ?? Promise.resolve();
  const { life } = run;
  return (run.starting ??= create(chat, steps).finally(() => {
    if (!life.signal.aborted) run.starting = null;
  }));
}

/** Creates a conversation, and waits until its connection is ready. */
async function create(chat: Chat, { given, signal, ...steps }: Steps): Promise<void> {
  const { run, hooks, sessions, dispatch, ports } = chat;
  dispatch({ type: "phase", phase: { kind: "starting", since: ports.clock.now() } });
  const { life } = run;
  const abort = (): void => run.settle(aborted());
  try {
    const start = hooks.beforeStart === undefined ? given : await hooks.beforeStart(given);
    if (start === null) throw new ParlorError("vetoed", "The page said no");
    const hasMediaHandler = run.mediaHandler !== null;
    const session = await steps.backend.start({ ...start, hasMediaHandler }, signal);
    if (signal.aborted) {
      void leaveQuietly(chat, steps.backend, session);
      throw aborted();
    }
    sessions.save(session);
    steps.begin(session, false);
    signal.addEventListener("abort", abort);
    await new Promise<void>((resolve, reject) => {
      run.settle = (error) => (error === null ? resolve() : reject(error));
      steps.listen(session);
    });
    settlePhase(chat);
  } catch (error) {
    // After a reset or `destroy()` the failure no longer concerns this chat's state.
    if (life.signal.aborted) throw error;
    steps.silence();
    throw chat.fail(error);
  } finally {
    signal.removeEventListener("abort", abort);
  }
  chat.outbox.pump();
}

/** Leaves a conversation with a signal of its own, so that a reset does not abort it. */
async function leaveQuietly({ ports }: Chat, backend: Backend, session: Session): Promise<void> {
  const { signal } = new AbortController();
  try {
    await backend.open(session, null, signal).end(signal);
  } catch (error) {
    failureLogger(ports.log, "Leaving")(error);
  }
}
