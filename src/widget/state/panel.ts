import type { ReadonlySignal, Signal } from "@preact/signals";
import type { StartOptions } from "../../transport/index.ts";
import type { PrivateKind } from "./sensitive-data.ts";

/** A page of the menu. @public */
export type MenuPage = "menu" | "languages" | "transcript";

/** What a confirmation asks. */
export type Question =
  | "end"
  | "leave"
  /** Whether a text is sent that had better not be. */
  | { readonly about: PrivateKind; readonly send: () => void };

/** What one visitor has told this window, and nobody else may find in it; a reset puts an empty one in its place. */
export interface Visit {
  /** What the guest filled in before the chat; every start takes it along. */
  startWith: StartOptions;
  /** The form's fields as they stand, by name. */
  answers?: Signal<Readonly<Record<string, string>>>;
}

/** The window's frame: open or not, and what the launcher tells. The launcher itself is plain DOM and listens to these. */
export interface Panel {
  readonly isOpen: ReadonlySignal<boolean>;
  /** Open, and its words are here: it can be drawn. */
  readonly isShown: ReadonlySignal<boolean>;
  /** Messages that arrived while the window was closed; written by the conversation's side, shown by the launcher. */
  readonly unreadCount: Signal<number>;
  /** True when the last opening was a visitor's own act, so that focus may move. */
  readonly openedByVisitor: ReadonlySignal<boolean>;
  /** It stands in the page's flow: nothing opens or closes it but the page. */
  readonly isInline: boolean;
  /** The page of the menu that is open. */
  readonly menu: Signal<MenuPage | null>;
  /** The confirmation that is open. */
  readonly pendingConfirmation: Signal<Question | null>;
  /** All that is drawn inside is drawn anew for another one. */
  readonly visit: Signal<Visit>;
  /** The greeting stands beside the launcher. */
  readonly greets: Signal<boolean>;
  readonly open: (byVisitor: boolean) => void;
  /** Closes, and returns focus to the launcher or to what had opened the window. */
  readonly minimise: () => void;
}
