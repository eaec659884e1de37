import type { ConversationState } from "../conversation/state.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import { ParlorError } from "../errors.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Tabs } from "../ports/tabs.ts";
import type { Session } from "../session/session-storage.ts";
import type { Store } from "../store.ts";
import { readTabMessage } from "./read-tab-message.ts";
import { createTabGroup, type TabGroup } from "./leader-election.ts";
import { writeTabMessage, type Command, type TabMessage } from "./tab-message.ts";

/* Loaded on demand with chat-parts.ts: a chat can be rendered before it has arrived. */

export interface TabCommandsDeps {
  readonly name: string;
  readonly tabs: Tabs;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly outbox: Outbox;
  readonly run: (command: Command, args: readonly unknown[]) => Promise<void>;
  /** Stops listening to the server. */
  readonly silence: () => void;
  readonly onMedia: () => void;
  /** Loads the session from storage, where it may have changed. */
  readonly reload: () => Session | null;
  /** Resumes a conversation in this tab, which now leads. */
  readonly resumeStored: (session: Session) => void;
  /** Forgets all data about the current person. */
  readonly wipe: () => void;
}

/** Connects this tab to the others. */
export interface TabCommands extends Pick<TabGroup, "join" | "isLeading" | "confirm" | "leave"> {
  tell(message: TabMessage): void;
  /**
   * Sends a command to the leading tab. Runs it in this tab when the other
   * has gone and this one leads.
   * @throws ParlorError
   */
  ask(command: Command, args: readonly unknown[]): Promise<void>;
  /** Rejects the pending commands: no tab answers them any more. */
  abandon(): void;
}

export function createTabCommands(deps: TabCommandsDeps): TabCommands {
  const { store, outbox, run } = deps;
  const asked = new Map<string, (error: ParlorError | null) => void>();
  const group = createTabGroup({
    ...deps,
    onLead() {
      const session = deps.reload();
      const { kind } = store.get().phase;
      if (session !== null && kind !== "ended" && kind !== "expired") deps.resumeStored(session);
      abandon();
    },
    onFollow() {
      deps.silence();
      tell({ hello: true });
    },
    onMessage: handleMessage,
  });
  function tell(message: TabMessage): void {
    group.tell(writeTabMessage(message));
  }
  function abandon(): void {
    for (const settle of asked.values())
      settle(new ParlorError("aborted", "The leading tab has gone"));
  }

  function handleEvent(event: ConversationEvent): void {
    if (group.isLeading()) {
      // The leading tab sends messages written in other tabs; for all else its own state prevails.
      if (event.type !== "composed") return;
      store.dispatch(event);
      outbox.adopt(event.key, event.body, event.at);
      return;
    }
    store.dispatch(event);
    // This tab needs the session too: `rate()` is possible after the end.
    if (event.type === "session" || event.type === "snapshot" || event.type === "cleared")
      deps.reload();
    if (event.type === "received" && event.messages.some((one) => one.kind === "media"))
      deps.onMedia();
    if (event.type === "snapshot") outbox.restore();
  }

  function serve(done: string, command: Command, args: readonly unknown[]): void {
    void run(command, args).then(
      () => tell({ done, code: null, message: "" }),
      (error: unknown) => {
        const isOurs = error instanceof ParlorError;
        const code = isOurs ? error.code : "server-error";
        tell({ done, code, message: isOurs ? error.message : command });
      },
    );
  }

  /** Handles a message from another tab; other content is ignored. */
  function handleMessage(data: unknown): void {
    const message = readTabMessage(data);
    if (message === null) return;
    if ("event" in message) handleEvent(message.event);
    else if ("reset" in message) deps.wipe();
    else if ("done" in message) {
      const { done, code, message: words } = message;
      asked.get(done)?.(code === null ? null : new ParlorError(code, words));
    } else if (!group.isLeading()) return;
    else if ("command" in message) serve(message.id, message.command, message.args);
    else {
      tell({ event: { type: "snapshot", state: store.get() } });
    }
  }

  return {
    ...group,
    tell,
    async ask(command, args) {
      const id = deps.random.id();
      const failure = await new Promise<ParlorError | null>((resolve) => {
        asked.set(id, resolve);
        tell({ id, command, args });
      });
      asked.delete(id);
      if (failure === null) return;
      // The asked tab has gone, and this tab leads now.
      if (failure.code === "aborted" && group.isLeading()) return run(command, args);
      throw failure;
    },
    abandon,
  };
}
