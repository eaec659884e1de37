import type { RestoreSession } from "./backend/backend.ts";
import { restoreSession } from "./backend/guest-chat/session.ts";
import type * as PartsModule from "./chat-parts.ts";
import type { ChatParts, CreateBackend } from "./chat-parts.ts";
import { aborted, createChat, isOver, isRunning, withLife } from "./chat.ts";
import { cleanText } from "./clean-text.ts";
import { codeOf, ParlorError } from "./errors.ts";
import type { GuestChat } from "./guest-chat.ts";
import type { GuestChatOptions, StartOptions } from "./options.ts";
import { checkText } from "./outbox/check-text.ts";
import type { Commands } from "./tabs/tab-commands.ts";
import type { Arguments, Command } from "./tabs/tab-message.ts";

/**
 * Makes a chat with one deployment. Requests nothing until `start()` or `resume()`.
 * @throws ParlorError never here; options are checked by `mount()` and by the server
 * @public
 */
export function createGuestChat(options: GuestChatOptions): GuestChat {
  return wireChat(options, () => import("./chat-parts.ts"));
}

/**
 * Like `createGuestChat`, for callers with another way to fetch the parts, or another backend.
 * @internal
 */
export function wireChat(
  options: GuestChatOptions,
  fetchParts: () => Promise<typeof PartsModule>,
  other?: { readonly restore: RestoreSession; readonly createBackend: CreateBackend },
): GuestChat {
  const chat = createChat(options, other?.restore ?? restoreSession);
  const { run, store, sessions, outbox, dispatch, ports, fail, isLeading } = chat;
  const { clock, log } = ports;
  let parts: ChatParts | null = null;
  let fetching: Promise<ChatParts> | null = null;
  let leavePage = (): void => undefined;

  const loadParts = (): Promise<ChatParts> =>
    (fetching ??= fetchParts().then(
      ({ createChatParts }) => {
        parts = createChatParts(chat, other?.createBackend);
        if (!run.life.signal.aborted) leavePage = parts.followPage(joinTabs);
        return parts;
      },
      (cause: unknown) => {
        // The next use fetches them again.
        fetching = null;
        throw new ParlorError("offline", "No connection", { cause });
      },
    ));
  /** Loads the parts and joins the other tabs. @returns whether this tab leads */
  async function joinTabs(): Promise<boolean> {
    const { createTabs } = await loadParts();
    // A chat that was destroyed meanwhile would lead without doing anything.
    if (run.life.signal.aborted) throw aborted();
    run.tabs ??= createTabs(commands, wipe);
    return run.tabs?.join() ?? true;
  }

  /**
   * Forgets everything about the current person in this tab: the conversation, requests
   * under way and this tab's unsent messages. The tab whose page called `reset()`
   * erases the rest of the storage.
   */
  function wipe(): void {
    run.life.abort();
    run.life = new AbortController();
    parts?.forget();
    run.starting = run.session = null;
    outbox.forget();
    run.tabs?.abandon();
    dispatch({ type: "cleared" });
  }

  function startHere(start: StartOptions, signal: AbortSignal): Promise<void> {
    if (run.session !== null && isRunning(store.get())) return run.starting ?? Promise.resolve();
    const { life } = run;
    run.starting ??= loadParts()
      .then(({ lifecycle }) => lifecycle.create(start, signal))
      .finally(() => {
        if (!life.signal.aborted) run.starting = null;
      });
    return run.starting;
  }
  /** Commands run in the leading tab, or in a tab that runs alone. */
  const commands: Commands = {
    start: (start = {}) => startHere(start, run.life.signal),
    end: async () => (await loadParts()).lifecycle.leave(run.life.signal),
    loadOlder: async () => parts?.lifecycle.loadOlder(),
    retry: async (key) => outbox.retry(key),
    discard: async (key) => outbox.discard(key),
    reconnectNow: async () => run.connection?.wake(),
    async clear() {
      if (isRunning(store.get())) return;
      run.session = null;
      parts?.media.forget();
      dispatch({ type: "cleared" });
      // Unsent messages are offered to the next conversation.
      outbox.restore();
    },
  };
  const runOnLeader = <Name extends Command>(
    command: Name,
    ...args: Arguments[Name]
  ): Promise<void> =>
    run.tabs === null || isLeading() ? commands[command](...args) : run.tabs.ask(command, ...args);
  /** For commands whose failure shows in the state, or has no effect. */
  const leadQuietly = <Name extends Command>(command: Name, ...args: Arguments[Name]): void =>
    void runOnLeader(command, ...args).catch((error: unknown) =>
      log.warn(`${command} failed: ${codeOf(error)}`),
    );

  return {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => sessions.load(clock.now()) !== null,
    async resume(signal) {
      // A start may follow soon, and would have to wait for the parts.
      void loadParts().catch((error: unknown) => log.warn(`Loading failed: ${codeOf(error)}`));
      const stored = sessions.load(clock.now());
      if (stored === null) return false;
      await withLife(chat, signal, async (both) => {
        const leads = await joinTabs();
        if (both.aborted) throw aborted();
        if (leads) await parts?.lifecycle.resume(stored, both);
        else run.tabs?.tell({ hello: true });
      });
      return true;
    },
    async start(start = {}, signal) {
      if (isRunning(store.get()))
        throw new ParlorError("conversation-active", "A conversation is running");
      if (isOver(store.get())) await runOnLeader("clear");
      dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
      const { life } = run;
      await withLife(chat, signal, async (both) => {
        const leads = await joinTabs();
        if (both.aborted) throw aborted();
        if (leads) return startHere(start, both);
        run.tabs?.tell({ hello: true });
        return runOnLeader("start", start);
      }).catch((error: unknown) => {
        throw life.signal.aborted ? error : fail(error);
      });
    },
    send(text) {
      const body = checkText(text);
      if (isOver(store.get()))
        throw new ParlorError("conversation-ended", "The conversation has ended");
      return outbox.add(body);
    },
    loadOlder: () => runOnLeader("loadOlder"),
    retry: (key) => leadQuietly("retry", key),
    discard: (key) => leadQuietly("discard", key),
    typing() {
      parts?.typing.own();
      // Confirming the lead while the guest writes spares the send from waiting for it.
      if (isLeading()) void run.tabs?.confirm();
    },
    async end(signal) {
      if (!isLeading()) return runOnLeader("end");
      return withLife(chat, signal, async (both) => (await loadParts()).lifecycle.leave(both));
    },
    acceptMediaRequest: async (id, signal) =>
      withLife(chat, signal, async (both) => (await loadParts()).media.accept(id, both)),
    declineMediaRequest: async (id, signal) =>
      withLife(chat, signal, async (both) => (await loadParts()).media.decline(id, both)),
    stopMedia: (id) => parts?.media.stop(id),
    setMediaHandler(handler) {
      run.mediaHandler = handler;
    },
    rate: (score, comment = "", signal) =>
      withLife(chat, signal, async (both) => {
        await loadParts();
        await run.calls().rate?.(score, cleanText(comment), both);
      }),
    reconnectNow: () => leadQuietly("reconnectNow"),
    clear: () => leadQuietly("clear"),
    async reset(tells = true) {
      if (!tells) {
        // A tab that has joined the others has received their reset already.
        if (run.tabs === null) wipe();
        return;
      }
      const session = isOver(store.get()) ? null : (run.session ?? sessions.load(clock.now()));
      wipe();
      sessions.erase();
      outbox.erase();
      const tell = (): void => run.tabs?.tell({ reset: true });
      const failed = (error: unknown): void => log.warn(`Telling a reset failed: ${codeOf(error)}`);
      if (run.tabs === null) void joinTabs().then(tell, failed);
      else tell();
      if (session !== null)
        await loadParts().then(({ lifecycle }) => lifecycle.leaveQuietly(session), failed);
    },
    forget() {
      sessions.erase();
      outbox.erase();
    },
    destroy() {
      run.life.abort();
      leavePage();
      parts?.close();
      run.tabs?.leave();
    },
  };
}
