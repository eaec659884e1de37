import type { Connection, RestoreSession, Session } from "./backend/backend.ts";
import { isOfEachTab, type ConversationEvent } from "./conversation/event.ts";
import { newestAt } from "./conversation/find-row.ts";
import { emptyConversation, reduce } from "./conversation/reduce.ts";
import type { ConversationState } from "./conversation/state.ts";
import { asParlorError, ParlorError } from "./errors.ts";
import {
  resolvePorts,
  type ChatHooks,
  type GuestChatOptions,
  type MediaHandler,
  type Ports,
} from "./options.ts";
import { createEntryStorage } from "./outbox/outbox-entry.ts";
import { createOutbox, type Outbox } from "./outbox/outbox.ts";
import { webStorage } from "./ports/storage.ts";
import { createSessionStorage, type SessionStorage } from "./session/session-storage.ts";
import { createStore, type Store } from "./store.ts";
import type { TabCommands } from "./tabs/tab-commands.ts";
import type { Uploads } from "./uploads/uploads.ts";

/** The mutable facts of one chat in this tab. */
export interface Run {
  /** Aborts everything that is under way; a reset replaces it. */
  life: AbortController;
  session: Session | null;
  /** The connection that listens to the server; null in following tabs and after the end. */
  connection: Connection | null;
  /** The start that is under way; tabs that want to start meanwhile share it. */
  starting: Promise<void> | null;
  /** Settles the start that waits for its connection; null means that it is ready. */
  settle(error: ParlorError | null): void;
  /** The other tabs; null when this tab runs alone or has not joined them yet. */
  tabs: TabCommands | null;
  /** A connection for calls that each tab makes itself. @throws ParlorError `no-conversation` */
  calls(): Connection;
  /** The files on their way up; null until their code has been loaded. */
  uploads: Uploads | null;
  /** Brings back the uploads of an earlier page. */
  restoreUploads(): void;
  /** The host page's own way to share a screen. */
  mediaHandler: MediaHandler | null;
}

/** One chat, as its parts see it. */
export interface Chat {
  readonly options: GuestChatOptions;
  readonly ports: Ports;
  readonly hooks: ChatHooks;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly sessions: SessionStorage;
  readonly outbox: Outbox;
  readonly run: Run;
  readonly isLeading: () => boolean;
  /** Applies an event to the state, and sends it to the other tabs. */
  readonly dispatch: (event: ConversationEvent) => void;
  /** Marks a start as failed. @returns the failure as a ParlorError */
  readonly fail: (error: unknown) => ParlorError;
}

export const aborted = (): ParlorError => new ParlorError("aborted", "Aborted");

export const isOver = ({ phase }: ConversationState): boolean =>
  ["ended", "expired"].includes(phase.kind);

export const isRunning = ({ phase }: ConversationState): boolean =>
  ["starting", "waiting", "talking"].includes(phase.kind);

/** Makes a call with a signal that is aborted with the chat's life or with the caller's signal. */
export async function withLife<Result>(
  { run }: Pick<Chat, "run">,
  signal: AbortSignal | undefined,
  call: (both: AbortSignal) => Promise<Result>,
): Promise<Result> {
  // `AbortSignal.any()` is missing in Safari before 17.4.
  const both = new AbortController();
  const abort = (): void => both.abort();
  const sources = [run.life.signal, signal].filter((one) => one !== undefined);
  for (const one of sources)
    if (one.aborted) abort();
    else one.addEventListener("abort", abort);
  try {
    return await call(both.signal);
  } finally {
    for (const one of sources) one.removeEventListener("abort", abort);
  }
}

/** Creates the parts that a chat has before its first conversation. */
export function createChat(options: GuestChatOptions, restore: RestoreSession): Chat {
  const { deploymentId, hooks = {}, storage = "local" } = options;
  const ports = resolvePorts(options);
  const { clock, log } = ports;
  const store = createStore(emptyConversation, reduce);
  const sessions = createSessionStorage(ports.storage, deploymentId, restore, log);
  const run: Run = {
    life: new AbortController(),
    session: null,
    connection: null,
    starting: null,
    settle: () => undefined,
    tabs: null,
    calls() {
      throw new ParlorError("no-conversation", "There is no conversation");
    },
    uploads: null,
    restoreUploads: () => undefined,
    mediaHandler: null,
  };

  const isLeading = (): boolean => ports.tabs === null || run.tabs?.isLeading() === true;
  function dispatch(event: ConversationEvent): void {
    store.dispatch(event);
    // Each tab derives the states of media requests itself: the handler runs in one of them.
    const isShared = isLeading() ? event.type !== "media" : isOfEachTab(event);
    if (isShared) run.tabs?.tell({ event });
  }
  function fail(error: unknown): ParlorError {
    const failure = asParlorError(error, "server-error", "Create");
    const { code, contextId, retryAfterMs } = failure;
    const retryAt = retryAfterMs === null ? null : clock.now() + retryAfterMs;
    if (store.get().phase.kind === "starting")
      dispatch({ type: "phase", phase: { kind: "failed", code, contextId, retryAt } });
    return failure;
  }

  // A tab that runs alone shares no outbox: two of them would send each other's messages.
  const isAlone = ports.tabs === null && storage === "local" && !options.ports?.storage;
  const outbox = createOutbox({
    ...ports,
    storage: createEntryStorage(
      isAlone ? webStorage("sessionStorage") : ports.storage,
      `parlor:outbox:${deploymentId}:`,
      log,
    ),
    dispatch,
    canSend: () => isLeading() && !isOver(store.get()) && run.connection?.isReady() === true,
    confirm: () => run.tabs?.confirm() ?? true,
    beforeSend: () => hooks.beforeSend,
    newestAt: () => newestAt(store.get()),
    isSent: (key) => store.get().messages.get(key)?.delivery.kind === "sent",
    post: (key, text, content) => run.calls().send(key, { text, content }, run.life.signal),
    lookUp: (text, content) => run.calls().lookUp({ text, content }),
  });
  return {
    options,
    ports,
    hooks,
    store,
    sessions,
    outbox,
    run,
    isLeading,
    dispatch,
    fail,
  };
}
