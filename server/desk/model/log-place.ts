/** A log as it is drawn, in pixels. Rows are named by their keys. */
export interface LogView {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  /** A row's distance from the start of the content; null for a row that is not there. */
  topOf(key: string): number | null;
  /** The first row that is at least partly in view. */
  firstInView(): string | null;
}

/** This close to the end, in pixels, the reader is at the end. */
const END_PX = 24;

const maxTopOf = ({ scrollHeight, clientHeight }: LogView): number =>
  Math.max(0, scrollHeight - clientHeight);

/**
 * The place of a reader in a log that grows at both ends: the end for one who is there, else the
 * row that stands on top.
 *
 * A browser reports scrolling late: after rows or the log's size have changed. So a view tells how
 * far the reader has scrolled only in comparison with the view before it.
 */
export class LogPlace {
  #anchor: { readonly key: string; readonly offset: number } | null = null;
  /** The scroll position of the view that was noted last. */
  #top = 0;
  /** The end's scroll position when it was last in view; null for a reader further up. */
  #endTop: number | null = 0;

  get isAtEnd(): boolean {
    return this.#endTop !== null;
  }

  /** The reader has scrolled, or was moved to where `place` has said. */
  scrolled(view: LogView): void {
    const maxTop = maxTopOf(view);
    if (maxTop - view.scrollTop <= END_PX) this.#endTop = maxTop;
    else if (!this.#isHeld(view)) this.#endTop = null;
    const key = view.firstInView();
    const top = key === null ? null : view.topOf(key);
    this.#anchor = key === null || top === null ? null : { key, offset: top - view.scrollTop };
    this.#top = view.scrollTop;
  }

  /** The reader wants to see the end, and what comes there. */
  goToEnd(): void {
    this.#endTop = 0;
  }

  /** The scroll position after rows, or the log's size, have changed. */
  place(view: LogView): number {
    if (this.#isHeld(view)) return maxTopOf(view);
    const top = this.#anchor === null ? null : view.topOf(this.#anchor.key);
    if (this.#anchor === null || top === null) return view.scrollTop;
    return top - this.#anchor.offset + this.#unreported(view);
  }

  /** Whether the end was in view, and the reader has not scrolled up since. */
  #isHeld(view: LogView): boolean {
    if (this.#endTop === null) return false;
    return Math.min(this.#endTop, maxTopOf(view)) - view.scrollTop <= END_PX;
  }

  /** How far the reader has scrolled since; a log that became shorter has moved it as well. */
  #unreported(view: LogView): number {
    return view.scrollTop - Math.min(this.#top, maxTopOf(view));
  }
}
