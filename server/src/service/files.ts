import type { Readable } from "node:stream";

/** The file itself, or its small picture. */
export type FileVariant = "file" | "thumb";

export interface FileStat {
  readonly size: number;
}

/** The first and the last byte that are wanted, both counted from 0 and both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The place of checked files. A name is made from the id alone; an id is 4 to 64 letters, digits,
 * `-` and `_`, and every function throws a RangeError for another one.
 *
 * A store that cannot be reached or written throws the DomainError `store-unavailable`.
 */
export interface Files {
  /**
   * Copies a file of {@link IncomingFiles} to its place; the source stays. The same call again
   * replaces what is there, so that an interrupted one can be repeated. A resolved promise is
   * durable.
   */
  write(id: string, variant: FileVariant, path: string): Promise<void>;
  /**
   * The bytes, with back-pressure; destroy the stream to stop.
   * @param range - all bytes if it is left out; the caller has compared it with `stat`
   * @returns null when there is no such file
   */
  read(id: string, variant: FileVariant, range?: ByteRange): Promise<Readable | null>;
  /** Removes both variants. What is not there counts as removed. */
  remove(id: string): Promise<void>;
  stat(id: string, variant: FileVariant): Promise<FileStat | null>;
  /** The ids of all stored files, for the start, which removes those without a row. */
  list(): AsyncIterable<string>;
}

/**
 * The outcome of {@link IncomingFiles.receive}.
 *
 * - `empty`: no byte came
 * - `too-short`: fewer bytes came than announced, or the connection ended
 * - `too-large`: more bytes came than announced
 * - `too-slow`: no byte for 30 s, or not all of them within 10 minutes
 * - `busy`: the bytes of the same id are on their way already
 */
export type Received =
  | { readonly kind: "received"; readonly size: number; readonly sha256: string }
  | {
      readonly kind: "refused";
      readonly because: "empty" | "too-short" | "too-large" | "too-slow" | "busy";
    };

/** A file that has not been stored yet. */
export interface IncomingFile {
  readonly id: string;
  /** When a byte was last written, in milliseconds since 1970. */
  readonly at: number;
}

/** A folder for files on their way in: `{id}.part`, and what the checks make of it. */
export interface IncomingFiles {
  /**
   * Writes the bytes to `{id}.part`, hashing on the way, with at most 256 KiB of them in memory. A
   * refusal leaves no file. The source is never destroyed: after a refusal it is paused, so that
   * the caller can answer before it closes the connection.
   * @param size - how many bytes were announced
   */
  receive(id: string, source: Readable, size: number): Promise<Received>;
  /** The path of `{id}.part`. */
  path(id: string): string;
  /** Removes `{id}.part` and what the checks made of it. */
  remove(id: string): Promise<void>;
  /** The files that are there; the start removes those older than an hour. */
  leftovers(): Promise<readonly IncomingFile[]>;
  /** How many bytes are free on the disk of this folder. */
  freeBytes(): Promise<number>;
}

/** The rules of a deployment, as far as the checks of bytes need them. */
export interface FileCheckRules {
  /** Media types; `image/*` allows each kind of picture, and two stars all types. */
  readonly types: readonly string[];
  /** Whether pictures lose their metadata; they are turned upright either way. */
  readonly stripPictureMetadata: boolean;
}

export interface FileToCheck {
  readonly id: string;
  /** As cleaned by `cleanFileName`. */
  readonly name: string;
  /** The media type as announced. */
  readonly type: string;
  readonly size: number;
  /** Of the bytes as received. */
  readonly sha256: string;
}

/**
 * The outcome of the checks.
 *
 * - `type-not-allowed`: another kind than announced, or a kind that the deployment does not allow
 * - `infected`: the scanner found something; `found` is its name for it
 * - `unreadable`: a picture that cannot be decoded, is too large, or takes too long
 * - `unavailable`: the scanner did not answer for 10 minutes
 */
export type CheckedFile =
  | {
      readonly kind: "clean";
      /** The media type as found. */
      readonly type: string;
      /** Of the bytes that are kept, which are not those that came when metadata was removed. */
      readonly size: number;
      readonly sha256: string;
      /** In pixels; null when it is no picture. */
      readonly width: number | null;
      readonly height: number | null;
      /** The file to store. */
      readonly path: string;
      /** The small picture to store; null when there is none. */
      readonly thumbnailPath: string | null;
    }
  | {
      readonly kind: "refused";
      readonly because: "type-not-allowed" | "infected" | "unreadable" | "unavailable";
      readonly found?: string;
    };

/** Finds out of which kind a file is, cleans pictures, and asks the scanner. */
export interface FileChecker {
  /**
   * Checks `{id}.part` of {@link IncomingFiles}. It leaves that file alone, so that an interrupted
   * check can be repeated; `IncomingFiles.remove` removes all that it wrote.
   * @throws the reason of the signal, when it is aborted
   */
  check(file: FileToCheck, rules: FileCheckRules, signal: AbortSignal): Promise<CheckedFile>;
}
