import type { EndReason, Phase } from "./conversation/conversation.ts";
import type { ConversationEvent } from "./conversation/event.ts";
import type { MemberId, MessageKey } from "./conversation/message.ts";
import { emptyConversation, reduce } from "./conversation/reduce.ts";
import { ParlorError, type ParlorErrorCode } from "./errors.ts";
import { openFeed, type Feed } from "./feed.ts";
import type { GuestChat } from "./guest-chat.ts";
import type { MediaRequests } from "./media-requests.ts";
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
import { createSessionVault, type Session } from "./session/session-vault.ts";
import { createStore } from "./store.ts";
import { createTabGroup } from "./tabs/tab-group.ts";
import { createTyping } from "./typing.ts";
import { createRestClient } from "./wire/rest-client.ts";

/** The contract's limit, in UTF-16 units. */
const MAX_BODY = 4_000;

/** What a following tab asks the leading one to do. */
type Command = "start" | "end" | "loadOlder" | "retry" | "discard" | "reconnectNow" | "clear";

/** What the tabs of one deployment tell each other. */
type TabMessage =
  | { readonly event: ConversationEvent }
  | { readonly hello: true }
  | { readonly id: string; readonly command: Command; readonly args: readonly unknown[] }
  | { readonly done: string; readonly code: ParlorErrorCode | null; readonly message: string };

/**
 * Makes a chat with one deployment. Requests nothing until `start()` or `resume()`.
 * @throws ParlorError never here; options are checked by `mount()` and by the server
 * @public
 */
export function createGuestChat(options: GuestChatOptions): GuestChat {
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
  const life = new AbortController();

  let session: Session | null = null;
  let feed: Feed | null = null;
  let handler: MediaHandler | null = null;
  let media: Promise<MediaRequests> | null = null;
  /** The start that is under way; tabs that want to start meanwhile share it. */
  let starting: Promise<void> | null = null;
  let onReady = (): void => undefined;
  const asked = new Map<string, (error: ParlorError | null) => void>();

  const phase = (): Phase => store.get().phase;
  const isOver = (): boolean => ["ended", "expired"].includes(phase().kind);
  const isRunning = (): boolean => ["starting", "waiting", "talking"].includes(phase().kind);
  const here = (): Session => {
    session ??= vault.load(clock.now());
    if (session === null) throw new ParlorError("no-conversation", "There is no conversation");
    return session;
  };
  /** Whichever comes first. Not every browser has AbortSignal.any(): Safari from 17.4 on. */
  const either = (signal?: AbortSignal): AbortSignal => {
    if (signal === undefined) return life.signal;
    const both = new AbortController();
    const abort = (): void => both.abort();
    for (const one of [life.signal, signal])
      if (one.aborted) abort();
      else one.addEventListener("abort", abort, { signal: both.signal });
    return both.signal;
  };

  /** Everything that happens passes here: into the state, and to the tabs that follow. */
  function dispatch(event: ConversationEvent): void {
    store.dispatch(event);
    // What becomes of a media request is found out by each tab itself: its handler runs in one of them.
    if (group.isLeading() ? event.type !== "media" : event.type === "composed") tell({ event });
  }
  /** The same for what the feed brings: the text of others passes the host's hook first. */
  function admit(event: ConversationEvent): void {
    const { beforeDisplay } = hooks;
    if (event.type !== "received" || beforeDisplay === undefined) return dispatch(event);
    const { conversationId, ownId } = store.get();
    const asked = event.messages.map(async (one) => {
      if (one.senderId === ownId || /^me(mber|dia)-/.test(one.bodyType)) return [one];
      const { role = "agent" } = store.get().members.get(one.senderId as MemberId) ?? {};
      const passed = await beforeDisplay({ text: one.body, role }).catch(() => ({
        text: one.body,
      }));
      return passed === null ? [] : [{ ...one, body: passed.text }];
    });
    void Promise.all(asked).then((messages) => {
      if (store.get().conversationId === conversationId)
        dispatch({ ...event, messages: messages.flat() });
    });
  }
  const tell = (message: TabMessage): void => group.tell(message);

  const group = createTabGroup({
    name: `parlor:${deploymentId}`,
    tabs,
    clock,
    onLead: takeOver,
    onFollow() {
      silence();
      tell({ hello: true });
    },
    onMessage: (message) => hear(message as TabMessage),
  });

  const outbox = createOutbox({
    clock,
    random,
    // A tab that stands alone shares nothing: two of them would send each other's messages.
    storage:
      tabs === null && kind === "local" ? (ports.storage ?? webStorage("sessionStorage")) : storage,
    prefix: `parlor:outbox:${deploymentId}:`,
    dispatch,
    canSend: () => group.isLeading() && !isOver() && feed?.isReady() === true,
    confirm: () => group.confirm(),
    beforeSend: () => hooks.beforeSend,
    isSent: (key) => store.get().messages.get(key)?.delivery.kind === "sent",
    async post(key, body) {
      const idempotencyKey = here().extensions.includes("idempotency") ? key : null;
      try {
        return await rest.send(here(), body, idempotencyKey, life.signal);
      } catch (error) {
        if (error instanceof ParlorError) {
          if (error.code === "session-expired") expire(error);
          if (error.code === "conversation-ended") void feed?.checkOwn().catch(() => undefined);
        }
        throw error;
      }
    },
    async lookUp(body) {
      if (here().extensions.includes("idempotency") || feed === null) return null;
      const messages = await feed.recent();
      const known = new Set<string>();
      for (const { delivery } of store.get().messages.values())
        if (delivery.kind === "sent") known.add(delivery.id);
      const isIt = (one: (typeof messages)[number]): boolean =>
        one.senderId === here().memberId && one.body.trim() === body.trim() && !known.has(one.id);
      return messages.find(isIt) ?? null;
    },
  });
  const typing = createTyping({
    clock,
    canSend: () => !isOver() && ["live", "polling"].includes(store.get().stream.kind),
    tell: () => void rest.typing(here(), life.signal).catch(() => undefined),
    dispatch,
  });

  const mediaRequests = (): Promise<MediaRequests> =>
    (media ??= import("./media-requests.ts").then(
      ({ createMediaRequests }) =>
        createMediaRequests({
          clock,
          handler: () => handler,
          publish: (requests) => dispatch({ type: "media", requests }),
          ask: (method, path, body) => rest.ask(here(), method, path, body, life.signal),
        }),
      (cause: unknown) => {
        media = null;
        throw new ParlorError("offline", "No connection", { cause });
      },
    ));
  async function refreshMedia(): Promise<void> {
    const requests = await mediaRequests();
    const { order, messages } = store.get();
    const rows = order.flatMap((key) => messages.get(key) ?? []);
    await requests.refresh(rows.filter((row) => row.kind === "media").map((row) => row.senderId));
  }
  const onMedia = (): void => void refreshMedia().catch(() => undefined);

  /** Stops listening; what is known stays. */
  function silence(): void {
    feed?.close();
    feed = null;
    typing.close();
  }

  /** The conversation is over, for this reason or another: nothing can be sent or heard any more. */
  function close(event: ConversationEvent): void {
    if (isOver()) return;
    vault.erase();
    dispatch(event);
    silence();
    void media?.then((requests) => requests.close());
    outbox.stop();
    dispatch({ type: "stream", status: { kind: "idle" } });
  }
  const expire = ({ code }: ParlorError): void =>
    close({ type: "phase", phase: { kind: "expired", code } });
  const finish = (reason: EndReason): void =>
    close({ type: "phase", phase: { kind: "ended", reason, at: clock.now() } });

  function listen(): void {
    feed = openFeed(here(), {
      clock,
      random,
      rest,
      socket: ports.socket ?? browserSocket,
      reachability: ports.reachability ?? browserReachability,
      signal: life.signal,
      state: store.get,
      dispatch: admit,
      heardTyping: (id) => typing.heard(id),
      onMedia,
      onReady() {
        if (feed?.isReady() !== true) return;
        onReady();
        outbox.pump();
      },
      onEnded: finish,
      onLost: expire,
    });
  }

  /** Waiting it is, unless the members already say that an agent is here. */
  function settlePhase(): void {
    dispatch({ type: "phase", phase: { kind: "waiting", since: clock.now() } });
    dispatch({ type: "members", members: [], at: clock.now() });
  }

  function begin(next: Session, isResumed: boolean): void {
    session = next;
    const { conversationId, memberId } = next;
    dispatch({ type: "session", conversationId, ownId: memberId as MemberId, isResumed });
    outbox.restore();
  }

  async function create(given: StartOptions, signal: AbortSignal): Promise<void> {
    dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
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
      vault.save(created);
      begin(created, false);
      await new Promise<void>((resolve, reject) => {
        onReady = resolve;
        const abort = (): void => reject(new ParlorError("aborted", "Aborted"));
        signal.addEventListener("abort", abort, { once: true });
        listen();
      });
      if (phase().kind === "starting") settlePhase();
    } catch (error) {
      silence();
      const failure =
        error instanceof ParlorError
          ? error
          : new ParlorError("server-error", "Create", { cause: error });
      const { code, contextId, retryAfterMs } = failure;
      const retryAt = retryAfterMs === null ? null : clock.now() + retryAfterMs;
      if (!life.signal.aborted)
        dispatch({ type: "phase", phase: { kind: "failed", code, contextId, retryAt } });
      throw failure;
    } finally {
      onReady = () => undefined;
    }
    outbox.pump();
  }

  /** Goes on with the stored session, as the tab that leads. */
  async function goOn(stored: Session, signal: AbortSignal): Promise<void> {
    begin(stored, true);
    if (!isRunning()) dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
    listen();
    try {
      await feed?.checkOwn();
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn("The server could not be asked yet.");
    }
    if (phase().kind === "starting") settlePhase();
  }

  /* ---- tabs ---- */

  function takeOver(): void {
    session = null;
    const stored = vault.load(clock.now());
    if (stored !== null && !isOver()) void goOn(stored, life.signal).catch(() => undefined);
    for (const settle of asked.values())
      settle(new ParlorError("aborted", "The leading tab has gone"));
  }

  function hear(message: TabMessage): void {
    if ("event" in message) {
      const { event } = message;
      if (group.isLeading()) {
        // What another tab writes, the leading one sends; of all else it knows better.
        if (event.type !== "composed") return;
        store.dispatch(event);
        outbox.adopt(event.key, event.body, event.at);
        return;
      }
      store.dispatch(event);
      // Kept here too: what may still be said after the end needs it.
      if (event.type === "session" || event.type === "snapshot" || event.type === "cleared")
        session = vault.load(clock.now());
      if (
        event.type === "received" &&
        event.messages.some((one) => one.bodyType === "media-request")
      )
        onMedia();
      if (event.type === "snapshot") outbox.restore();
    } else if ("hello" in message) {
      if (!group.isLeading()) return;
      const state = store.get();
      // What is copied to another tab has to be a plain map.
      const messages = new Map(state.messages);
      tell({ event: { type: "snapshot", state: { ...state, messages } } });
    } else if ("command" in message) {
      if (!group.isLeading()) return;
      const { id: done, command, args } = message;
      void run(command, args).then(
        () => tell({ done, code: null, message: "" }),
        (error: ParlorError) => tell({ done, code: error.code, message: error.message }),
      );
    } else {
      const { code, message: words } = message;
      asked.get(message.done)?.(code === null ? null : new ParlorError(code, words));
    }
  }

  /** Does it here when this tab leads or stands alone, and asks the leading tab otherwise. */
  async function lead(command: Command, ...args: readonly unknown[]): Promise<void> {
    if (group.isLeading()) return run(command, args);
    const id = random.id();
    const failure = await new Promise<ParlorError | null>((resolve) => {
      asked.set(id, resolve);
      tell({ id, command, args });
    });
    asked.delete(id);
    if (failure === null) return;
    // The one that was asked has gone, and this one leads now.
    if (failure.code === "aborted" && group.isLeading()) return run(command, args);
    throw failure;
  }

  async function run(
    command: Command,
    args: readonly unknown[],
    signal = life.signal,
  ): Promise<void> {
    switch (command) {
      case "start":
        if (session !== null && isRunning()) return starting ?? undefined;
        starting ??= create(args[0] as StartOptions, signal).finally(() => (starting = null));
        return starting;
      case "end":
        return leave(signal);
      case "loadOlder":
        if (store.get().hasOlder) await feed?.loadOlder();
        return;
      case "retry":
        return outbox.retry(args[0] as MessageKey);
      case "discard":
        return outbox.discard(args[0] as MessageKey);
      case "reconnectNow":
        return feed?.wake();
      case "clear":
        if (isRunning()) return;
        session = null;
        dispatch({ type: "cleared" });
        // What was not sent is offered to the next conversation.
        outbox.restore();
    }
  }

  async function leave(signal: AbortSignal): Promise<void> {
    feed?.leaving(true);
    try {
      await rest.leave(here(), signal);
    } catch (error) {
      const isGone =
        error instanceof ParlorError &&
        ["conversation-ended", "session-expired", "not-found"].includes(error.code);
      if (!isGone) {
        feed?.leaving(false);
        throw error;
      }
    }
    finish("guest");
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => vault.load(clock.now()) !== null,
    async resume(signal) {
      const stored = vault.load(clock.now());
      if (stored === null) return false;
      const both = either(signal);
      if (await group.join()) await goOn(stored, both);
      else tell({ hello: true });
      return true;
    },
    async start(start = {}, signal) {
      if (isRunning()) throw new ParlorError("conversation-active", "A conversation is running");
      if (isOver()) await lead("clear");
      dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
      if (await group.join()) return run("start", [start], either(signal));
      tell({ hello: true });
      return lead("start", start);
    },
    send(body) {
      if (body.trim() === "") throw new ParlorError("message-empty", "The message is empty");
      if (body.length > MAX_BODY)
        throw new ParlorError(
          "message-too-long",
          `The message has more than ${MAX_BODY} characters`,
        );
      if (isOver()) throw new ParlorError("conversation-ended", "The conversation has ended");
      return outbox.add(body);
    },
    loadOlder: () => lead("loadOlder"),
    retry: (key) => void lead("retry", key),
    discard: (key) => void lead("discard", key),
    typing() {
      typing.own();
      // What is asked now need not be asked when the message goes.
      if (group.isLeading()) void group.confirm();
    },
    end(signal) {
      here();
      return group.isLeading() ? leave(either(signal)) : lead("end");
    },
    acceptMediaRequest: async (id) => (await mediaRequests()).accept(id),
    declineMediaRequest: async (id) => (await mediaRequests()).decline(id),
    stopMedia: (id) => void media?.then((requests) => requests.stop(id)),
    setMediaHandler(next) {
      handler = next;
    },
    async rate(score, comment = "", signal) {
      const who = here();
      if (who.extensions.includes("rating")) await rest.rate(who, score, comment, either(signal));
    },
    reconnectNow: () => void lead("reconnectNow"),
    clear: () => void lead("clear"),
    forget() {
      vault.erase();
      outbox.erase();
    },
    destroy() {
      life.abort();
      silence();
      void media?.then((requests) => requests.close());
      group.leave();
    },
  };
}
