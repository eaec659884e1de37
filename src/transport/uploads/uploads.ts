import type { ConversationEvent } from "../conversation/event.ts";
import type { FileContent } from "../conversation/message.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import { ParlorError } from "../errors.ts";
import { failureLogger, type Logger } from "../ports/log.ts";
import { checkFile } from "./check-file.ts";
import { isUploadKey, type StoredUploads } from "./stored-uploads.ts";
import { newOwn, type Own, type QueueDeps } from "./own-upload.ts";
import { createUploadQueue } from "./upload-queue.ts";

/** The files that this tab sends, and the addresses of those in the conversation. */
export interface Uploads {
  attach(file: File): UploadKey;
  remove(key: UploadKey): void;
  retry(key: UploadKey): void;
  fileUrl(id: string, variant: "file" | "thumbnail"): Promise<string>;
  /** The files of these uploads. @throws ParlorError `upload-not-ready` */
  contentOf(keys: readonly UploadKey[]): readonly FileContent[];
  /** Brings back the uploads of an earlier page. */
  restore(): void;
  /** Stops the uploads under way for good. */
  close(): void;
}

export interface UploadsDeps extends Omit<QueueDeps, "takeBack"> {
  readonly log: Logger;
  readonly stored: StoredUploads;
  readonly subscribe: (
    listener: (state: ConversationState, before: ConversationState) => void,
  ) => () => void;
  /** Applies an event in all tabs. */
  readonly dispatch: (event: ConversationEvent) => void;
}

function readyContent(upload: Upload | undefined): FileContent {
  if (upload?.state.kind === "ready") return upload.state.content;
  throw new ParlorError("upload-not-ready", "A file is not up yet");
}

/** Deletes files at the server. */
function takerBack({ calls, signal, log }: UploadsDeps): QueueDeps["takeBack"] {
  const remove = async (id: string): Promise<void> => (await calls()).remove(id, signal());
  return (id) => void remove(id).catch(failureLogger(log, "Taking a file back"));
}

const isReadyIn = (uploads: readonly Upload[], key: UploadKey): boolean =>
  uploads.some((one) => one.key === key && one.state.kind === "ready");

export function createUploads(deps: UploadsDeps): Uploads {
  const { random, dispatch, stored } = deps;
  const owned = new Map<UploadKey, Own>();
  const known = (key: UploadKey): Upload | undefined =>
    deps.state().uploads.find((one) => one.key === key);

  function report(key: UploadKey, state: Upload["state"]): void {
    const upload = known(key);
    if (upload !== undefined) dispatch({ type: "upload", key, upload: { ...upload, state } });
  }
  const takeBack = takerBack(deps);
  const queue = createUploadQueue({ ...deps, takeBack }, owned, report);
  /** Forgets the files that were sent, and stops those that were removed, in whichever tab. */
  function follow(before: readonly Upload[]): void {
    for (const [key, own] of owned) {
      if (known(key) !== undefined) continue;
      owned.delete(key);
      const { running, ticket } = own;
      // The tab that removed it may have removed it before it had this report.
      if (running !== null) dispatch({ type: "upload", key, upload: null });
      // A file that was ready is sent, or `remove` takes it back.
      else if (isReadyIn(before, key)) continue;
      running?.abort();
      if (ticket !== undefined) takeBack(ticket.id);
      else if (running === null && own.isInDoubt) queue.forget(key, own);
    }
  }
  const undo = deps.subscribe((state, before) => {
    if (state.uploads !== before.uploads) {
      stored.save(state.conversationId, state.uploads);
      follow(before.uploads);
    }
    if (state.uploads !== before.uploads || state.stream !== before.stream) queue.pump();
  });

  return {
    attach(file) {
      const { fileLimits, uploads } = deps.state();
      const mediaType = checkFile(file, fileLimits, uploads.length);
      const { name, size } = file;
      const key = random.id();
      if (!isUploadKey(key)) throw new ParlorError("upload-failed", "Unusable key");
      owned.set(key, newOwn(file, mediaType, false));
      const upload = { key, name, size, mediaType, state: { kind: "waiting" } } as const;
      dispatch({ type: "upload", key, upload });
      return key;
    },
    remove(key) {
      const upload = known(key);
      const isForeign = !owned.has(key);
      dispatch({ type: "upload", key, upload: null });
      if (upload?.state.kind === "ready") takeBack(upload.state.id);
      else if (upload?.state.kind === "failed" && isForeign)
        queue.forget(key, newOwn(upload, upload.mediaType, true));
    },
    retry(key) {
      const own = owned.get(key);
      if (own === undefined || known(key)?.state.kind !== "failed") return;
      own.tries = 0;
      own.isPassed = false;
      report(key, { kind: "waiting" });
    },
    async fileUrl(id, variant) {
      const found = await (await deps.calls()).look(id, deps.signal());
      if (found.kind !== "ready") throw new ParlorError("file-gone", "No such file");
      return (variant === "thumbnail" && found.thumbnailUrl) || found.url;
    },
    contentOf: (keys) => keys.map((key) => readyContent(known(key))),
    restore() {
      const { conversationId } = deps.state();
      if (conversationId === null) return;
      for (const upload of stored.load(conversationId))
        if (known(upload.key) === undefined) dispatch({ type: "upload", key: upload.key, upload });
    },
    close() {
      undo();
      for (const [key, { running }] of owned) {
        if (running === null) continue;
        running.abort();
        // The other tabs have no bytes of it.
        report(key, { kind: "failed", code: "upload-failed" });
      }
      owned.clear();
    },
  };
}
