import { ParlorError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import { failureLogger } from "../ports/log.ts";
import type { Tabs } from "../ports/tabs.ts";
import { createTabGroup, type TabGroup } from "./leader-election.ts";
import type * as ExchangeModule from "./tab-exchange.ts";
import type { TabExchange, TabExchangeDeps } from "./tab-exchange.ts";
import type { Arguments, Command, TabMessage } from "./tab-message.ts";

export type { Commands } from "./tab-message.ts";

/* Loaded on demand with chat-parts.ts: a chat can be rendered before it has arrived. */

export interface TabCommandsDeps extends Omit<TabExchangeDeps, "isLeading" | "post"> {
  readonly name: string;
  readonly tabs: Tabs;
  readonly clock: Clock;
  /** Another tab leads from now on. */
  readonly onFollow: () => void;
  /** This tab leads from now on. */
  readonly onLead: () => void;
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

/** The page of the other tab has forgotten the visitor: also without the code, this one does. */
function isReset(data: unknown): boolean {
  const { v, reset }: { v?: unknown; reset?: unknown } = Object(data);
  return v === 1 && reset === true;
}

/**
 * Joins the group of tabs. The code that reads and writes their messages is fetched as soon as
 * there is another tab; until then this tab says nothing, because nobody listens: a tab that joins
 * later asks for the whole state.
 * @param fetchExchange - fetches that code
 */
export function createTabCommands(
  deps: TabCommandsDeps,
  fetchExchange = (): Promise<typeof ExchangeModule> => import("./tab-exchange.ts"),
): TabCommands {
  let exchange: TabExchange | null = null;
  let isAlone = true;
  let abandonedCount = 0;
  let loading: Promise<TabExchange> | null = null;
  /** The steps that wait for the code, in order. */
  let waiting: ((exchange: TabExchange) => void)[] = [];
  const group = createTabGroup({
    ...deps,
    onLead() {
      deps.onLead();
      abandon();
    },
    onFollow() {
      deps.onFollow();
      loadQuietly();
      tell({ hello: true });
    },
    onMessage(data) {
      if (exchange === null && isReset(data)) {
        waiting = [];
        deps.wipe();
      } else use((it) => it.hear(data));
    },
  });

  function load(): Promise<TabExchange> {
    isAlone = false;
    return (loading ??= fetchExchange().then(
      ({ createTabExchange }) => {
        exchange = createTabExchange({
          ...deps,
          isLeading: group.isLeading,
          post: (message) => group.tell(message),
        });
        for (const step of waiting.splice(0)) step(exchange);
        return exchange;
      },
      (cause: unknown) => {
        // The next message tries again; the first one after an outage tells of the new connection.
        loading = null;
        throw new ParlorError("offline", "No connection", { cause });
      },
    ));
  }
  function loadQuietly(): void {
    load().catch(failureLogger(deps.log, "Joining the tabs"));
  }
  function use(step: (exchange: TabExchange) => void): void {
    if (exchange !== null) return step(exchange);
    waiting.push(step);
    loadQuietly();
  }
  function tell(message: TabMessage): void {
    // These need no translation; what has waited concerns a person who is forgotten.
    if (exchange === null && "reset" in message) waiting = [];
    if ("hello" in message || "reset" in message) group.tell({ v: 1, ...message });
    else if (!isAlone) use((it) => it.tell(message));
  }
  function abandon(): void {
    abandonedCount++;
    exchange?.abandon();
  }

  return {
    ...group,
    async join() {
      const leads = await group.join();
      if (!leads) loadQuietly();
      return leads;
    },
    tell,
    async ask(command, ...args) {
      const before = abandonedCount;
      const loaded = await load();
      if (before === abandonedCount) return loaded.ask(command, ...args);
      if (group.isLeading()) return deps.commands[command](...args);
      throw new ParlorError("aborted", "The leading tab has gone");
    },
    abandon,
  };
}
