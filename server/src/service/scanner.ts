/** The facts of a file that the scanner is told. */
export interface ScannedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export type ScanVerdict =
  | { readonly kind: "clean" }
  /** `found` is the scanner's name for the find, or an empty text. */
  | { readonly kind: "infected"; readonly found: string }
  /** No verdict: the scanner is away, too slow, or answered something else. */
  | { readonly kind: "unavailable"; readonly because: string };

/** A scanner for malware. */
export interface Scanner {
  /**
   * Judges one file, once; it never throws but for an aborted signal.
   * @param path - where its bytes are
   */
  scan(path: string, file: ScannedFile, signal: AbortSignal): Promise<ScanVerdict>;
  /**
   * Whether the scanner accepts files of this size.
   * @returns a sentence for the operator when it does not, or cannot be asked; otherwise null
   */
  problem(maxBytes: number, signal: AbortSignal): Promise<string | null>;
}
