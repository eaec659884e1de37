import type { ConversationEvent } from "../conversation/event.ts";
import type { MessageKey } from "../conversation/message.ts";
import type { ConversationState } from "../conversation/state.ts";
import { asParlorError, ParlorError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Tabs } from "../ports/tabs.ts";
import type { Store } from "../store.ts";
import { createTabGroup, type TabGroup } from "./leader-election.ts";
import { readTabMessage } from "./read-tab-message.ts";
import {
  writeTabMessage,
  type Arguments,
  type Call,
  type Command,
  type TabMessage,
} from "./tab-message.ts";

/* Loaded on demand with chat-parts.ts: a chat can be rendered before it has arrived. */

/** The functions that run the commands in the leading tab. */
export type Commands = {
  readonly [Name in Command]: (...args: Arguments[Name]) => Promise<void>;
};

export interface TabCommandsDeps {
  readonly name: string;
  readonly tabs: Tabs;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly commands: Commands;
  /** A message was written in another tab, and this tab has to send it. */
  readonly adopt: (key: MessageKey, body: string, at: number) => void;
  /** Another tab leads from now on. */
  readonly onFollow: () => void;
  /** This tab leads from now on. */
  readonly onLead: () => void;
  /** An event of the leading tab was applied. */
  readonly onEvent: (event: ConversationEvent) => void;
  /** Forgets all data about the current person. */
  readonly wipe: () => void;
}

/** Connects this tab to the others. */
export interface TabCommands extends Pick<TabGroup, "join" | "isLeading" | "confirm" | "leave"> {
  tell(message: TabMessage): void;
  /**
   * Runs a command in the leading tab. Runs it in this tab when the other has gone and this one
   * leads.
   * @throws ParlorError
   */
  ask<Name extends Command>(command: Name, ...args: Arguments[Name]): Promise<void>;
  /** Rejects the pending commands: no tab answers them any more. */
  abandon(): void;
}

export function createTabCommands(deps: TabCommandsDeps): TabCommands {
  const { store, commands } = deps;
  const asked = new Map<string, (error: ParlorError | null) => void>();
  const group = createTabGroup({
    ...deps,
    onLead() {
      deps.onLead();
      abandon();
    },
    onFollow() {
      deps.onFollow();
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
    const isLeading = group.isLeading();
    // The leading tab sends messages written in other tabs; for all else its own state prevails.
    if (isLeading && event.type !== "composed") return;
    store.dispatch(event);
    if (!isLeading) deps.onEvent(event);
    else if (event.type === "composed") deps.adopt(event.key, event.body, event.at);
  }

  function serve<Name extends Command>({ id: done, command, args }: Call<Name>): void {
    void commands[command](...args).then(
      () => tell({ done, code: null, message: "" }),
      (error: unknown) => {
        const { code, message } = asParlorError(error, "server-error", command);
        tell({ done, code, message });
      },
    );
  }

  /** Handles a message from another tab; other content is ignored. */
  function handleMessage(data: unknown): void {
    const message = readTabMessage(data);
    if (message === null) return deps.log.warn("A message of another tab was ignored");
    if ("event" in message) handleEvent(message.event);
    else if ("reset" in message) deps.wipe();
    else if ("done" in message) {
      const { done, code, message: words } = message;
      asked.get(done)?.(code === null ? null : new ParlorError(code, words));
    } else if (!group.isLeading()) return;
    else if ("command" in message) serve(message);
    else tell({ event: { type: "snapshot", state: store.get() } });
  }

  return {
    ...group,
    tell,
    async ask(command, ...args) {
      const id = deps.random.id();
      const failure = await new Promise<ParlorError | null>((resolve) => {
        asked.set(id, resolve);
        tell({ id, command, args } as Call);
      });
      asked.delete(id);
      if (failure === null) return;
      // The asked tab has gone, and this tab leads now.
      if (failure.code === "aborted" && group.isLeading()) return commands[command](...args);
      throw failure;
    },
    abandon,
  };
}
