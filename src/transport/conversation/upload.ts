import type { ParlorErrorCode } from "../errors.ts";
import type { FileContent } from "./message.ts";

/** Parlor's key of an upload: made in the client and never changed. @public */
export type UploadKey = string & { readonly __brand: "UploadKey" };

/**
 * A file on its way to the server, until it is sent or removed.
 * - `waiting`: there is no connection, or two others are under way
 * - `uploading`: `sent` of its bytes have left
 * - `checking`: the server has all bytes, and checks them
 * - `ready`: it can be sent, as this content
 * - `failed`: refused or given up; waits for a retry or its removal
 * @public
 */
export interface Upload {
  readonly key: UploadKey;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly state:
    | { readonly kind: "waiting" }
    | { readonly kind: "uploading"; readonly sent: number }
    | { readonly kind: "checking" }
    | { readonly kind: "ready"; readonly id: string; readonly content: FileContent }
    | { readonly kind: "failed"; readonly code: ParlorErrorCode };
}

/** Limits on the files that a guest may attach. @public */
export interface FileLimits {
  /** The size of one file, in bytes. */
  readonly maxBytes: number;
  readonly maxPerMessage: number;
  /** Media types; `image/` and a star stand for a family, two stars for all. */
  readonly types: readonly string[];
  /** File name extensions with their dot, in lower case; they win over `types`. */
  readonly blockedExtensions: readonly string[];
}
