import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { signal, type Signal } from "@preact/signals";
import type { GuestChat } from "../../transport/index.ts";
import type { Politeness } from "../a11y/live-regions.ts";
import type { EmitEvent, Emitter } from "../events.ts";
import type { Hooks } from "../host-hooks.ts";
import type { ResolvedOptions } from "../options.ts";
import type { ChatSignals } from "./chat-signals.ts";
import type { Panel, Visit } from "./panel.ts";

/** What every part of the window may use. */
export interface WidgetContext {
  readonly chat: GuestChat;
  readonly signals: ChatSignals;
  readonly options: ResolvedOptions;
  readonly panel: Panel;
  /** Says something to a screen reader, once. */
  readonly announce: (text: string, urgency?: Politeness) => void;
  /** The visitor of now. */
  readonly visit: Visit;
  readonly textSize: Signal<1 | 1.15 | 1.3>;
  /** The visitor has changed the language; told once, where the log was then. */
  readonly languageNotice: Signal<{ readonly after: string | null } | null>;
  /** Takes the visitor's choice of a language, and keeps it. */
  changeLanguage(tag: string): Promise<void>;
  /** Looks again for the language that the page says it is in. */
  followPage(): void;
  /** Rows that arrived while nobody looked; the divider stands before the first. */
  readonly firstUnread: Signal<string | null>;
  /** Ticks every half second while something on the screen depends on time alone. */
  readonly now: Signal<number>;
  /** Tells the host page. */
  readonly emit: EmitEvent;
  readonly listen: Emitter["listen"];
  /** What the page may change or stop. */
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

/** A clock for the eyes: half a second is fine enough for "Sending…" and for a countdown. */
export function createTicker(): { now: Signal<number>; stop: () => void } {
  const now = signal(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 500);
  return { now, stop: () => clearInterval(timer) };
}
