import type { Backend, Session } from "../backend/backend.ts";
import { aborted, isOver, isRunning, type Chat } from "../chat.ts";
import { ParlorError } from "../errors.ts";
import type { StartOptions } from "../options.ts";
import { failureLogger } from "../ports/log.ts";

/** Enters `waiting`, or `talking` when the members already include a connected agent. */
export function settlePhase({ store, dispatch, ports }: Chat): void {
  if (store.get().phase.kind !== "starting") return;
  const at = ports.clock.now();
  dispatch({ type: "phase", phase: { kind: "waiting", since: at } });
  dispatch({ type: "members", members: [], at });
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
export function start(chat: Chat, steps: Steps): Promise<void> {
  const { run, store } = chat;
  if (run.session !== null && isRunning(store.get())) return run.starting ?? Promise.resolve();
  // An ended conversation that has been read again meanwhile makes room for the new one.
  if (isOver(store.get())) chat.dispatch({ type: "cleared" });
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
    if (chat.store.get().order.length > 0) sessions.hold(start.routing);
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
    const failure = chat.fail(error);
    if (!failure.retryable && sessions.held() !== null) sessions.erase();
    throw failure;
  } finally {
    signal.removeEventListener("abort", abort);
  }
  chat.outbox.pump();
}

/** Leaves a conversation with a signal of its own, so that a reset does not abort it. */
export async function leaveQuietly(
  { ports }: Chat,
  backend: Backend,
  session: Session,
): Promise<void> {
  const { signal } = new AbortController();
  try {
    await backend.open(session, null, signal).end(signal);
  } catch (error) {
    failureLogger(ports.log, "Leaving")(error);
  }
}
