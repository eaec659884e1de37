import type { Backend, NoteTime } from "./backend/backend.ts";
import { createGuestChatBackend } from "./backend/guest-chat/guest-chat-backend.ts";
import { isOver, type Chat } from "./chat.ts";
import type { ConversationEvent } from "./conversation/event.ts";
import { emptyConversation } from "./conversation/reduce.ts";
import { ParlorError } from "./errors.ts";
import type { GuestChatOptions, Ports } from "./options.ts";
import { createDisplayHook } from "./host-hooks.ts";
import { createMedia, type Media } from "./media/media.ts";
import { failureLogger } from "./ports/log.ts";
import { createLifecycle, type Lifecycle } from "./session/lifecycle.ts";
import { followPage } from "./session/page-cache.ts";
import { followServerClock } from "./session/server-clock.ts";
import { createTabCommands, type Commands, type TabCommands } from "./tabs/tab-commands.ts";
import { createTyping, type Typing } from "./typing/typing.ts";

/*
 * Parts of a chat that are needed only once there is a conversation. They are fetched with their
 * first use; the widget bundles them with its conversation chunk.
 */

export interface ChatParts {
  readonly lifecycle: Lifecycle;
  readonly typing: Typing;
  readonly media: Media;
  /** Creates the coordination with the other tabs, before this tab joins them; null without. */
  readonly createTabs: (commands: Commands, wipe: () => void) => TabCommands | null;
  /** Follows the page into and out of the browser's cache of pages, until `close()`. */
  readonly followPage: (join: () => Promise<boolean>) => void;
  /** Closes the connection for good, and ends running shares. */
  close(): void;
  /** Closes, and drops late answers: they do not concern the next conversation. */
  forget(): void;
}

/** Makes the protocol of a chat. @param options - read at each start */
export type CreateBackend = (
  options: GuestChatOptions,
  ports: Ports,
  noteTime: NoteTime,
) => Backend;

export function createChatParts(
  chat: Chat,
  createBackend: CreateBackend = createGuestChatBackend,
): ChatParts {
  const { options, ports, run, store, sessions, dispatch } = chat;
  const backend = createBackend(options, ports, followServerClock(chat));
  run.calls = () => {
    run.session ??= sessions.load();
    if (run.session === null) throw new ParlorError("no-conversation", "There is no conversation");
    return run.connection ?? backend.open(run.session, null, run.life.signal);
  };
  const typing = createTyping({
    clock: ports.clock,
    canSend: () => !isOver(store.get()) && ["live", "polling"].includes(store.get().stream.kind),
    broadcast: () => run.calls().typing(),
    dispatch,
  });
  const media = createMedia({
    ...ports,
    state: store.get,
    handler: () => run.mediaHandler,
    calls: async () =>
      (await run.calls().media?.()) ??
      Promise.reject(new ParlorError("media-request-gone", "There are no media requests")),
    signal: () => run.life.signal,
    publish: (requests) => dispatch({ type: "media", requests }),
  });
  const lifecycle = createLifecycle(chat, {
    backend,
    heardTyping: (id) => typing.heard(id),
    closeTyping: () => typing.close(),
    refreshMedia: () => media.refresh(),
    closeMedia: () => media.close(),
    createDisplayHook: () => createDisplayHook({ ...ports, store, dispatch }),
  });
  let leavePage = (): void => undefined;
  function silence(): void {
    lifecycle.silence();
    media.close();
  }
  return {
    lifecycle,
    typing,
    media,
    followPage(join) {
      leavePage = followPage(chat, lifecycle, join);
    },
    close() {
      leavePage();
      silence();
    },
    forget() {
      silence();
      media.forget();
    },
    createTabs: (commands, wipe) =>
      ports.tabs &&
      createTabCommands({
        ...ports,
        name: `parlor:${options.deploymentId}`,
        tabs: ports.tabs,
        store,
        commands,
        wipe,
        adopt: (...entry) => chat.outbox.adopt(...entry),
        onFollow: () => lifecycle.silence(),
        onLead: () => takeLead(chat, lifecycle),
        onEvent: (event) => followEvent(chat, media, event),
      }),
  };
}

/** Reads the session from storage, where another tab may have changed it. */
const reload = ({ run, sessions }: Chat): typeof run.session => (run.session = sessions.load());

/** Resumes the conversation in this tab, which leads from now on. */
function takeLead(chat: Chat, lifecycle: Lifecycle): void {
  const session = reload(chat);
  if (session === null || isOver(chat.store.get())) return;
  lifecycle.resume(session, chat.run.life.signal).catch(failureLogger(chat.ports.log, "Resuming"));
}

/** Does in a following tab what an event of the leading one asks for. */
function followEvent(chat: Chat, media: Media, event: ConversationEvent): void {
  if (event.type === "session" || event.type === "snapshot" || event.type === "cleared") {
    // This tab needs the session too: `rate()` is possible after the end.
    const session = reload(chat);
    const { conversationId, isResumed } = chat.store.get();
    if (session !== null && session.conversationId === conversationId) {
      const { ownId, capabilities, fileLimits } = session;
      // A leading tab of version 0.1.0 sends no capabilities.
      const isTold = chat.store.get().capabilities !== emptyConversation.capabilities;
      const offers = isTold ? {} : { capabilities, fileLimits };
      chat.store.dispatch({ type: "session", conversationId, ownId, isResumed, ...offers });
    }
  }
  if (event.type === "received" && event.messages.some(({ kind }) => kind === "media"))
    media.refresh();
  if (event.type === "snapshot") chat.outbox.restore();
}
