import { isFileContent } from "../conversation/message.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import type { Storage } from "../ports/storage.ts";

/** The uploads that the next page finds, without their bytes. */
export interface StoredUploads {
  /** Those of this conversation: one that was under way has failed, because its bytes are gone. */
  load(conversationId: string): readonly Upload[];
  /** Keeps nothing without uploads. */
  save(conversationId: string | null, uploads: readonly Upload[]): void;
}

const VERSION = 1;

/** The key goes into a header. */
export const isUploadKey = (value: unknown): value is UploadKey =>
  typeof value === "string" && /^[\w-]+$/.test(value);

/** Reads one stored upload; an empty list when it cannot be used. */
function read(stored: unknown): readonly Upload[] {
  const { key, name, size, mediaType, content }: Partial<Record<string, unknown>> = Object(stored);
  if (!isUploadKey(key) || typeof name !== "string" || typeof mediaType !== "string") return [];
  const upload = { key, name, size: typeof size === "number" ? size : 0, mediaType };
  return isFileContent(content)
    ? [{ ...upload, state: { kind: "ready", id: content.id, content } }]
    : [{ ...upload, state: { kind: "failed", code: "upload-failed" } }];
}

/** @param name - the storage key */
export function createStoredUploads(storage: Storage, name: string): StoredUploads {
  return {
    load(conversationId) {
      try {
        const stored: Partial<Record<string, unknown>> = Object(
          JSON.parse(storage.get(name) ?? "null"),
        );
        const { version, uploads } = stored;
        const isOurs = version === VERSION && stored["conversationId"] === conversationId;
        return isOurs && Array.isArray(uploads) ? uploads.flatMap(read) : [];
      } catch {
        // It is not JSON: another page's code has written it.
        return [];
      }
    },
    save(conversationId, uploads) {
      if (conversationId === null || uploads.length === 0) return storage.remove(name);
      const kept = uploads.map(({ state, ...upload }) => ({
        ...upload,
        ...(state.kind === "ready" && { content: state.content }),
      }));
      storage.set(name, JSON.stringify({ version: VERSION, conversationId, uploads: kept }));
    },
  };
}
