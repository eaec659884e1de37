import type { Language } from "../i18n/languages.ts";

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
  /** Called after the host was taken out of the page and has been added again. */
  onReturn?: () => void;
  /** Keeps the host in the page until it is disconnected. */
  observer?: MutationObserver;
}
