import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ServiceStatus, StartOptions } from "../../transport/index.ts";
import type { Announcer } from "./live-regions.ts";

/** A page of the menu. @public */
export type MenuPage = "menu" | "languages" | "transcript";

/** The kind of sensitive data in a text. */
export type SensitiveDataKind = "card" | "pattern";

/** The question of a confirmation. */
export type Question =
  | "end"
  | "leave"
  /** Whether to send a text that contains sensitive data, or to forget the chat. */
  | {
      readonly about: SensitiveDataKind | "forget";
      /** The text of the question. Default: that of what it is about. */
      readonly text?: () => string;
      readonly send: () => void;
    };

/**
 * Data of one visitor that nobody else may find in this widget; a reset replaces it with an empty
 * object.
 */
export interface Visit {
  /** The guest's answers in the pre-chat form; they are part of every start. */
  startWith: StartOptions;
  /** The current values of the form's fields, by name. */
  answers?: Signal<Readonly<Record<string, string>>>;
  /**
   * The server's answer to the last opening of the panel: null when it does not know, undefined
   * before the answer.
   */
  readonly status: Signal<(ServiceStatus & { readonly at: number }) | null | undefined>;
  /** No pre-chat screen is in the way any more: the greeting and the composer are shown. */
  readonly isGreeted: Signal<boolean>;
  /** The visitor leaves a message, or has left one: its screen stands for the conversation. */
  readonly leaving: Signal<Leaving | null>;
}

/** The day of the next opening as a sentence names it, and the sentence's parameters. */
export interface NextOpening {
  readonly when: "today" | "tomorrow" | "day";
  readonly gaps: { readonly time: string; readonly day: string };
}

/**
 * Why the visitor leaves a message: nobody is present, it is closed for the night or for the day,
 * or the visitor would not wait.
 */
export interface Leaving {
  readonly reason: "away" | "night" | "today" | "wish";
  /** When somebody is back, in the widget's language; null if that is not known. */
  readonly back: (() => NextOpening | null) | null;
}

/** An element that is rendered later, or not at all. */
export interface Ref<Rendered> {
  current: Rendered | null;
}

/** The panel's state. The launcher is plain DOM and subscribes to these signals. */
export interface Panel {
  readonly isOpen: ReadonlySignal<boolean>;
  /** Its catalogue has been loaded: it can be rendered. */
  readonly hasWords: Signal<boolean>;
  /** Open, and it can be rendered. */
  readonly isShown: ReadonlySignal<boolean>;
  /**
   * Number of messages that arrived unseen; set by the conversation's code, shown by the launcher.
   */
  readonly unreadCount: Signal<number>;
  /** True when the visitor caused the last opening, so that focus may move. */
  readonly openedByVisitor: ReadonlySignal<boolean>;
  /** The panel is in the page's flow: nothing opens or closes it but the page. */
  readonly isInline: boolean;
  /** The launcher's button. */
  readonly launcher: HTMLElement;
  /** The open page of the menu. */
  readonly menu: Signal<MenuPage | null>;
  /** The open confirmation. */
  readonly pendingConfirmation: Signal<Question | null>;
  /** Number of e-mail links that the screen itself has. */
  readonly emailLinkCount: Signal<number>;
  /** Number of files that the visitor tried to send, until the next act; 0 hides the notice. */
  readonly refusedFiles: Signal<number>;
  /** A new value remounts everything inside the panel. */
  readonly visit: Signal<Visit>;
  /** The greeting is shown beside the launcher. */
  readonly greets: Signal<boolean>;
  readonly textSize: Signal<1 | 1.15 | 1.3>;
  /** Whether an unseen message makes a sound. */
  readonly isSoundOn: Signal<boolean>;
  /** The element with the role of a dialog. */
  readonly dialog: Ref<HTMLDivElement>;
  /** The heading of the screen. */
  readonly title: Ref<HTMLHeadingElement>;
  /** The composer's text field. */
  readonly field: Ref<HTMLTextAreaElement>;
  /** Set once the conversation chunk has loaded; until then there is nothing to announce. */
  readonly announcer: Ref<Announcer>;
  /** Announces a text to a screen reader, once. */
  readonly announce: Announcer["say"];
  /** Opens the panel, unless the page refuses. @throws ParlorError `vetoed` */
  readonly request: (byVisitor: boolean) => Promise<void>;
  /** Opens the panel, unless the page refuses. */
  readonly open: (byVisitor: boolean) => void;
  /** Closes the panel, and returns focus to the launcher or to the element that opened it. */
  readonly minimise: () => void;
  /**
   * Moves focus to an element that has come by itself, after an opening by the visitor. Nothing
   * happens when the visitor has gone on to an element of the page.
   */
  readonly takeFocus: (target: HTMLElement | null | undefined) => void;
  readonly focusComposer: () => void;
  /** Applies the visitor's choice of a language, and stores it. */
  readonly changeLanguage: (tag: string) => Promise<void>;
}
