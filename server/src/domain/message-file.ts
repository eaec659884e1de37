/** A file as its message shows it. */
export interface MessageFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbnail: boolean;
  /** Whether its bytes are deleted. */
  readonly isGone: boolean;
}

/** The files of a message; both fields are absent without any. */
export interface MessageFiles {
  readonly files?: readonly MessageFile[];
  /** Whether it has no text: its body has the names of its files instead. */
  readonly isFallback?: boolean;
}
