/** The bytes of a picture that is somewhere else. */
export interface RemotePicture {
  /** One of the media types that pictures of cards may have. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Fetches the picture of an https address; null when there is none that may be shown: the address
 * leads into a private network, to something else, or to too many bytes.
 */
export type FetchPicture = (url: string, signal: AbortSignal) => Promise<RemotePicture | null>;
