import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Session } from "./session.ts";

/** One file, of a guest or of the other side. */
export interface StoredFile {
  readonly id: string;
  readonly session: Session;
  readonly name: string;
  readonly type: string;
  /** The size that was told before the upload; the size of the bytes after it. */
  size: number;
  /** Null until the bytes are there. */
  bytes: Uint8Array | null;
  state: "promised" | "stored" | "failed" | "deleted";
}

interface Address {
  readonly file: StoredFile;
  readonly until: number;
}

const MEDIA = { image: "Image", video: "Video", audio: "Audio" } as const;

/** `mediaType` of an attachment, from its media type. */
export function mediaTypeOf(type: string): string {
  const [main = ""] = type.split("/");
  return Object.entries(MEDIA).find(([name]) => name === main)?.[1] ?? "File";
}

const secret = (): string => randomBytes(16).toString("hex");

/** Headers that are part of the signature of an upload. */
export const uploadHeaders: Readonly<Record<string, string>> = {
  "x-amz-tagging": "organizationId=1&originPlatform=PureCloud",
};

/** The stored files, and the addresses of uploads and downloads, which expire. */
export class Files {
  readonly #clock: Clock;
  readonly #files = new Map<string, StoredFile>();
  readonly #uploads = new Map<string, Address>();
  readonly #downloads = new Map<string, Address>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Bytes of all files together. */
  get storedBytes(): number {
    let sum = 0;
    for (const { bytes } of this.#files.values()) sum += bytes?.byteLength ?? 0;
    return sum;
  }

  add(file: StoredFile): void {
    this.#files.set(this.#key(file.session, file.id), file);
  }

  find(session: Session, id: string): StoredFile | undefined {
    return this.#files.get(this.#key(session, id));
  }

  of(session: Session): StoredFile[] {
    return [...this.#files.values()].filter((file) => file.session === session);
  }

  remove(file: StoredFile): void {
    file.state = "deleted";
    file.bytes = null;
  }

  /** Forgets the files of a session that has ended. */
  forget(session: Session): void {
    for (const [key, file] of this.#files) if (file.session === session) this.#files.delete(key);
    for (const addresses of [this.#uploads, this.#downloads])
      for (const [key, { file }] of addresses) if (file.session === session) addresses.delete(key);
  }

  /** @returns the path to which the bytes go. */
  promiseUpload(file: StoredFile, seconds: number): string {
    return `/up/${this.#address(this.#uploads, file, seconds)}`;
  }

  /** @returns the path from which the bytes come. */
  offerDownload(file: StoredFile, seconds: number): string {
    return `/api/v2/downloads/${this.#address(this.#downloads, file, seconds)}`;
  }

  upload(key: string): StoredFile | undefined {
    return this.#live(this.#uploads, key);
  }

  download(key: string): StoredFile | undefined {
    return this.#live(this.#downloads, key);
  }

  #key({ token }: Session, id: string): string {
    return `${token} ${id}`;
  }

  #address(addresses: Map<string, Address>, file: StoredFile, seconds: number): string {
    const key = secret();
    addresses.set(key, { file, until: this.#clock.now() + seconds * 1_000 });
    return key;
  }

  #live(addresses: ReadonlyMap<string, Address>, key: string): StoredFile | undefined {
    const address = addresses.get(key);
    if (address === undefined || address.until <= this.#clock.now()) return undefined;
    return address.file.state === "deleted" ? undefined : address.file;
  }
}
