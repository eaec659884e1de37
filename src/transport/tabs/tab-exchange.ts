import { isOfEachTab, type ConversationEvent } from "../conversation/event.ts";
import { isSentContent, type MessageKey, type SentContent } from "../conversation/message.ts";
import type { ConversationState } from "../conversation/state.ts";
import { ParlorError } from "../errors.ts";
import type { Logger } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Store } from "../store.ts";
import { readTabMessage } from "./read-tab-message.ts";
import {
  writeTabMessage,
  type Arguments,
  type Call,
  type Command,
  type Commands,
  type TabMessage,
} from "./tab-message.ts";

/* Loaded when there is another tab: most visitors have one tab only. */

export interface TabExchangeDeps {
  readonly random: Random;
  readonly log: Logger;
  readonly store: Store<ConversationState, ConversationEvent>;
  readonly commands: Commands;
  readonly isLeading: () => boolean;
  /** Puts a message on the channel. */
  readonly post: (message: object) => void;
  /** A message was written in another tab, and this tab sends it. */
  readonly adopt: (
    key: MessageKey,
    body: string,
    at: number,
    content: readonly SentContent[] | undefined,
  ) => void;
  /** An event of the leading tab was applied. */
  readonly onEvent: (event: ConversationEvent) => void;
  /** Forgets all data about the current person. */
  readonly wipe: () => void;
}

/** Reads and writes the messages between the tabs. */
export interface TabExchange {
  /** Handles a message from another tab; other content is ignored. */
  hear(data: unknown): void;
  tell(message: TabMessage): void;
  /** Runs a command in the leading tab. @throws ParlorError */
  ask<Name extends Command>(command: Name, ...args: Arguments[Name]): Promise<void>;
  /** Rejects the pending commands: no tab answers them any more. */
  abandon(): void;
}

export function createTabExchange(deps: TabExchangeDeps): TabExchange {
  const { store, commands, isLeading } = deps;
  const asked = new Map<string, (error: ParlorError | null) => void>();
  const tell = (message: TabMessage): void => deps.post(writeTabMessage(message));

  function handleEvent(event: ConversationEvent): void {
    const leads = isLeading();
    // The leading tab sends messages written in other tabs; for all else its own state prevails.
    if (leads && !isOfEachTab(event)) return;
    store.dispatch(event);
    if (!leads) deps.onEvent(event);
    else if (event.type === "composed")
      deps.adopt(event.key, event.body, event.at, event.content?.filter(isSentContent));
  }

  function serve<Name extends Command>({ id: done, command, args }: Call<Name>): void {
    void commands[command](...args).then(
      () => tell({ done, code: null, message: "" }),
      (error: unknown) => {
        const isOurs = error instanceof ParlorError;
        const code = isOurs ? error.code : "server-error";
        tell({ done, code, message: isOurs ? error.message : command });
      },
    );
  }

  return {
    hear(data) {
      const message = readTabMessage(data);
      if (message === null) return deps.log.warn("A message of another tab was ignored");
      if ("event" in message) handleEvent(message.event);
      else if ("reset" in message) deps.wipe();
      else if ("done" in message) {
        const { done, code, message: words } = message;
        asked.get(done)?.(code === null ? null : new ParlorError(code, words));
      } else if (!isLeading()) return;
      else if ("command" in message) serve(message);
      else tell({ event: { type: "snapshot", state: store.get() } });
    },
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
      if (failure.code === "aborted" && isLeading()) return commands[command](...args);
      throw failure;
    },
    abandon() {
      for (const settle of asked.values())
        settle(new ParlorError("aborted", "The leading tab has gone"));
    },
  };
}
