import type { FileCalls } from "../backend/backend.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import { asParlorError, ParlorError } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import type { Clock } from "../ports/clock.ts";
import { failureLogger, type Logger } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Uploader } from "../ports/uploader.ts";
import { checkFile } from "./check-file.ts";
import { sendFile, type Ticket } from "./send-file.ts";
import { isUploadKey, type StoredUploads } from "./stored-uploads.ts";

/** More uploads at a time would only make each of them slower. */
const MAX_RUNNING = 2;
/** After this many tries while connected, an upload has failed. */
const MAX_TRIES = 3;

/** The files that this tab sends, and the addresses of those in the conversation. */
export interface Uploads {
  attach(file: File): UploadKey;
  remove(key: UploadKey): void;
  retry(key: UploadKey): void;
  fileUrl(id: string, variant: "file" | "thumbnail"): Promise<string>;
  /** Brings back the uploads of an earlier page. */
  restore(): void;
  /** Stops the uploads under way for good. */
  close(): void;
}

export interface UploadsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly uploader: Uploader;
  readonly stored: StoredUploads;
  readonly state: () => ConversationState;
  readonly subscribe: (
    listener: (state: ConversationState, before: ConversationState) => void,
  ) => () => void;
  /** Applies an event in all tabs. */
  readonly dispatch: (event: ConversationEvent) => void;
  readonly calls: () => Promise<FileCalls>;
  readonly signal: () => AbortSignal;
  /** The host's hook; it resolves to null to refuse a file. */
  readonly beforeUpload: () =>
    | ((file: {
        readonly name: string;
        readonly size: number;
        readonly type: string;
      }) => Promise<object | null>)
    | undefined;
}

/** An upload whose bytes this tab has. */
interface Own {
  readonly file: File;
  readonly mediaType: string;
  tries: number;
  /** How many announcements have been replaced. */
  renewals: number;
  isPassed: boolean;
  ticket: Ticket | undefined;
  /** Aborts the attempt; null when none is under way. */
  running: AbortController | null;
  /** It waits before its next attempt. */
  isResting: boolean;
}

const isConnected = ({ stream }: ConversationState): boolean =>
  stream.kind === "live" || stream.kind === "polling";

export function createUploads(deps: UploadsDeps): Uploads {
  const { clock, random, log, dispatch, stored } = deps;
  const owned = new Map<UploadKey, Own>();
  const known = (key: UploadKey): Upload | undefined =>
    deps.state().uploads.find((one) => one.key === key);

  function report(key: UploadKey, state: Upload["state"]): void {
    const upload = known(key);
    if (upload !== undefined) dispatch({ type: "upload", key, upload: { ...upload, state } });
  }
  function takeBack(id: string): void {
    const remove = async (): Promise<void> => (await deps.calls()).remove(id, deps.signal());
    void remove().catch(failureLogger(log, "Taking a file back"));
  }

  async function passHook({ file, mediaType: type }: Own): Promise<void> {
    const { name, size } = file;
    const ask = deps.beforeUpload();
    if (ask !== undefined && (await ask({ name, size, type })) === null)
      throw new ParlorError("file-refused", "The page has refused the file");
  }
  async function attempt(key: UploadKey, own: Own, signal: AbortSignal): Promise<void> {
    if (!own.isPassed) await passHook(own);
    own.isPassed = true;
    const found = await sendFile(
      {
        ...deps,
        calls: await deps.calls(),
        signal,
        report: (state) => report(key, state),
        ticket: own.ticket,
        keep(ticket) {
          own.ticket = ticket;
        },
        renew() {
          own.ticket = undefined;
          own.renewals++;
        },
        key: () => (own.renewals === 0 ? key : `${key}-${own.renewals}`),
      },
      own.file,
      own.mediaType,
    );
    report(key, { kind: "ready", id: found.id, content: found.content });
  }
  function handleFailure(key: UploadKey, own: Own, cause: unknown): void {
    const { code, retryable, retryAfterMs } = asParlorError(cause, "upload-failed", "Upload");
    if (code === "aborted" || known(key) === undefined) return;
    // Being offline never counts as a try.
    if (isConnected(deps.state())) own.tries++;
    if (!retryable || own.tries >= MAX_TRIES) return report(key, { kind: "failed", code });
    own.isResting = true;
    report(key, { kind: "waiting" });
    clock.after(retryAfterMs ?? backoff(own.tries, random.next()), () => {
      own.isResting = false;
      pump();
    });
  }
  async function run(key: UploadKey, own: Own): Promise<void> {
    const running = new AbortController();
    own.running = running;
    const life = deps.signal();
    const abort = (): void => running.abort();
    life.addEventListener("abort", abort);
    try {
      await attempt(key, own, running.signal);
    } catch (error) {
      handleFailure(key, own, error);
    } finally {
      own.running = null;
      life.removeEventListener("abort", abort);
      pump();
    }
  }
  function pump(): void {
    if (!isConnected(deps.state())) return;
    for (const { key, state } of deps.state().uploads) {
      const own = owned.get(key);
      const count = [...owned.values()].filter(({ running }) => running !== null).length;
      if (count >= MAX_RUNNING) return;
      if (own?.running === null && !own.isResting && state.kind === "waiting") void run(key, own);
    }
  }
  /** Forgets the files that were sent, and stops those that were removed, in whichever tab. */
  function follow(): void {
    for (const [key, { running, ticket }] of owned) {
      if (known(key) !== undefined) continue;
      owned.delete(key);
      if (running === null) continue;
      running.abort();
      // The tab that removed it may have removed it before it had this report.
      dispatch({ type: "upload", key, upload: null });
      if (ticket !== undefined) takeBack(ticket.id);
    }
  }
  const undo = deps.subscribe((state, before) => {
    if (state.uploads !== before.uploads) {
      stored.save(state.conversationId, state.uploads);
      follow();
    }
    if (state.uploads !== before.uploads || state.stream !== before.stream) pump();
  });

  return {
    attach(file) {
      const { fileLimits, uploads } = deps.state();
      const mediaType = checkFile(file, fileLimits, uploads.length);
      const key = random.id();
      if (!isUploadKey(key)) throw new ParlorError("upload-failed", "The key cannot be used");
      owned.set(key, {
        file,
        mediaType,
        tries: 0,
        renewals: 0,
        isPassed: false,
        ticket: undefined,
        running: null,
        isResting: false,
      });
      const { name, size } = file;
      const upload = { key, name, size, mediaType, state: { kind: "waiting" } } as const;
      dispatch({ type: "upload", key, upload });
      return key;
    },
    remove(key) {
      const state = known(key)?.state;
      const id = state?.kind === "ready" ? state.id : null;
      dispatch({ type: "upload", key, upload: null });
      if (id !== null) takeBack(id);
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
      if (found.kind !== "ready") throw new ParlorError("file-gone", "The file cannot be read");
      return (variant === "thumbnail" && found.thumbnailUrl) || found.url;
    },
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
