import type { FileCalls } from "../backend/backend.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import { asParlorError, ParlorError } from "../errors.ts";
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

export const newOwn = (file: File, mediaType: string): Own => ({
  file,
  mediaType,
  tries: 0,
  renewals: 0,
  isPassed: false,
  ticket: undefined,
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

const isConnected = ({ stream }: ConversationState): boolean =>
  stream.kind === "live" || stream.kind === "polling";

/**
 * Sends the waiting files of this tab, in their order.
 * @returns a function that starts the next ones, if they can be sent now
 */
export function createUploadQueue(
  deps: QueueDeps,
  owned: ReadonlyMap<UploadKey, Own>,
  report: (key: UploadKey, state: Upload["state"]) => void,
): () => void {
  const { clock, random } = deps;
  async function passHook({ file, mediaType: type }: Own): Promise<void> {
    const { name, size } = file;
    const ask = deps.beforeUpload();
    if (ask !== undefined && (await ask({ name, size, type })) === null)
      throw new ParlorError("file-refused", "The page has refused the file");
  }
  async function attempt(key: UploadKey, own: Own, signal: AbortSignal): Promise<void> {
    if (!own.isPassed) await passHook(own);
    own.isPassed = true;
    const [{ sendFile }, calls] = await Promise.all([import("./send-file.ts"), deps.calls()]);
    const found = await sendFile(
      {
        ...deps,
        calls,
        signal,
        life: deps.signal(),
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
    // A send that waits for the file takes it at this report, and nothing is under way any more.
    own.running = null;
    report(key, { kind: "ready", id: found.id, content: found.content });
  }
  function handleFailure(key: UploadKey, own: Own, cause: unknown): void {
    const { code, retryable, retryAfterMs } = asParlorError(cause, "upload-failed", "Upload");
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
    for (const { key, state } of deps.state().uploads) {
      const own = owned.get(key);
      const count = [...owned.values()].filter(({ running }) => running !== null).length;
      if (count >= MAX_RUNNING) return;
      if (own?.running === null && !own.isResting && state.kind === "waiting") void run(key, own);
    }
  }
  return pump;
}
