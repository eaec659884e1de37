import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { signal, type Signal } from "@preact/signals";
import type { GuestChat } from "../../transport/index.ts";
import type { Politeness } from "./live-regions.ts";
import type { EmitEvent, Emitter } from "./events.ts";
import type { Hooks } from "../api/host-hooks.ts";
import type { ResolvedOptions } from "../options/options.ts";
import type { ChatSignals } from "./chat-signals.ts";
import type { Panel, Visit } from "./panel.ts";

/** The context that all parts of the widget share. */
export interface WidgetContext {
  readonly chat: GuestChat;
  readonly signals: ChatSignals;
  readonly options: ResolvedOptions;
  readonly panel: Panel;
  /** Announces a text to a screen reader, once. */
  readonly announce: (text: string, urgency?: Politeness) => void;
  /** The data of the current visitor. */
  readonly visit: Visit;
  readonly textSize: Signal<1 | 1.15 | 1.3>;
  /**
   * Set when the visitor has changed the language; the notice is shown after this row of the log.
   */
  readonly languageNotice: Signal<{ readonly after: string | null } | null>;
  /** Applies the visitor's choice of a language, and stores it. */
  changeLanguage(tag: string): Promise<void>;
  /** Determines the language again, for a page that has changed its `lang`. */
  followPage(): void;
  /** The first row that arrived unseen; the divider is shown before it. */
  readonly firstUnread: Signal<string | null>;
  /** Ticks every half second while something on the screen depends on time alone. */
  readonly now: Signal<number>;
  /** Emits an event to the host page. */
  readonly emit: EmitEvent;
  readonly listen: Emitter["listen"];
  /** The page's hooks, which may change or stop an action. */
  readonly hooks: Hooks;
  focusComposer(): void;
}

const context = createContext<WidgetContext | null>(null);
export const WidgetProvider = context.Provider;

export function useWidget(): WidgetContext {
  const view = useContext(context);
  if (view === null) throw new Error("No view");
  return view;
}

/** A clock for display: half a second is precise enough for "Sending…" and for a countdown. */
export function createTicker(): { now: Signal<number>; stop: () => void } {
  const now = signal(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 500);
  return { now, stop: () => clearInterval(timer) };
}
