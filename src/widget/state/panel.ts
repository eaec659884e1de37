import type { ReadonlySignal, Signal } from "@preact/signals";

/** The window's frame: open or not, and what the launcher tells. The launcher itself is plain DOM and listens to these. */
export interface Panel {
  readonly isOpen: ReadonlySignal<boolean>;
  /** Open, and its words are here: it can be drawn. */
  readonly isShown: ReadonlySignal<boolean>;
  /** Messages that arrived while the window was closed; written by the conversation's side, shown by the launcher. */
  readonly unreadCount: Signal<number>;
  /** True when the last opening was a visitor's own act, so that focus may move. */
  readonly openedByVisitor: ReadonlySignal<boolean>;
  /** The greeting stands beside the launcher. */
  readonly greets: Signal<boolean>;
  readonly open: (byVisitor: boolean) => void;
  /** Closes, and returns focus to the launcher or to what had opened the window. */
  readonly minimise: () => void;
}
