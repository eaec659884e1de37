import type { createAnswer } from "./answer-parts.ts";
import type { RestoreSession } from "./backend/backend.ts";
import { restoreSession } from "./backend/guest-chat/session.ts";
import type * as StatusModule from "./ask-status.ts";
import type * as PartsModule from "./chat-parts.ts";
import type { ChatParts } from "./chat-parts.ts";
import { createChat, type Chat, isOver, isRunning, withLife } from "./chat.ts";
import { cleanText } from "./clean-text.ts";
import { ParlorError } from "./errors.ts";
import type { GuestChat } from "./guest-chat.ts";
import { createLeader, type Leader } from "./leader.ts";
import type { GuestChatOptions, StartOptions } from "./options.ts";
import { checkText } from "./outbox/check-text.ts";
import type { createFileParts } from "./file-parts.ts";
import { failureLogger } from "./ports/log.ts";
import { uploadsKey } from "./session/session-storage.ts";
import type { Uploads } from "./uploads/uploads.ts";

/** The code for messages that are more than text, fetched before the first of them. */
export interface LateCode {
  readonly loaded: () => FileModule | null;
  readonly fetch: () => Promise<FileModule>;
  /** Null until there is content that can be answered. */
  readonly answers: () => AnswerModule | null;
}
interface AnswerModule {
  readonly createAnswer: typeof createAnswer;
}
interface FileModule {
  readonly createFileParts: typeof createFileParts;
}

/**
 * Like `createGuestChat`, for callers with another way to fetch the parts, or another backend.
 * @param restore - reads stored sessions of the backend. Default: that of the guest chat
 * @internal
 */
export function wireChat(
  options: GuestChatOptions,
  fetchParts: () => Promise<typeof PartsModule>,
  fetchStatus: () => Promise<typeof StatusModule>,
  lateCode: LateCode,
  restore: RestoreSession = restoreSession,
): GuestChat {
  const chat = createChat(options, restore);
  const { run, store, sessions, outbox, ports, isLeading } = chat;
  const leader = createLeader(chat, fetchParts);
  const { parts, load, enter, ask, askQuietly, reset } = leader;
  /** Makes a call with the parts; it is aborted with the chat's life or with the signal. */
  const call = (
    signal: AbortSignal | undefined,
    make: (loaded: ChatParts, both: AbortSignal) => Promise<void> | undefined,
  ): Promise<void> => withLife(chat, signal, async (both) => make(await load(), both));

  const { start, startHeld } = createStarter(chat, leader);
  const uploads = createUploadAccess(chat, lateCode);

  return {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => sessions.load() !== null,
    async resume(signal) {
      // A start may follow soon, and would have to wait for the parts.
      load().catch(failureLogger(ports.log, "Loading"));
      const stored = sessions.load();
      if (stored === null) return startHeld(signal);
      await enter(signal, (lifecycle, both) => lifecycle.resume(stored, both));
      // The leading tab has none if the server takes its token for outlived.
      return run.session !== null || !isLeading();
    },
    status: async (signal) => (await fetchStatus()).askStatus(chat, signal),
    start,
    send(text, { uploads: keys = [] } = {}) {
      const body = checkText(text, keys.length > 0);
      if (isOver(store.get()))
        throw new ParlorError("conversation-ended", "The conversation has ended");
      return outbox.add(body, keys.length > 0 ? uploads().contentOf(keys) : [], keys);
    },
    answer: (...given) => loadedCode(lateCode.answers()).createAnswer(chat)(...given),
    attach: (file) => uploads().attach(file),
    removeUpload: (key) => uploads().remove(key),
    retryUpload: (key) => uploads().retry(key),
    fileUrl: (_, id, variant) => lateCode.fetch().then(() => uploads().fileUrl(id, variant)),
    loadOlder: () => ask("loadOlder"),
    retry: (key) => askQuietly("retry", key),
    discard: (key) => askQuietly("discard", key),
    typing() {
      parts()?.typing.own();
      // Confirming the lead while the guest writes spares the send from waiting for it.
      if (isLeading()) void run.tabs?.confirm();
    },
    end: (signal) =>
      isLeading() ? call(signal, ({ lifecycle }, both) => lifecycle.leave(both)) : ask("end"),
    acceptMediaRequest: (id, signal) => call(signal, ({ media }, both) => media.accept(id, both)),
    declineMediaRequest: (id, signal) => call(signal, ({ media }, both) => media.decline(id, both)),
    extendMediaRequest: (id, signal) => call(signal, ({ media }, both) => media.extend(id, both)),
    stopMedia: (id) => parts()?.media.stop(id),
    setMediaHandler(handler) {
      run.mediaHandler = handler;
      run.connection?.tellPage?.(handler !== null);
      // An open invitation is offered only while there is a handler.
      parts()?.media.refresh();
    },
    rate: (score, comment = "", signal) =>
      call(signal, (_, both) => run.calls().rate?.(score, cleanText(comment), both)),
    signIn: (signal) => call(signal, () => run.calls().signIn?.()),
    signOut: (signal) => call(signal, () => run.calls().signOut?.()),
    reconnectNow: () => askQuietly("reconnectNow"),
    clear: () => askQuietly("clear"),
    markEndSeen: () => sessions.setAside(),
    reset,
    forget: () => reset(),
    destroy() {
      run.uploads?.close();
      run.life.abort();
      parts()?.close();
      run.tabs?.leave();
    },
  };
}

/** @throws ParlorError for code that is not loaded */
function loadedCode<Code>(code: Code | null): Code {
  if (code === null) throw new ParlorError("offline", "The code is not loaded");
  return code;
}

/** Returns the function that gives the part for files. @throws ParlorError until it is loaded */
function createUploadAccess(chat: Chat, { loaded, fetch }: LateCode): () => Uploads {
  const { options, ports, run } = chat;
  const access = (): Uploads => {
    const code = loadedCode(loaded());
    return (run.uploads ??= code.createFileParts(chat));
  };
  run.restoreUploads = () => {
    if (ports.storage.get(uploadsKey(options.deploymentId)) !== null)
      fetch().then(() => access().restore(), failureLogger(ports.log, "Loading"));
  };
  return access;
}

/** Starts conversations. */
interface Starter {
  readonly start: GuestChat["start"];
  /** Starts the conversation that the messages of an earlier page wait for, if there are some. */
  readonly startHeld: (signal: AbortSignal | undefined) => Promise<boolean>;
}

function createStarter(chat: Chat, { ask, enter }: Leader): Starter {
  const { options, outbox, ports, run, sessions, store } = chat;
  async function start(given: StartOptions = {}, signal?: AbortSignal): Promise<void> {
    if (isRunning(store.get()))
      throw new ParlorError("conversation-active", "A conversation is running");
    if (isOver(store.get())) await ask("clear");
    chat.dispatch({ type: "phase", phase: { kind: "starting", since: ports.clock.now() } });
    const { life } = run;
    await enter(
      signal,
      (lifecycle, both) => lifecycle.start(given, both),
      () => ask("start", given),
    ).catch((error: unknown) => {
      throw life.signal.aborted ? error : chat.fail(error);
    });
  }
  async function startHeld(signal: AbortSignal | undefined): Promise<boolean> {
    const queue = sessions.held();
    if (queue === null || isRunning(store.get())) return false;
    outbox.restore();
    if (store.get().order.length === 0) {
      sessions.erase();
      return false;
    }
    await start(queue === "" ? {} : { routing: { ...options.routing, queue } }, signal);
    return true;
  }
  return { start, startHeld };
}
