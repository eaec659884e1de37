import { aborted, isRunning, type Chat } from "./chat.ts";
import type { ChatParts } from "./chat-parts.ts";
import { codeOf, ParlorError } from "./errors.ts";
import type { StartOptions } from "./options.ts";
import type { Commands } from "./tabs/tab-commands.ts";
import type { Arguments, Command } from "./tabs/tab-message.ts";

/** A chat, its parts once they are loaded, and its way to the leading tab. */
export interface Wiring {
  readonly chat: Chat;
  /** Null until the parts are loaded. */
  readonly parts: () => ChatParts | null;
  /** @throws ParlorError `offline` */
  readonly loadParts: () => Promise<ChatParts>;
  /** Loads the parts and joins the other tabs. @returns whether this tab leads */
  readonly joinTabs: () => Promise<boolean>;
  /** Starts a conversation in this tab, or shares the start that is under way. */
  start(options: StartOptions, signal: AbortSignal): Promise<void>;
  /** Runs a command in this tab when it leads or runs alone, and else in the leading tab. */
  readonly runOnLeader: <Name extends Command>(
    command: Name,
    ...args: Arguments[Name]
  ) => Promise<void>;
  /** The same, for a command whose failure shows in the state, or has no effect. */
  readonly leadQuietly: <Name extends Command>(command: Name, ...args: Arguments[Name]) => void;
  /**
   * Forgets everything about the current person in this tab: the conversation, requests
   * under way and this tab's unsent messages. The tab whose page called `reset()`
   * erases the rest of the storage.
   */
  readonly wipe: () => void;
}

export function createWiring(chat: Chat, fetchParts: (chat: Chat) => Promise<ChatParts>): Wiring {
  const { run, store, outbox, dispatch, ports } = chat;
  let parts: ChatParts | null = null;
  let fetching: Promise<ChatParts> | null = null;

  const loadParts = (): Promise<ChatParts> =>
    (fetching ??= fetchParts(chat).then(
      (loaded) => (parts = loaded),
      (cause: unknown) => {
        // The next use fetches them again.
        fetching = null;
        throw new ParlorError("offline", "No connection", { cause });
      },
    ));
  function start(options: StartOptions, signal: AbortSignal): Promise<void> {
    if (run.session !== null && isRunning(store.get())) return run.starting ?? Promise.resolve();
    const { life } = run;
    run.starting ??= loadParts()
      .then(({ lifecycle }) => lifecycle.create(options, signal))
      .finally(() => {
        if (!life.signal.aborted) run.starting = null;
      });
    return run.starting;
  }
  function wipe(): void {
    run.life.abort();
    run.life = new AbortController();
    parts?.forget();
    run.starting = run.session = null;
    outbox.forget();
    run.tabs?.abandon();
    dispatch({ type: "cleared" });
  }
  const commands: Commands = {
    start: (options = {}) => start(options, run.life.signal),
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
  const wiring: Wiring = {
    chat,
    parts: () => parts,
    loadParts,
    async joinTabs() {
      const { createTabs } = await loadParts();
      // A chat that was destroyed meanwhile would lead without doing anything.
      if (run.life.signal.aborted) throw aborted();
      run.tabs ??= createTabs(commands, wipe);
      return run.tabs?.join() ?? true;
    },
    start,
    runOnLeader: (command, ...args) =>
      run.tabs === null || chat.isLeading()
        ? commands[command](...args)
        : run.tabs.ask(command, ...args),
    leadQuietly: (command, ...args) =>
      void wiring
        .runOnLeader(command, ...args)
        .catch((error: unknown) => ports.log.warn(`${command} failed: ${codeOf(error)}`)),
    wipe,
  };
  return wiring;
}
