import type { ConversationState } from "../conversation/state.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import { asParlorError } from "../errors.ts";
import { backoff } from "../ports/backoff.ts";
import type { Own, QueueDeps } from "./own-upload.ts";

/** More uploads at a time would only make each of them slower. */
const MAX_RUNNING = 2;
/** After this many tries while connected, an upload has failed. */
const MAX_TRIES = 3;

interface UploadQueue {
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
    for (const [key, own] of forgotten.splice(0))
      attempt(key, own, AbortSignal.abort()).catch(() => {
        // It ends as aborted. If it cannot be taken back, the server deletes it after an hour.
      });
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
