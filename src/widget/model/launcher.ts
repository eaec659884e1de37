import type { Language } from "../i18n/languages.ts";

/** The state that the launcher displays. */
export interface LauncherFace {
  readonly isOpen: boolean;
  readonly unread: number;
  /** The complete accessible name. */
  readonly name: string;
  readonly language: string;
}

/**
 * The button in the corner of the host page: a host element, its shadow root, one button. No
 * framework.
 */
export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  /**
   * Selector of the page's own buttons that open and close the panel; the launcher is then hidden.
   * Null without them.
   */
  readonly ownButton: string | null;
  /** Returns the first of these languages that has a catalogue. */
  readonly bestLanguage: (wanted: readonly unknown[]) => Language | undefined;
  show(face: LauncherFace): void;
}
