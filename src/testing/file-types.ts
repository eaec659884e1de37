/** A file that an agent sends. @public */
export interface FakeFile {
  /** The kind of the file follows from its extension. */
  readonly name: string;
  /** Default: a few bytes. */
  readonly content?: string | Uint8Array;
  /** Pixels of a picture, so that its place is kept. Default: not told. */
  readonly width?: number;
  readonly height?: number;
}

/** A file that a visitor has sent. @public */
export interface VisitorFile {
  readonly name: string;
  /** The media type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}
