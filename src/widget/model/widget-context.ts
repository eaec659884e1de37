import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Signal } from "@preact/signals";
import type { GuestChat } from "../../transport/index.ts";
import type { Translator } from "../i18n/translator.ts";
import type { Hooks } from "./hooks.ts";
import type { ResolvedOptions } from "../options/options.ts";
import type { ChatSignals } from "./chat-signals.ts";
import type { EmitEvent, Emitter } from "./events.ts";
import type { Panel } from "./panel.ts";

/**
 * How far the visitor has come in a conversation. Each is the server's time of a message, in ms
 * since 1970; 0 before the first.
 */
export interface Marks {
  /** The newest message that the visitor has seen. */
  readonly seen: number;
  /** The newest message that a page has reported. */
  readonly told: number;
  /** The newest message whose preview the visitor has dismissed. */
  readonly dismissed: number;
}

/** The conversation, and the marks that the widget makes in it. */
export interface ChatContext {
  readonly chat: GuestChat;
  readonly signals: ChatSignals;
  /** The current time; read where a part of the screen depends on time alone. */
  readonly now: { readonly value: number };
  /** The first row that arrived unseen; the divider is shown before it. */
  readonly firstUnread: Signal<string | null>;
  /**
   * Set when the visitor has changed the language; the notice is shown after this row of the log.
   */
  readonly languageNotice: Signal<{ readonly after: string | null } | null>;
  /**
   * When the visitor last was active other than by sending a message, in ms since 1970, by this
   * computer's clock.
   */
  readonly activeAt: Signal<number>;
  /** Minutes until an idle conversation ends; null while that is far away. */
  readonly idleMinutesLeft: Signal<number | null>;
  /** How far the visitor has read; null until that is known. */
  readonly marks: Signal<Marks | null>;
}

/** The host page: its options, events and hooks. */
export interface HostContext {
  readonly options: ResolvedOptions;
  /** Selector of the page's own buttons that open and close the panel; null without them. */
  readonly ownButton: string | null;
  /** Emits an event to the host page. */
  readonly emit: EmitEvent;
  readonly listen: Emitter["listen"];
  /** The page's hooks, which may change or stop an action. */
  readonly hooks: Hooks;
  /** Determines the language again, for a page that has changed its `lang`. */
  followPage(): void;
}

/** The state of one widget. A component takes only the part that it needs. */
export interface WidgetContext {
  readonly chat: ChatContext;
  readonly panel: Panel;
  /** The messages and formats in the widget's language. */
  readonly translator: Translator;
  readonly host: HostContext;
}

const context = createContext<WidgetContext | null>(null);
export const WidgetProvider = context.Provider;

/** The whole context, for a component that hands it on. */
export function useWidget(): WidgetContext {
  const found = useContext(context);
  if (found === null) throw new Error("No widget");
  return found;
}

export const useChat = (): ChatContext => useWidget().chat;
export const usePanel = (): Panel => useWidget().panel;
export const useHost = (): HostContext => useWidget().host;
export const useTranslator = (): Translator => useWidget().translator;
