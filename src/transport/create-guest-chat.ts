import type { RestoreSession } from "./backend/backend.ts";
import { restoreSession } from "./backend/guest-chat/session.ts";
import type * as PartsModule from "./chat-parts.ts";
import type { CreateBackend } from "./chat-parts.ts";
import { aborted, createChat, isOver, isRunning, withLife } from "./chat.ts";
import { cleanText } from "./clean-text.ts";
import { codeOf, ParlorError } from "./errors.ts";
import type { GuestChat } from "./guest-chat.ts";
import type { GuestChatOptions } from "./options.ts";
import { checkText } from "./outbox/check-text.ts";
import { createWiring, type Wiring } from "./wiring.ts";

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
  const wiring = createWiring(createChat(options, other?.restore ?? restoreSession), async (chat) =>
    (await fetchParts()).createChatParts(chat, other?.createBackend),
  );
  return {
    ...conversationMethods(wiring),
    ...messageMethods(wiring),
    ...mediaMethods(wiring),
    ...visitorMethods(wiring),
  };
}

type Methods<Name extends keyof GuestChat> = Pick<GuestChat, Name>;

/** Methods that begin, resume and end a conversation. */
function conversationMethods(
  wiring: Wiring,
): Methods<
  "get" | "subscribe" | "hasStoredSession" | "resume" | "start" | "end" | "reconnectNow" | "clear"
> {
  const { chat, loadParts, joinTabs, runOnLeader, leadQuietly } = wiring;
  const { run, store, sessions, dispatch, ports, fail } = chat;
  const { clock, log } = ports;
  return {
    get: store.get,
    subscribe: store.subscribe,
    hasStoredSession: () => sessions.load(clock.now()) !== null,
    async resume(signal) {
      // A start may follow soon, and would have to wait for the parts.
      void loadParts().catch((error: unknown) => log.warn(`Not loaded: ${codeOf(error)}`));
      const stored = sessions.load(clock.now());
      if (stored === null) return false;
      await withLife(chat, signal, async (both) => {
        const leads = await joinTabs();
        if (both.aborted) throw aborted();
        if (leads) await (await loadParts()).lifecycle.resume(stored, both);
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
        if (leads) return wiring.start(start, both);
        run.tabs?.tell({ hello: true });
        return runOnLeader("start", start);
      }).catch((error: unknown) => {
        throw life.signal.aborted ? error : fail(error);
      });
    },
    async end(signal) {
      if (!chat.isLeading()) return runOnLeader("end");
      return withLife(chat, signal, async (both) => (await loadParts()).lifecycle.leave(both));
    },
    reconnectNow: () => leadQuietly("reconnectNow"),
    clear: () => leadQuietly("clear"),
  };
}

/** Methods for messages. */
function messageMethods({
  chat,
  parts,
  runOnLeader,
  leadQuietly,
}: Wiring): Methods<"send" | "loadOlder" | "retry" | "discard" | "typing"> {
  const { run, store, outbox, isLeading } = chat;
  return {
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
      parts()?.typing.own();
      // Confirming the lead while the guest writes spares the send from waiting for it.
      if (isLeading()) void run.tabs?.confirm();
    },
  };
}

/** Methods for media requests and for the rating. */
function mediaMethods({
  chat,
  parts,
  loadParts,
}: Wiring): Methods<
  "acceptMediaRequest" | "declineMediaRequest" | "stopMedia" | "setMediaHandler" | "rate"
> {
  const { run } = chat;
  return {
    acceptMediaRequest: (id, signal) =>
      withLife(chat, signal, async (both) => (await loadParts()).media.accept(id, both)),
    declineMediaRequest: (id, signal) =>
      withLife(chat, signal, async (both) => (await loadParts()).media.decline(id, both)),
    stopMedia: (id) => parts()?.media.stop(id),
    setMediaHandler(handler) {
      run.mediaHandler = handler;
    },
    rate: (score, comment = "", signal) =>
      withLife(chat, signal, async (both) => {
        await loadParts();
        await run.calls().rate?.(score, cleanText(comment), both);
      }),
  };
}

/** Methods that forget the visitor, or the chat itself. */
function visitorMethods({
  chat,
  parts,
  loadParts,
  joinTabs,
  wipe,
}: Wiring): Methods<"reset" | "forget" | "destroy"> {
  const { run, store, sessions, outbox, ports } = chat;
  const forget = (): void => {
    sessions.erase();
    outbox.erase();
  };
  return {
    async reset(tells = true) {
      if (!tells) {
        // A tab that has joined the others has received their reset already.
        if (run.tabs === null) wipe();
        return;
      }
      const session = isOver(store.get())
        ? null
        : (run.session ?? sessions.load(ports.clock.now()));
      wipe();
      forget();
      const tell = (): void => run.tabs?.tell({ reset: true });
      const failed = (error: unknown): void =>
        ports.log.warn(`A reset was not told: ${codeOf(error)}`);
      if (run.tabs === null) void joinTabs().then(tell, failed);
      else tell();
      if (session !== null)
        await loadParts().then(({ lifecycle }) => lifecycle.leaveQuietly(session), failed);
    },
    forget,
    destroy() {
      run.life.abort();
      parts()?.close();
      run.tabs?.leave();
    },
  };
}
