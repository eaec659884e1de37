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

/**
 * The place of a reader in a log that grows at both ends: the end for one who is there, else the
 * row that stands on top.
 */
export class LogPlace {
  #anchor: { readonly key: string; readonly offset: number } | null = null;
  #isAtEnd = true;

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** The reader has scrolled, or was moved to where `place` has said. */
  scrolled(view: LogView): void {
    this.#isAtEnd = view.scrollHeight - view.clientHeight - view.scrollTop <= END_PX;
    const key = view.firstInView();
    const top = key === null ? null : view.topOf(key);
    this.#anchor = key === null || top === null ? null : { key, offset: top - view.scrollTop };
  }

  /** The reader wants to see the end, and what comes there. */
  goToEnd(): void {
    this.#isAtEnd = true;
  }

  /** The scroll position after rows, or the log's size, have changed. */
  place(view: LogView): number {
    if (this.#isAtEnd) return Math.max(0, view.scrollHeight - view.clientHeight);
    const top = this.#anchor === null ? null : view.topOf(this.#anchor.key);
    return this.#anchor === null || top === null ? view.scrollTop : top - this.#anchor.offset;
  }
}
