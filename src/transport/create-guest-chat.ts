import type { Capabilities, EndReason, Phase } from "./conversation/state.ts";
import type { ConversationEvent } from "./conversation/event.ts";
import type { MemberId, MessageKey } from "./conversation/message.ts";
import { emptyConversation, reduce } from "./conversation/reduce.ts";
import type * as ChatParts from "./chat-parts.ts";
import { cleanText } from "./clean-text.ts";
import { ParlorError } from "./errors.ts";
import {
  openConversationSync,
  type ConversationSync,
} from "./backend/guest-chat/conversation-sync.ts";
import type { GuestChat } from "./guest-chat.ts";
import type { MediaRequests } from "./media/media-requests.ts";
import type { GuestChatOptions, MediaHandler, StartOptions } from "./options.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { systemClock } from "./ports/clock.ts";
import { fetchHttp } from "./ports/http.ts";
import { silentLog } from "./ports/log.ts";
import { systemRandom } from "./ports/random.ts";
import { browserReachability } from "./ports/reachability.ts";
import { browserSocket } from "./ports/socket.ts";
import { memoryStorage, webStorage } from "./ports/storage.ts";
import { browserTabs } from "./ports/tabs.ts";
import { createSessionVault, type Session } from "./session/session-storage.ts";
import { createStore } from "./store.ts";
import type { TabCommands } from "./tabs/tab-commands.ts";
import type { Command } from "./tabs/tab-message.ts";
import type { Typing } from "./typing/typing.ts";
import { createRestClient } from "./backend/guest-chat/rest-client.ts";

/** The contract's limit, in UTF-16 units. */
const MAX_BODY = 4_000;

const ignore = (): void => undefined;
const aborted = (): ParlorError => new ParlorError("aborted", "Aborted");

/** Turns a failed import into `offline`; `onFailure` lets the next use fetch it again. */
const later = <Part>(fetched: Promise<Part>, onFailure: () => void): Promise<Part> =>
  fetched.catch((cause: unknown) => {
    onFailure();
    throw new ParlorError("offline", "No connection", { cause });
  });

/**
 * Makes a chat with one deployment. Requests nothing until `start()` or `resume()`.
 * @throws ParlorError never here; options are checked by `mount()` and by the server
 * @public
 */
export function createGuestChat(options: GuestChatOptions): GuestChat {
  return wireChat(options, () => import("./chat-parts.ts"));
}

/** Like `createGuestChat`, for callers with another way to fetch the parts. @internal */
export function wireChat(
  options: GuestChatOptions,
  fetchParts: () => Promise<typeof ChatParts>,
): GuestChat {
  const { deploymentId, ports = {}, hooks = {} } = options;
  const clock = ports.clock ?? systemClock;
  const random = ports.random ?? systemRandom;
  const log = ports.log ?? silentLog;
  const kind = options.storage ?? "local";
  const storage =
    ports.storage ??
    (kind === "memory"
      ? memoryStorage()
      : webStorage(kind === "session" ? "sessionStorage" : "localStorage"));
  const tabs =
    ports.tabs === undefined
      ? kind === "local" && ports.storage === undefined
        ? browserTabs()
        : null
      : ports.tabs;
  const rest = createRestClient(options.api.replace(/\/$/, ""), ports.http ?? fetchHttp(clock));
  const vault = createSessionVault(storage, deploymentId);
  const store = createStore(emptyConversation, reduce);
  /** Aborts everything that is under way; a reset replaces it. */
  let life = new AbortController();

  let session: Session | null = null;
  let conversationSync: ConversationSync | null = null;
  let handler: MediaHandler | null = null;
  let media: Promise<MediaRequests> | null = null;
  /** The start that is under way; tabs that want to start meanwhile share it. */
  let starting: Promise<void> | null = null;
  /** Settles the start that waits for its stream; null means that the stream is ready. */
  let settle: (error: ParlorError | null) => void = ignore;
  /** The other tabs; null when this tab runs alone or has not joined them yet. */
  let group: TabCommands | null = null;
  /** Fetched before this tab joins the others or begins a conversation. */
  let parts: typeof ChatParts | null = null;
  let partsCome: Promise<typeof ChatParts> | null = null;
  let typing: Typing | undefined;
  /** Settles after the pending `beforeDisplay` calls; later messages wait for it, in order. */
  let admitted: Promise<unknown> = Promise.resolve();

  const phase = (): Phase => store.get().phase;
  const isOver = (): boolean => ["ended", "expired"].includes(phase().kind);
  const isRunning = (): boolean => ["starting", "waiting", "talking"].includes(phase().kind);
  const requireSession = (): Session => {
    session ??= vault.load(clock.now());
    if (session === null) throw new ParlorError("no-conversation", "There is no conversation");
    return session;
  };
  const has = (extension: string): boolean => requireSession().extensions.includes(extension);
  /** Aborts with the first of both. `AbortSignal.any()` is missing in Safari before 17.4. */
  const anySignal = (signal?: AbortSignal): AbortSignal => {
    const both = new AbortController();
    const abort = (): void => both.abort();
    for (const one of [life.signal, signal])
      if (one?.aborted) abort();
      else one?.addEventListener("abort", abort, { signal: both.signal });
    return both.signal;
  };

  /** Applies an event to the state, and sends it to the other tabs. */
  function dispatch(event: ConversationEvent): void {
    store.dispatch(event);
    // Each tab derives the states of media requests itself: the handler runs in one of them.
    if (isLeading() ? event.type !== "media" : event.type === "composed") group?.tell({ event });
  }
  /**
   * Like `dispatch`, for events from the server: messages pass the host's `beforeDisplay` hook
   * first, and later messages wait for them.
   */
  function applyIncoming(event: ConversationEvent): void {
    const { beforeDisplay } = hooks;
    if (event.type !== "received" || beforeDisplay === undefined) return dispatch(event);
    const deps = { state: store.get(), store, dispatch, before: admitted };
    if (parts !== null) admitted = parts.askDisplay(event, beforeDisplay, deps);
  }

  const isLeading = (): boolean => tabs === null || group?.isLeading() === true;
  const loadParts = (): Promise<typeof ChatParts> =>
    (partsCome ??= later(fetchParts(), () => (partsCome = null)));
  /** Loads the parts and joins the other tabs. @returns whether this tab leads */
  const joinGroup = async (): Promise<boolean> => {
    parts = await loadParts();
    // A chat that was destroyed meanwhile would lead without doing anything.
    if (life.signal.aborted) throw aborted();
    if (tabs === null) return true;
    group ??= parts.createTabTalk({
      name: `parlor:${deploymentId}`,
      tabs,
      clock,
      random,
      store,
      outbox,
      run,
      silence,
      onMedia,
      reload: () => (session = vault.load(clock.now())),
      resumeStored: (stored) => void resumeStored(stored, life.signal).catch(ignore),
      wipe,
    });
    return group.join();
  };

  const outbox = createOutbox({
    clock,
    random,
    // A tab that runs alone shares no outbox: two of them would send each other's messages.
    storage:
      tabs === null && kind === "local" ? (ports.storage ?? webStorage("sessionStorage")) : storage,
    prefix: `parlor:outbox:${deploymentId}:`,
    dispatch,
    canSend: () => isLeading() && !isOver() && conversationSync?.isReady() === true,
    confirm: () => group?.confirm() ?? true,
    beforeSend: () => hooks.beforeSend,
    isSent: (key) => store.get().messages.get(key)?.delivery.kind === "sent",
    async post(key, body) {
      const who = requireSession();
      try {
        return await rest.send(who, body, has("idempotency") ? key : null, life.signal);
      } catch (error) {
        if (error instanceof ParlorError && who === session) {
          if (error.code === "session-expired") expire(error);
          if (error.code === "conversation-ended")
            void conversationSync?.checkOwn().catch(() => undefined);
        }
        throw error;
      }
    },
    async lookUp(body) {
      if (has("idempotency") || conversationSync === null) return null;
      const messages = await conversationSync.recent();
      const known = new Set<string>();
      for (const { delivery } of store.get().messages.values())
        if (delivery.kind === "sent") known.add(delivery.id);
      const isIt = (one: (typeof messages)[number]): boolean =>
        one.senderId === requireSession().memberId &&
        one.body.trim() === body.trim() &&
        !known.has(one.id);
      return messages.find(isIt) ?? null;
    },
  });
  const signsOfWriting = (): Typing | undefined =>
    (typing ??= parts?.createTyping({
      clock,
      canSend: () => !isOver() && ["live", "polling"].includes(store.get().stream.kind),
      broadcast: () => void rest.typing(requireSession(), life.signal).catch(ignore),
      dispatch,
    }));

  const mediaRequests = (): Promise<MediaRequests> => {
    if (media !== null) return media;
    const mine = later(
      import("./media/media-requests.ts").then(({ createMediaRequests }) =>
        createMediaRequests({
          clock,
          handler: () => handler,
          publish(requests) {
            // The conversation may have been cleared or reset since.
            if (media === mine) dispatch({ type: "media", requests });
          },
          ask: (method, path, body, signal = life.signal) =>
            rest.ask(requireSession(), method, path, body, signal),
        }),
      ),
      () => (media = null),
    );
    return (media = mine);
  };
  const closeMedia = (): void => void media?.then((requests) => requests.close(), ignore);
  async function refreshMedia(): Promise<void> {
    // Messages that still wait for `beforeDisplay` may announce a media request.
    await admitted;
    const state = store.get();
    if ([...state.messages.values()].some((row) => row.kind === "media"))
      await (await mediaRequests()).refresh(state);
  }
  const onMedia = (): void => void refreshMedia().catch(ignore);

  /** Closes the connection; the state stays. */
  function silence(): void {
    conversationSync?.close();
    conversationSync = null;
    typing?.close();
  }

  /** Ends the conversation with this event: nothing can be sent or received afterwards. */
  function close(event: ConversationEvent): void {
    if (isOver()) return;
    vault.erase();
    dispatch(event);
    silence();
    closeMedia();
    outbox.stop();
    dispatch({ type: "stream", status: { kind: "idle" } });
    settle(new ParlorError("conversation-ended", "The conversation has ended"));
  }
  function expire(error: ParlorError): void {
    // A conversation that has never begun has failed, and is not expired.
    if (starting === null) close({ type: "phase", phase: { kind: "expired", code: error.code } });
    else {
      vault.erase();
      settle(error);
    }
  }
  const finish = (reason: EndReason): void =>
    close({ type: "phase", phase: { kind: "ended", reason, at: clock.now() } });

  function listen(): void {
    conversationSync = openConversationSync(requireSession(), {
      clock,
      random,
      rest,
      socket: ports.socket ?? browserSocket,
      reachability: ports.reachability ?? browserReachability,
      signal: life.signal,
      state: store.get,
      dispatch: applyIncoming,
      heardTyping: (id) => signsOfWriting()?.heard(id),
      onMedia,
      onReady() {
        if (conversationSync?.isReady() !== true) return;
        settle(null);
        outbox.pump();
      },
      onEnded: finish,
      onLost: expire,
    });
  }

  /** Enters `waiting`, or `talking` when the members already include a connected agent. */
  function settlePhase(): void {
    dispatch({ type: "phase", phase: { kind: "waiting", since: clock.now() } });
    dispatch({ type: "members", members: [], at: clock.now() });
  }

  function begin(next: Session, isResumed: boolean): void {
    session = next;
    const { conversationId, memberId, extensions } = next;
    const capabilities: Capabilities = {
      queue: extensions.includes("queue"),
      rating: extensions.includes("rating"),
      mediaRequests: true,
    };
    const ownId = memberId as MemberId;
    dispatch({ type: "session", conversationId, ownId, isResumed, capabilities });
    outbox.restore();
  }

  /** Marks the start as failed. @returns the failure as a ParlorError */
  function fail(error: unknown): ParlorError {
    const failure =
      error instanceof ParlorError
        ? error
        : new ParlorError("server-error", "Create", { cause: error });
    const { code, contextId, retryAfterMs } = failure;
    const retryAt = retryAfterMs === null ? null : clock.now() + retryAfterMs;
    if (phase().kind === "starting")
      dispatch({ type: "phase", phase: { kind: "failed", code, contextId, retryAt } });
    return failure;
  }

  async function create(given: StartOptions, signal: AbortSignal): Promise<void> {
    dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
    const mine = life.signal;
    try {
      const start = hooks.beforeStart === undefined ? given : await hooks.beforeStart(given);
      if (start === null) throw new ParlorError("vetoed", "The page said no");
      const created = await rest.create(
        {
          organizationId: options.organizationId,
          deploymentId,
          routing: start.routing ?? options.routing,
          profile: start.profile ?? options.profile ?? {},
          journeyContext: start.journeyContext ?? options.journeyContext,
          memberAuthToken: await options.getMemberAuthToken?.(signal),
        },
        signal,
      );
      if (signal.aborted) {
        void leaveQuietly(created);
        throw aborted();
      }
      vault.save(created);
      begin(created, false);
      await new Promise<void>((resolve, reject) => {
        settle = (error) => (error === null ? resolve() : reject(error));
        signal.addEventListener("abort", () => settle(aborted()), { once: true });
        listen();
      });
      if (phase().kind === "starting") settlePhase();
    } catch (error) {
      // After a reset or `destroy()` the failure no longer concerns this chat's state.
      if (mine.aborted) throw error;
      silence();
      throw fail(error);
    }
    outbox.pump();
  }

  /** Resumes the stored session, as the leading tab. */
  async function resumeStored(stored: Session, signal: AbortSignal): Promise<void> {
    begin(stored, true);
    if (!isRunning()) dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
    listen();
    try {
      await conversationSync?.checkOwn();
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn("The server could not be asked yet.");
    }
    if (session === stored && phase().kind === "starting") settlePhase();
  }

  /** Runs a command in this tab when it leads or runs alone, and else in the leading tab. */
  const runOnLeader = async (command: Command, ...args: readonly unknown[]): Promise<void> =>
    group === null || isLeading() ? run(command, args) : group.ask(command, args);
  const leadQuietly = (command: Command, ...args: readonly unknown[]): void =>
    void runOnLeader(command, ...args).catch(ignore);

  async function run(
    command: Command,
    args: readonly unknown[],
    signal = life.signal,
  ): Promise<void> {
    const mine = life.signal;
    switch (command) {
      case "start":
        if (session !== null && isRunning()) return starting ?? undefined;
        starting ??= create(args[0] as StartOptions, signal).finally(() => {
          if (!mine.aborted) starting = null;
        });
        return starting;
      case "end":
        return leave(signal);
      case "loadOlder":
        if (store.get().hasOlder) await conversationSync?.loadOlder();
        await admitted;
        return;
      case "retry":
        return outbox.retry(args[0] as MessageKey);
      case "discard":
        return outbox.discard(args[0] as MessageKey);
      case "reconnectNow":
        return conversationSync?.wake();
      case "clear":
        if (isRunning()) return;
        session = media = null;
        dispatch({ type: "cleared" });
        // Unsent messages are offered to the next conversation.
        outbox.restore();
    }
  }

  /**
   * Sends the leave call with a signal of its own, so that a reset does not
   * abort it; ignores failures.
   */
  const leaveQuietly = (who: Session): Promise<void> =>
    rest.leave(who, new AbortController().signal).catch(ignore);
  async function leave(signal: AbortSignal): Promise<void> {
    const who = requireSession();
    conversationSync?.leaving(true);
    try {
      await rest.leave(who, signal);
    } catch (error) {
      const isGone =
        error instanceof ParlorError &&
        ["conversation-ended", "session-expired", "not-found"].includes(error.code);
      if (!isGone) {
        conversationSync?.leaving(false);
        throw error;
      }
    }
    if (who === session) finish("guest");
  }

  /**
   * Forgets everything about the current person in this tab: the conversation, requests
   * under way and this tab's unsent messages. The tab whose page called `reset()`
   * erases the rest of the storage.
   */
  function wipe(): void {
    life.abort();
    life = new AbortController();
    silence();
    closeMedia();
    starting = media = session = null;
    outbox.forget();
    group?.abandon();
    dispatch({ type: "cleared" });
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => vault.load(clock.now()) !== null,
    async resume(signal) {
      // A start may follow soon, and would have to wait for the parts.
      void loadParts().catch(ignore);
      const stored = vault.load(clock.now());
      if (stored === null) return false;
      const both = anySignal(signal);
      const leads = await joinGroup();
      if (both.aborted) throw aborted();
      if (leads) await resumeStored(stored, both);
      else group?.tell({ hello: true });
      return true;
    },
    async start(start = {}, signal) {
      if (isRunning()) throw new ParlorError("conversation-active", "A conversation is running");
      if (isOver()) await runOnLeader("clear");
      dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
      const both = anySignal(signal);
      const mine = life.signal;
      try {
        const leads = await joinGroup();
        if (both.aborted) throw aborted();
        if (leads) return await run("start", [start], both);
        group?.tell({ hello: true });
        await runOnLeader("start", start);
      } catch (error) {
        throw mine.aborted ? error : fail(error);
      }
    },
    send(text) {
      const body = cleanText(text);
      if (body.trim() === "") throw new ParlorError("message-empty", "The message is empty");
      if (body.length > MAX_BODY)
        throw new ParlorError(
          "message-too-long",
          `The message has more than ${MAX_BODY} characters`,
        );
      if (isOver()) throw new ParlorError("conversation-ended", "The conversation has ended");
      return outbox.add(body);
    },
    loadOlder: () => runOnLeader("loadOlder"),
    retry: (key) => leadQuietly("retry", key),
    discard: (key) => leadQuietly("discard", key),
    typing() {
      signsOfWriting()?.own();
      // Confirming the lead while the guest writes spares the send from waiting for it.
      if (isLeading()) void group?.confirm();
    },
    end(signal) {
      requireSession();
      return isLeading() ? leave(anySignal(signal)) : runOnLeader("end");
    },
    acceptMediaRequest: async (id, signal) => (await mediaRequests()).accept(id, anySignal(signal)),
    declineMediaRequest: async (id, signal) =>
      (await mediaRequests()).decline(id, anySignal(signal)),
    stopMedia: (id) => void media?.then((requests) => requests.stop(id), ignore),
    setMediaHandler(next) {
      handler = next;
    },
    async rate(score, comment = "", signal) {
      if (has("rating"))
        await rest.rate(requireSession(), score, cleanText(comment), anySignal(signal));
    },
    reconnectNow: () => leadQuietly("reconnectNow"),
    clear: () => leadQuietly("clear"),
    async reset(tells = true) {
      if (!tells) {
        // A tab that has joined the others has received their reset already.
        if (group === null) wipe();
        return;
      }
      const who = isOver() ? null : (session ?? vault.load(clock.now()));
      wipe();
      vault.erase();
      outbox.erase();
      const tell = (): void => group?.tell({ reset: true });
      if (group === null) void joinGroup().then(tell, ignore);
      else tell();
      if (who !== null) await leaveQuietly(who);
    },
    forget() {
      vault.erase();
      outbox.erase();
    },
    destroy() {
      life.abort();
      silence();
      closeMedia();
      group?.leave();
    },
  };
}
