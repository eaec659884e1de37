import type { Storage } from "../../../src/transport/ports/storage.ts";
import type { FileFacts } from "../api/agent-files.ts";

export const UPLOADS_PREFIX = "parlor:desk:uploads:";

/** An attached file as it is stored with the tab: without its bytes. */
export interface KeptUpload extends FileFacts {
  readonly key: string;
  /** The id of a file that the server has whole; null for one that was on its way. */
  readonly id: string | null;
}

/** The attached files of each conversation that are not sent, for the next page of this tab. */
export class KeptUploads {
  readonly #storage: Storage;
  readonly #prefix: string;

  /** Removes the files of every other prefix: they belong to somebody else who used this tab. */
  constructor(storage: Storage, prefix: string) {
    this.#storage = storage;
    this.#prefix = prefix;
    for (const key of storage.keys(UPLOADS_PREFIX))
      if (!key.startsWith(prefix)) storage.remove(key);
  }

  all(): ReadonlyMap<string, readonly KeptUpload[]> {
    const names = this.#storage.keys(this.#prefix);
    return new Map(
      names.map((name) => [name.slice(this.#prefix.length), read(this.#storage.get(name))]),
    );
  }

  put(chatId: string, uploads: readonly KeptUpload[]): void {
    const name = this.#prefix + chatId;
    if (uploads.length === 0) return this.#storage.remove(name);
    const text = JSON.stringify(uploads);
    // Progress changes nothing that is stored.
    if (this.#storage.get(name) !== text) this.#storage.set(name, text);
  }

  erase(): void {
    for (const name of this.#storage.keys(this.#prefix)) this.#storage.remove(name);
  }
}

/** Reads what is stored; damaged entries are left out. */
function read(stored: string | null): readonly KeptUpload[] {
  try {
    const all: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(all) ? all.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is KeptUpload {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    ["key", "name", "type"].every((name) => typeof fields.get(name) === "string") &&
    typeof fields.get("size") === "number" &&
    (fields.get("id") === null || typeof fields.get("id") === "string")
  );
}
