import { attachmentFrame } from "parlor-contract/frames";
import { newId } from "parlor-contract/new-id";
import type { AttachmentUpload } from "parlor-contract/parlor.generated";
import type { Attachment, AttachmentState } from "parlor-contract/records";
import type { FileLimits } from "../transport/index.ts";
import { refusal } from "./refusal.ts";
import type { FakeFile } from "./file-types.ts";
import { HOST } from "./guest-routes.ts";

const MIB = 1_048_576;
/** The limits of a server without any in its options; those of Parlor's own server. */
export const defaultLimits: FileLimits = {
  maxBytes: 10 * MIB,
  maxPerMessage: 5,
  types: [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "text/plain",
    "text/csv",
  ],
  blockedExtensions: [".exe", ".js", ".html", ".svg"],
};

const kinds: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
};
const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
const kindOf = (name: string): string => kinds[extensionOf(name)] ?? "application/octet-stream";

const URL_MS = 600_000;

interface FileRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  /** Null for files of agents. */
  readonly key: string | null;
  bytes: Uint8Array<ArrayBuffer>;
  state: AttachmentState["state"] | "sent";
  code: string | null;
}

export interface FilesDeps {
  readonly now: () => number;
  readonly limits: FileLimits;
  readonly tell: (frame: object) => void;
  /** The code that the next checked file is refused with; null accepts it. */
  readonly takeRefusal: () => string | null;
}

/** The files of one conversation, in memory. There are no thumbnails. */
export class Files {
  readonly #all: FileRecord[] = [];
  readonly #conversationId: string;
  readonly #deps: FilesDeps;

  constructor(conversationId: string, deps: FilesDeps) {
    this.#conversationId = conversationId;
    this.#deps = deps;
  }

  /** @param key - an idempotency key; repeating it gives the same file */
  announce(given: unknown, key: string | null): AttachmentUpload {
    const { name, size, type }: Partial<Record<string, unknown>> = Object(given);
    if (typeof name !== "string" || typeof size !== "number" || typeof type !== "string")
      throw refusal("invalid.value", ["name"]);
    const { limits } = this.#deps;
    if (size === 0) throw refusal("attachment.empty", ["size"]);
    if (size > limits.maxBytes) throw refusal("attachment.too.large", ["size"]);
    if (!limits.types.includes(type) || limits.blockedExtensions.includes(`.${extensionOf(name)}`))
      throw refusal("attachment.type.not.allowed", ["type"]);
    const known = this.#all.find((one) => key !== null && one.key === key);
    const file = known ?? this.#add({ name, size, type: kindOf(name), key });
    return {
      id: file.id,
      state: "awaiting",
      upload: {
        method: "PUT",
        url: `https://${HOST}/files/in/${file.id}?e=1&s=1`,
        headers: { "Content-Type": type },
        expiresAt: this.#expiresAt(),
      },
    };
  }

  has(id: string): boolean {
    return this.#all.some((one) => one.id === id);
  }

  /** Takes the bytes; the result of the check comes as a frame. */
  receive(id: string, bytes: Uint8Array<ArrayBuffer>): object {
    const file = this.#get(id);
    if (file.state !== "awaiting") throw refusal("request.conflict");
    if (bytes.length < file.size) throw refusal("attachment.size.mismatch");
    if (bytes.length > file.size) throw refusal("attachment.too.large");
    file.bytes = bytes;
    file.state = "checking";
    void Promise.resolve().then(() => {
      file.code = this.#deps.takeRefusal();
      file.state = file.code === null ? "ready" : "refused";
      this.#deps.tell(attachmentFrame(this.#conversationId, this.state(id)));
    });
    return { id, state: "checking" };
  }

  state(id: string): AttachmentState {
    const file = this.#get(id);
    const { name, type, size, state, code } = file;
    if (state === "sent" || state === "ready") return { ...this.#view(file), state: "ready" };
    return { id, name, type, size, hasThumbnail: false, state, ...(code !== null && { code }) };
  }

  remove(id: string): void {
    if (this.#get(id).state === "sent") throw refusal("attachment.already.sent");
    this.#all.splice(
      this.#all.findIndex((one) => one.id === id),
      1,
    );
  }

  /** The files of a message that is sent now. */
  take(ids: readonly string[]): readonly Attachment[] {
    const files = ids.map((id) => this.#get(id));
    if (files.some(({ state }) => state === "sent")) throw refusal("attachment.already.sent");
    if (files.some(({ state }) => state !== "ready")) throw refusal("attachment.not.ready");
    for (const file of files) file.state = "sent";
    return files.map((file) => this.#view(file));
  }

  /** The files that an agent sends. */
  put(given: readonly FakeFile[]): readonly Attachment[] {
    const ids = given.map(({ name, content = "…", ...place }) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const copy = new Uint8Array(bytes);
      const file = { name, size: copy.length, type: kindOf(name), key: null, ...place };
      return Object.assign(this.#add(file), { bytes: copy, state: "ready" as const }).id;
    });
    return this.take(ids);
  }

  read(id: string): { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> } {
    const { type, bytes, state } = this.#get(id);
    if (state !== "sent" && state !== "ready") throw refusal("attachment.not.found");
    return { type, bytes };
  }

  #add(file: Omit<FileRecord, "id" | "bytes" | "state" | "code">): FileRecord {
    const record: FileRecord = {
      ...file,
      id: newId(),
      bytes: new Uint8Array(),
      state: "awaiting",
      code: null,
    };
    this.#all.push(record);
    return record;
  }
  #get(id: string): FileRecord {
    const file = this.#all.find((one) => one.id === id);
    if (file === undefined) throw refusal("attachment.not.found");
    return file;
  }
  #expiresAt(): string {
    return new Date(this.#deps.now() + URL_MS).toISOString();
  }
  #view({ id, name, type, size, width, height }: FileRecord): Attachment {
    return {
      id,
      name,
      type,
      size,
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      hasThumbnail: false,
      url: `https://${HOST}/files/${id}/${encodeURIComponent(name)}?v=file&e=1&s=1`,
      urlExpiresAt: this.#expiresAt(),
    };
  }
}
