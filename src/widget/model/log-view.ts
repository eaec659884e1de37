import type { Signal } from "@preact/signals";
import type { MessageKey } from "../../transport/index.ts";
import type { Ref } from "./panel.ts";

/** The range of the rows that are rendered, from `begin` up to `end`. */
export interface RowWindow {
  readonly begin: number;
  readonly end: number;
  /** The last row of the range; null follows the newest. */
  readonly last: Signal<MessageKey | null>;
  /** Keeps the row in view where it is with the next change. */
  hold(): void;
  /** Moves the range by some rows and keeps the row in view where it is. */
  move(by: number): void;
}

/** How far the visitor reads from the end of the log. */
export interface EndOfLog {
  /** The end is so far away that the button that jumps back is shown. */
  readonly isFar: Signal<boolean>;
  /** The number of messages that arrived while the visitor read further up. */
  readonly missed: Signal<number>;
  /** Notes that the log was scrolled. Returns the distances to its beginning and its end. */
  noteScroll(element: HTMLElement): { readonly above: number; readonly below: number };
  /** Scrolls to the end, and stays there. */
  follow(element: HTMLElement): void;
  /** Stays where the visitor reads. */
  release(): void;
}

/** The log, for the parts of it that are loaded with an act of the visitor. */
export interface LogView {
  readonly log: Ref<HTMLElement>;
  readonly order: readonly MessageKey[];
  readonly range: RowWindow;
  readonly endOfLog: EndOfLog;
  /** A page of older messages is on its way. */
  readonly isLoading: Signal<boolean>;
  /** Loads the page before the first row; the part that can do so sets it. */
  readonly loadOlder: Ref<() => void>;
}
