import type { FileCalls } from "../backend/backend.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import { asParlorError } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Uploader } from "../ports/uploader.ts";
import type { Ticket } from "./send-file.ts";

/** More uploads at a time would only make each of them slower. */
const MAX_RUNNING = 2;
/** After this many tries while connected, an upload has failed. */
const MAX_TRIES = 3;

/** An upload whose bytes this tab has. */
export interface Own {
  /** Its bytes are missing in a file of an earlier page. */
  readonly file: Pick<File, "name" | "size"> | File;
  readonly mediaType: string;
  tries: number;
  /** How many announcements have been replaced. */
  renewals: number;
  isPassed: boolean;
  ticket: Ticket | undefined;
  /** An announcement has got no answer. */
  isInDoubt: boolean;
  /** Aborts the attempt; null when none is under way. */
  running: AbortController | null;
  /** It waits before its next attempt. */
  isResting: boolean;
}

export const newOwn = (file: Own["file"], mediaType: string): Own => ({
  file,
  mediaType,
  tries: 0,
  renewals: 0,
  isPassed: false,
  ticket: undefined,
  isInDoubt: false,
  running: null,
  isResting: false,
});

export interface QueueDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Default: the browser's. */
  readonly uploader?: Uploader;
  readonly state: () => ConversationState;
  readonly calls: () => Promise<FileCalls>;
  readonly signal: () => AbortSignal;
  /** Deletes a file at the server. */
  readonly takeBack: (id: string) => void;
  /** The host's hook; it resolves to null to refuse a file. */
  readonly beforeUpload: () =>
    | ((file: {
        readonly name: string;
        readonly size: number;
        readonly type: string;
      }) => Promise<object | null>)
    | undefined;
}

export interface UploadQueue {
  /** Starts the next files, if they can be sent now. */
  pump(): void;
  /** Takes a removed file back that the server may have been told of. */
  forget(key: UploadKey, own: Own): void;
}

const isConnected = ({ stream }: ConversationState): boolean =>
  stream.kind === "live" || stream.kind === "polling";

/**
 * Sends the waiting files of this tab, in their order.
 */
export function createUploadQueue(
  deps: QueueDeps,
  owned: ReadonlyMap<UploadKey, Own>,
  report: (key: UploadKey, state: Upload["state"]) => void,
): UploadQueue {
  const { clock, random } = deps;
  const forgotten: [UploadKey, Own][] = [];
  async function attempt(key: UploadKey, own: Own, signal: AbortSignal): Promise<void> {
    const { attemptUpload } = await import("./send-file.ts");
    const found = await attemptUpload(deps, key, own, signal, (state) => report(key, state));
    // A send that waits for the file takes it at this report, and nothing is under way any more.
    own.running = null;
    report(key, { kind: "ready", id: found.id, content: found.content });
  }
  function handleFailure(key: UploadKey, own: Own, cause: unknown): void {
    const { code, retryable, retryAfterMs } = asParlorError(cause, "upload-failed", "Upload");
    if (!owned.has(key) && own.isInDoubt) forgotten.push([key, own]);
    if (code === "aborted" || !owned.has(key)) return;
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
    // It ends as aborted. If it cannot be taken back, the server deletes it after an hour.
    for (const [key, own] of forgotten.splice(0))
      attempt(key, own, AbortSignal.abort()).catch(() => undefined);
    for (const { key, state } of deps.state().uploads) {
      const own = owned.get(key);
      const count = [...owned.values()].filter(({ running }) => running !== null).length;
      if (count >= MAX_RUNNING) return;
      if (own?.running === null && !own.isResting && state.kind === "waiting") void run(key, own);
    }
  }
  return {
    pump,
    forget(key, own) {
      forgotten.push([key, own]);
      pump();
    },
  };
}
