import type { RestoreSession } from "./backend/backend.ts";
import { restoreSession } from "./backend/guest-chat/session.ts";
import type * as PartsModule from "./chat-parts.ts";
import type { ChatParts, CreateBackend } from "./chat-parts.ts";
import { createChat, isOver, isRunning, withLife } from "./chat.ts";
import { cleanText } from "./clean-text.ts";
import { ParlorError } from "./errors.ts";
import type { GuestChat } from "./guest-chat.ts";
import { createLeader } from "./leader.ts";
import type { GuestChatOptions } from "./options.ts";
import { checkText } from "./outbox/check-text.ts";
import { failureLogger } from "./ports/log.ts";

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
  const { run, store, sessions, outbox, ports, isLeading } = chat;
  const leader = createLeader(chat, fetchParts, other?.createBackend);
  const { parts, load, enter, ask, askQuietly, reset } = leader;
  /** Makes a call with the parts; it is aborted with the chat's life or with the signal. */
  const call = (
    signal: AbortSignal | undefined,
    make: (loaded: ChatParts, both: AbortSignal) => Promise<void> | undefined,
  ): Promise<void> => withLife(chat, signal, async (both) => make(await load(), both));

  return {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => sessions.load(ports.clock.now()) !== null,
    async resume(signal) {
      // A start may follow soon, and would have to wait for the parts.
      load().catch(failureLogger(ports.log, "Loading"));
      const stored = sessions.load(ports.clock.now());
      if (stored === null) return false;
      await enter(signal, (lifecycle, both) => lifecycle.resume(stored, both));
      return true;
    },
    async start(start = {}, signal) {
      if (isRunning(store.get()))
        throw new ParlorError("conversation-active", "A conversation is running");
      if (isOver(store.get())) await ask("clear");
      chat.dispatch({ type: "phase", phase: { kind: "starting", since: ports.clock.now() } });
      const { life } = run;
      await enter(
        signal,
        (lifecycle, both) => lifecycle.start(start, both),
        () => ask("start", start),
      ).catch((error: unknown) => {
        throw life.signal.aborted ? error : chat.fail(error);
      });
    },
    send(text) {
      const body = checkText(text);
      if (isOver(store.get()))
        throw new ParlorError("conversation-ended", "The conversation has ended");
      return outbox.add(body);
    },
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
    stopMedia: (id) => parts()?.media.stop(id),
    setMediaHandler(handler) {
      run.mediaHandler = handler;
    },
    rate: (score, comment = "", signal) =>
      call(signal, (_, both) => run.calls().rate?.(score, cleanText(comment), both)),
    reconnectNow: () => askQuietly("reconnectNow"),
    clear: () => askQuietly("clear"),
    reset,
    forget() {
      sessions.erase();
      outbox.erase();
    },
    destroy() {
      run.life.abort();
      parts()?.close();
      run.tabs?.leave();
    },
  };
}
