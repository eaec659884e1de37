import { aborted, isOver, isRunning, withLife, type Chat } from "./chat.ts";
import type * as PartsModule from "./chat-parts.ts";
import type { ChatParts } from "./chat-parts.ts";
import type { GuestChat } from "./guest-chat.ts";
import { loadOnce } from "./load-once.ts";
import { failureLogger } from "./ports/log.ts";
import type { Commands } from "./tabs/tab-commands.ts";
import type { Arguments, Command } from "./tabs/tab-message.ts";

/**
 * The way to the tab that leads: to another one, or to the parts of this one when it leads or runs
 * alone. The parts are fetched with their first use.
 */
export interface Leader {
  /** The parts of this tab; null until they have been fetched. */
  readonly parts: () => ChatParts | null;
  /** @throws ParlorError `offline` */
  readonly load: () => Promise<ChatParts>;
  /**
   * Joins the other tabs, and then makes the call of the tab that leads or of one that follows.
   * Two calls lead in the order in which they were made, because both wait for the same promises.
   */
  readonly enter: (
    signal: AbortSignal | undefined,
    lead: (lifecycle: ChatParts["lifecycle"], both: AbortSignal) => Promise<void>,
    follow?: () => Promise<void>,
  ) => Promise<void>;
  /** Runs a command in the leading tab. @throws ParlorError */
  readonly ask: <Name extends Command>(command: Name, ...args: Arguments[Name]) => Promise<void>;
  /** The same, for commands whose failure shows in the state, or has no effect. */
  readonly askQuietly: <Name extends Command>(command: Name, ...args: Arguments[Name]) => void;
  readonly reset: GuestChat["reset"];
}

export function createLeader(chat: Chat, fetchParts: () => Promise<typeof PartsModule>): Leader {
  const { run, store, sessions, outbox, dispatch, ports } = chat;
  const { log } = ports;
  let parts: ChatParts | null = null;
  const load = loadOnce(async () => {
    const { createChatParts } = await fetchParts();
    parts = createChatParts(chat);
    if (!run.life.signal.aborted) parts.followPage(join);
    return parts;
  });

  /**
   * Forgets everything about the current person in this tab: the conversation, requests
   * under way and this tab's unsent messages.
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
  const commands: Commands = {
    start: async (start = {}) => (await load()).lifecycle.start(start, run.life.signal),
    end: async () => (await load()).lifecycle.leave(run.life.signal),
    loadOlder: async () => parts?.lifecycle.loadOlder(),
    retry: async (key) => outbox.retry(key),
    discard: async (key) => outbox.discard(key),
    reconnectNow: async () => run.connection?.wake(),
    async clear() {
      if (isRunning(store.get())) return;
      if (isOver(store.get())) sessions.erase();
      run.session = null;
      parts?.media.forget();
      dispatch({ type: "cleared" });
      // Unsent messages are offered to the next conversation.
      outbox.restore();
    },
  };
  /** Joins the other tabs. @returns whether this tab leads */
  async function join(): Promise<boolean> {
    const { createTabs } = await load();
    // A chat that was destroyed meanwhile would lead without doing anything.
    if (run.life.signal.aborted) throw aborted();
    run.tabs ??= createTabs(commands, wipe);
    return run.tabs?.join() ?? true;
  }
  const ask: Leader["ask"] = (command, ...args) =>
    run.tabs === null || chat.isLeading()
      ? commands[command](...args)
      : run.tabs.ask(command, ...args);
  return {
    parts: () => parts,
    load,
    enter: (signal, lead, follow) =>
      withLife(chat, signal, async (both) => {
        const leads = await join();
        if (both.aborted || parts === null) throw aborted();
        if (leads) return lead(parts.lifecycle, both);
        run.tabs?.tell({ hello: true });
        return follow?.();
      }),
    ask,
    askQuietly: (command, ...args) => void ask(command, ...args).catch(failureLogger(log, command)),
    async reset(tells = true) {
      // A tab that has joined the others has received their reset already.
      if (!tells) return run.tabs === null ? wipe() : undefined;
      const session = isOver(store.get()) ? null : (run.session ?? sessions.load());
      const isActive = session !== null && session.end === undefined;
      wipe();
      sessions.erase();
      outbox.erase();
      const tell = (): void => run.tabs?.tell({ reset: true });
      const failed = failureLogger(log, "Telling a reset");
      if (run.tabs === null) void join().then(tell, failed);
      else tell();
      if (isActive) await load().then(({ lifecycle }) => lifecycle.leaveQuietly(session), failed);
    },
  };
}
