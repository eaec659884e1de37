/** A request that has arrived. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly header: (name: string) => string | null;
  readonly body: string;
  /** Of a request that is no JSON. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** The server's answer; a null body means none. */
export interface Answer {
  readonly status: number;
  readonly body: object | null;
  /** Bytes in place of a body. */
  readonly file?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };
}
