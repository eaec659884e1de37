import { DomainError } from "../domain/errors.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { FilePorts } from "./file-ports.ts";

/** Files whose bytes are deleted between two looks at whether the server stops. */
const BATCH = 100;

export interface FileDeletion {
  /**
   * Deletes the bytes of a file, before its row changes or goes: a crash in between leaves a row,
   * never a file. What a store of files cannot delete now is noted, and tried again later.
   */
  deleteBytes(id: string): Promise<void>;
  /** Deletes the bytes of the conversations that ended before a moment. */
  deleteOfEnded(beforeAt: number, signal: AbortSignal): Promise<void>;
  /** Tries again what could not be deleted. */
  retry(): Promise<void>;
  /** Deletes every file (test control). */
  deleteAll(): Promise<void>;
}

export function createFileDeletion(
  store: AttachmentStore,
  { files, incoming }: Pick<FilePorts, "files" | "incoming">,
): FileDeletion {
  const remove = async (id: string): Promise<void> => {
    await incoming.remove(id);
    await files.remove(id);
  };
  const deleteBytes = async (id: string): Promise<void> => {
    try {
      await remove(id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "store-unavailable") throw error;
      await store.addFileToDelete(id);
    }
  };
  return {
    deleteBytes,
    async deleteOfEnded(beforeAt, signal) {
      while (!signal.aborted) {
        const ids = await store.filesOfEnded(beforeAt, BATCH);
        for (const id of ids) {
          await deleteBytes(id);
          await store.changeAttachment(id, ["awaiting", "checking", "ready", "sent"], {
            state: "deleted",
          });
        }
        if (ids.length < BATCH) return;
      }
    },
    async retry() {
      for (const id of await store.filesToDelete()) {
        await remove(id);
        await store.dropFileToDelete(id);
      }
    },
    async deleteAll() {
      for (const { id } of await incoming.leftovers()) await incoming.remove(id);
      for await (const id of files.list()) await files.remove(id);
    },
  };
}
