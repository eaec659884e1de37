import type { Signal } from "@preact/signals";
import type { GuestChat } from "../../transport/index.ts";
import type { Hooks } from "./hooks.ts";
import type { Catalogue } from "../i18n/en.ts";
import type { Translator } from "../i18n/translator.ts";
import type { Launcher } from "./launcher.ts";
import type { ResolvedOptions } from "../options/options.ts";
import type { Emitter } from "./events.ts";
import type { LazyCode } from "./lazy-methods.ts";
import type { Panel } from "./panel.ts";

/**
 * Why the widget is loaded: a visitor opens it (`open`) or seems about to (`prepare`), a greeting
 * is due (`greet`), a stored chat may resume (`resume`), or the page called a method (`call`).
 */
export type Intent = "open" | "prepare" | "greet" | "resume" | "call";

/** A widget, as the integrations use it. */
export interface Widget {
  readonly chat: GuestChat;
  readonly launcher: Launcher;
  readonly options: Signal<ResolvedOptions>;
  readonly panel: Panel;
  readonly translator: Translator;
  readonly emitter: Emitter;
  /** The hooks that the page has registered. */
  readonly hooks: Hooks;
  /** Opens the panel, unless the page refuses. @throws ParlorError `vetoed` */
  readonly open: (byVisitor: boolean) => Promise<void>;
  /** Does what the first act in an open panel stands for while there is no conversation. */
  readonly begin: () => void;
  /** Handles an intent. */
  readonly answer: (intent: Intent) => void;
  /** Changes the language; null returns to that of the page. */
  readonly setLanguage: (tag: string | null, messages?: Catalogue) => Promise<void>;
  /** Fetches the methods of the handle that are not needed at once. */
  readonly fetchLazyMethods: () => Promise<LazyCode>;
  readonly isGone: () => boolean;
  readonly destroy: () => void;
}
