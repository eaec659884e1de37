import type { Chat } from "./chat.ts";
import { ParlorError } from "./errors.ts";
import { uploadsKey } from "./session/session-storage.ts";
import { createStoredUploads } from "./uploads/stored-uploads.ts";
import { createUploads, type Uploads } from "./uploads/uploads.ts";

/*
 * The part of a chat that sends files. The widget fetches it with the first file, together with the
 * components that show files.
 */

export function createFileParts(chat: Chat): Uploads {
  const { options, ports, hooks, run, store, dispatch } = chat;
  return createUploads({
    ...ports,
    stored: createStoredUploads(ports.storage, uploadsKey(options.deploymentId)),
    state: store.get,
    subscribe: store.subscribe,
    dispatch,
    calls: async () =>
      (await run.calls().files?.()) ??
      Promise.reject(new ParlorError("file-type-refused", "No files can be sent here")),
    signal: () => run.life.signal,
    beforeUpload: () => hooks.beforeUpload,
  });
}
