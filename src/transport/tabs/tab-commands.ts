import type { ConversationState } from "../conversation/conversation.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import { ParlorError, type ParlorErrorCode } from "../errors.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Tabs } from "../ports/tabs.ts";
import type { Session } from "../session/session-vault.ts";
import type { Store } from "../store.ts";
import { readTabMessage } from "./read-tab-message.ts";
import { createTabGroup, type TabGroup } from "./tab-group.ts";

/* Fetched on its own: a tab that stands alone needs none of it, and the others can be drawn before it is here. */

/** What a following tab asks the leading one to do. */
export type Command =
  | "start"
  | "end"
  | "loadOlder"
  | "retry"
  | "discard"
  | "reconnectNow"
  | "clear";

/** What the tabs of one deployment tell each other; each goes out with `v: 1`. Those of 0.1.0 had no `v`, and were the same but for `reset`. */
export type TabMessage =
  | { readonly event: ConversationEvent }
  | { readonly hello: true }
  | { readonly id: string; readonly command: Command; readonly args: readonly unknown[] }
  | { readonly done: string; readonly code: ParlorErrorCode | null; readonly message: string }
  /** Everything of the person who was here is to be forgotten. */
  | { readonly reset: true };

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
  /** Takes the session from storage, where it may be another one. */
  readonly reload: () => Session | null;
  /** Takes a conversation over. */
  readonly resumeStored: (session: Session) => void;
  /** Everything of the person who was here is to be forgotten. */
  readonly wipe: () => void;
}

/** What a tab has to do with the others. */
export interface TabCommands extends Pick<TabGroup, "join" | "isLeading" | "confirm" | "leave"> {
  tell(message: TabMessage): void;
  /** Asks the leading tab; does it here when that has gone and this one leads. @throws ParlorError */
  ask(command: Command, args: readonly unknown[]): Promise<void>;
  /** Nobody answers any more. */
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
    group.tell({ v: 1, ...message });
  }
  function abandon(): void {
    for (const settle of asked.values())
      settle(new ParlorError("aborted", "The leading tab has gone"));
  }

  function handleEvent(event: ConversationEvent): void {
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
      deps.reload();
    if (event.type === "received" && event.messages.some((one) => one.bodyType === "media-request"))
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

  /** What is no message of ours does nothing. */
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
      const state = store.get();
      // What is copied to another tab has to be a plain map.
      const messages = new Map(state.messages);
      tell({ event: { type: "snapshot", state: { ...state, messages } } });
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
      // The one that was asked has gone, and this one leads now.
      if (failure.code === "aborted" && group.isLeading()) return run(command, args);
      throw failure;
    },
    abandon,
  };
}
