import type { ConversationEvent } from "./conversation/event.ts";
import { emptyConversation, reduce } from "./conversation/reduce.ts";
import type { EndReason } from "./conversation/conversation.ts";
import type { MemberId } from "./conversation/message.ts";
import { ParlorError } from "./errors.ts";
import type { GuestChat } from "./guest-chat.ts";
import { createMediaRequests } from "./media-requests.ts";
import type { GuestChatOptions, StartOptions } from "./options.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { systemClock } from "./ports/clock.ts";
import { fetchHttp } from "./ports/http.ts";
import { silentLog } from "./ports/log.ts";
import { systemRandom } from "./ports/random.ts";
import { browserReachability } from "./ports/reachability.ts";
import { browserSocket } from "./ports/socket.ts";
import { memoryStorage, webStorage } from "./ports/storage.ts";
import { createSessionVault, type Session } from "./session/session-vault.ts";
import { createStore } from "./store.ts";
import { openEventStream, type EventStream } from "./stream/event-stream.ts";
import { createTyping } from "./typing.ts";
import type { Frame } from "./wire/decode.ts";
import { createRestClient } from "./wire/rest-client.ts";

/** The contract's limit, in UTF-16 units. */
const MAX_BODY = 4_000;
/** Servers that announce no own state are taken at their word after this long. */
const OWN_STATE_MS = 3_000;
/** An agent who left this shortly before the guest has ended the chat. */
const TOGETHER_MS = 2_000;

/**
 * Makes a chat with one deployment. Requests nothing until `start()` or `resume()`.
 * @throws ParlorError never here; options are checked by `mount()` and by the server
 * @public
 */
export function createGuestChat(options: GuestChatOptions): GuestChat {
  const ports = options.ports ?? {};
  const clock = ports.clock ?? systemClock;
  const random = ports.random ?? systemRandom;
  const log = ports.log ?? silentLog;
  const kind = options.storage ?? "local";
  const storage =
    ports.storage ??
    (kind === "memory"
      ? memoryStorage()
      : webStorage(kind === "session" ? "sessionStorage" : "localStorage"));
  const rest = createRestClient(options.api.replace(/\/$/, ""), ports.http ?? fetchHttp);
  const vault = createSessionVault(storage, options.deploymentId);
  const store = createStore(emptyConversation, reduce);
  const life = new AbortController();

  let session: Session | null = null;
  let stream: EventStream | null = null;
  let isOwnConnected = false;
  let hasLeft = false;
  let agentLeftAt = Number.NEGATIVE_INFINITY;
  let lastId: string | null = null;
  let onAttached: (() => void) | null = null;
  const asked = new Map<string, Promise<void>>();

  const dispatch = (event: ConversationEvent): void => store.dispatch(event);
  const isOver = (): boolean => ["ended", "expired"].includes(store.get().phase.kind);
  const canSend = (): boolean =>
    session !== null && isOwnConnected && store.get().stream.kind === "live" && !isOver();
  const signalOf = (signal?: AbortSignal): AbortSignal =>
    signal === undefined ? life.signal : AbortSignal.any([life.signal, signal]);
  const has = (extension: string): boolean => session?.extensions.includes(extension) ?? false;
  const here = (): Session => {
    if (session === null) throw new ParlorError("no-conversation", "There is no conversation");
    return session;
  };

  const outbox = createOutbox({
    clock,
    random,
    storage,
    storageKey: `parlor:outbox:${options.deploymentId}`,
    dispatch,
    canSend,
    async post(key, body) {
      const message = await rest
        .send(here(), body, has("idempotency") ? key : null, life.signal)
        .catch(onRefused);
      return message;
    },
    lookUp(body) {
      if (has("idempotency")) return undefined;
      return rest.messagesAfter(here(), lastId, life.signal).then((messages) => {
        const known = new Set(
          [...store.get().messages.values()].flatMap((row) =>
            row.delivery.kind === "sent" ? row.delivery.id : [],
          ),
        );
        return (
          messages.find(
            (one) =>
              one.senderId === here().memberId &&
              one.body.trim() === body.trim() &&
              !known.has(one.id as never),
          ) ?? null
        );
      });
    },
  });
  const typing = createTyping({
    clock,
    canSend,
    tell: () => void rest.typing(here(), life.signal).catch(() => undefined),
    dispatch,
  });
  const media = createMediaRequests({
    clock,
    publish: (requests) => dispatch({ type: "media", requests }),
    answer: (request, state) => rest.answerMediaRequest(here(), request, state, life.signal),
  });

  /** What an error of any call says about the conversation as a whole. */
  function onRefused(error: unknown): never {
    if (error instanceof ParlorError && error.code === "session-expired") expire(error);
    else if (
      error instanceof ParlorError &&
      error.code === "conversation-ended" &&
      session !== null
    )
      void checkOwn();
    throw error;
  }

  function expire(error: ParlorError): void {
    vault.erase();
    dispatch({ type: "phase", phase: { kind: "expired", code: error.code } });
    stopListening();
    outbox.stop();
  }

  function stopListening(): void {
    stream?.close();
    stream = null;
    isOwnConnected = false;
    typing.close();
    media.close();
    dispatch({ type: "stream", status: { kind: "idle" } });
  }

  function finish(reason: EndReason): void {
    const { ownId } = store.get();
    if (ownId === null || isOver()) return;
    const at = clock.now();
    dispatch({
      type: "member-state",
      id: ownId,
      state: "DISCONNECTED",
      isTransfer: false,
      endReason: reason,
      at,
    });
    vault.erase();
    stopListening();
    outbox.stop();
  }

  const guessReason = (): EndReason =>
    hasLeft ? "guest" : clock.now() - agentLeftAt <= TOGETHER_MS ? "agent" : "system";

  /** Asks whether the guest is still in. @throws ParlorError */
  async function checkOwn(): Promise<boolean> {
    const who = here();
    const own = await rest.member(who, who.memberId, life.signal);
    if (own.state !== "DISCONNECTED") return true;
    finish(guessReason());
    return false;
  }

  /** Fetches a member once, however many frames speak of it. */
  function ask(id: string): void {
    if (asked.has(id)) return;
    const answer = rest.member(here(), id, life.signal).then(
      (member) => dispatch({ type: "members", members: [member], at: clock.now() }),
      () => void asked.delete(id),
    );
    asked.set(id, answer);
  }

  async function refreshMedia(): Promise<void> {
    const requests = await rest.mediaRequests(here(), life.signal);
    media.known(requests, (index) => {
      const { order, messages } = store.get();
      const announcements = order
        .flatMap((key) => messages.get(key) ?? [])
        .filter((row) => row.kind === "media");
      return announcements[index]?.senderId ?? null;
    });
  }

  function hear(frame: Frame): void {
    switch (frame.kind) {
      case "heartbeat":
      case "unknown":
        return;
      case "message": {
        const { message } = frame;
        dispatch({ type: "received", messages: [message] });
        lastId = message.id;
        if (!store.get().members.has(message.senderId as MemberId)) ask(message.senderId);
        if (message.bodyType === "media-request") void refreshMedia().catch(() => undefined);
        return;
      }
      case "typing":
        if (frame.senderId !== session?.memberId) typing.heard(frame.senderId as MemberId);
        return;
      case "queue":
        return dispatch({ type: "queue", place: frame.place });
      case "member":
        return hearMember(frame);
    }
  }

  function hearMember(frame: Extract<Frame, { kind: "member" }>): void {
    const { id, state } = frame;
    if (id === session?.memberId) {
      if (state === "DISCONNECTED") return finish(frame.endReason ?? guessReason());
      isOwnConnected = true;
      onAttached?.();
      outbox.pump();
      return;
    }
    const known = store.get().members.get(id as MemberId);
    if (known?.role === "agent" && state === "DISCONNECTED" && !frame.isTransfer)
      agentLeftAt = clock.now();
    dispatch({
      type: "member-state",
      id: id as MemberId,
      state,
      isTransfer: frame.isTransfer,
      endReason: null,
      at: clock.now(),
    });
    // An agent's name may be told only once it has answered.
    if (known === undefined || (state === "CONNECTED" && known.name === "")) {
      asked.delete(id);
      ask(id);
    }
  }

  /** After every opening: what happened while nobody listened. */
  async function catchUp(): Promise<boolean> {
    const who = here();
    const { signal } = life;
    try {
      const [members, messages, place] = await Promise.all([
        rest.members(who, signal),
        rest.messagesAfter(who, lastId, signal),
        has("queue") && store.get().phase.kind !== "talking" ? rest.queue(who, signal) : null,
      ]);
      dispatch({ type: "members", members, at: clock.now() });
      dispatch({ type: "received", messages });
      lastId = messages.at(-1)?.id ?? lastId;
      dispatch({ type: "queue", place: store.get().phase.kind === "talking" ? null : place });
      await refreshMedia();
      const own = members.find((member) => member.id === who.memberId);
      if (own?.state === "DISCONNECTED") {
        finish(guessReason());
        return true;
      }
      return true;
    } catch (error) {
      const isLost =
        error instanceof ParlorError &&
        ["session-expired", "not-found", "origin-not-allowed"].includes(error.code);
      if (!isLost) return false;
      expire(error);
      return true;
    }
  }

  function listen(): void {
    const { eventStreamUri } = here();
    isOwnConnected = false;
    let hasOpened = false;
    stream = openEventStream({
      uri: eventStreamUri,
      clock,
      random,
      socket: ports.socket ?? browserSocket,
      reachability: ports.reachability ?? browserReachability,
      catchUp() {
        hasOpened = true;
        isOwnConnected = false;
        clock.after(OWN_STATE_MS, () => {
          isOwnConnected = true;
          onAttached?.();
          outbox.pump();
        });
        return catchUp();
      },
      onFrame: hear,
      onStatus(status) {
        if (isOver()) return;
        if (status.kind === "waiting") {
          isOwnConnected = false;
          // A stream that is refused over and over may be refused for good: the own member knows.
          if (!status.isOffline && (hasOpened || store.get().isResumed))
            void checkOwn().catch(onLost);
        }
        dispatch({ type: "stream", status });
        if (status.kind === "live") outbox.pump();
      },
    });
  }

  function onLost(error: unknown): void {
    const isDead =
      error instanceof ParlorError && ["session-expired", "not-found"].includes(error.code);
    if (isDead && !isOver()) expire(error);
  }

  function begin(next: Session, isResumed: boolean): void {
    session = next;
    hasLeft = false;
    lastId = null;
    asked.clear();
    const { conversationId, memberId } = next;
    dispatch({ type: "session", conversationId, ownId: memberId as MemberId, isResumed });
  }

  async function start(start: StartOptions = {}, signal?: AbortSignal): Promise<void> {
    const { phase } = store.get();
    if (phase.kind === "starting" || phase.kind === "waiting" || phase.kind === "talking") {
      throw new ParlorError("conversation-active", "A conversation is running");
    }
    if (isOver()) chat.clear();
    dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
    const both = signalOf(signal);
    try {
      const created = await rest.create(
        {
          organizationId: options.organizationId,
          deploymentId: options.deploymentId,
          routing: start.routing ?? options.routing,
          profile: start.profile ?? options.profile ?? {},
          journeyContext: start.journeyContext ?? options.journeyContext,
          memberAuthToken: await options.getMemberAuthToken?.(both),
        },
        both,
      );
      const { memberId, conversationId, jwt, eventStreamUri, extensions } = created;
      begin({ memberId, conversationId, jwt, eventStreamUri, extensions }, false);
      vault.save(here());
      listen();
      await new Promise<void>((resolve, reject) => {
        onAttached = resolve;
        both.addEventListener("abort", () => reject(new ParlorError("aborted", "Aborted")), {
          once: true,
        });
      });
      onAttached = null;
      if (store.get().phase.kind === "starting") settlePhase();
    } catch (error) {
      onAttached = null;
      stopListening();
      const failure =
        error instanceof ParlorError
          ? error
          : new ParlorError("server-error", "Create", { cause: error });
      const { code, contextId, retryAfterMs } = failure;
      const retryAt = retryAfterMs === null ? null : clock.now() + retryAfterMs;
      if (!life.signal.aborted)
        dispatch({ type: "phase", phase: { kind: "failed", code, contextId, retryAt } });
      throw failure;
    }
  }

  /** Waiting it is, unless the members already say that an agent is here. */
  function settlePhase(): void {
    dispatch({ type: "phase", phase: { kind: "waiting", since: clock.now() } });
    dispatch({ type: "members", members: [], at: clock.now() });
    outbox.pump();
  }

  const chat: GuestChat = {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => vault.load(clock.now()) !== null,
    async resume(signal) {
      const stored = vault.load(clock.now());
      if (stored === null) return false;
      begin(stored, true);
      dispatch({ type: "phase", phase: { kind: "starting", since: clock.now() } });
      outbox.restore();
      const both = signalOf(signal);
      try {
        const own = await rest.member(stored, stored.memberId, both);
        if (own.state === "DISCONNECTED") {
          await catchUp();
          return true;
        }
      } catch (error) {
        onLost(error);
        if (isOver()) return true;
        if (both.aborted) throw error;
        log.warn("The server could not be asked yet; the event stream goes on trying.");
      }
      settlePhase();
      listen();
      return true;
    },
    start,
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
    retry: (key) => outbox.retry(key),
    discard: (key) => outbox.discard(key),
    typing: () => typing.own(),
    async end(signal) {
      const who = here();
      hasLeft = true;
      try {
        await rest.leave(who, signalOf(signal));
      } catch (error) {
        const isGone =
          error instanceof ParlorError &&
          ["conversation-ended", "session-expired", "not-found"].includes(error.code);
        if (!isGone) {
          hasLeft = false;
          throw error;
        }
      }
      finish("guest");
    },
    acceptMediaRequest: (id) => media.accept(id),
    declineMediaRequest: (id) => media.decline(id),
    stopMedia: (id) => media.stop(id),
    setMediaHandler: (handler) => media.setHandler(handler),
    reconnectNow: () => stream?.wake(),
    clear() {
      const { phase } = store.get();
      if (!isOver() && phase.kind !== "failed") return;
      session = null;
      outbox.reset();
      dispatch({ type: "cleared" });
    },
    forget() {
      vault.erase();
      outbox.erase();
    },
    destroy() {
      life.abort();
      stream?.close();
      typing.close();
      media.close();
    },
  };
  return chat;
}
