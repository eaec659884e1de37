import type { FileCalls, FileReport, UploadTarget } from "../backend/backend.ts";
import type { Upload } from "../conversation/upload.ts";
import { ParlorError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Uploader } from "../ports/uploader.ts";

/** The server pushes the result of its check; it is asked when nothing has come for this long. */
const ASK_AFTER_MS = 2_000;
/** The check of a file that takes longer has failed. */
const MAX_CHECK_MS = 60_000;

/** A file that the server has been told of. */
export interface Ticket {
  readonly id: string;
  readonly target: UploadTarget;
}

export interface SendFileDeps {
  readonly clock: Clock;
  readonly uploader: Uploader;
  readonly calls: FileCalls;
  readonly signal: AbortSignal;
  /** Reports how far the file has come. */
  readonly report: (state: Upload["state"]) => void;
  /** The ticket of an earlier attempt. */
  readonly ticket: Ticket | undefined;
  /** Keeps the ticket for a later attempt; undefined: it is of no use any more. */
  readonly keep: (ticket: Ticket | undefined) => void;
  /** The key of the announcement; another one for an announcement that replaces one. */
  readonly key: string;
}

/** The state of a file of an earlier attempt; null when it has to be announced. */
async function earlier({ calls, ticket, keep, signal }: SendFileDeps): Promise<FileReport | null> {
  if (ticket === undefined) return null;
  try {
    return await calls.look(ticket.id, signal);
  } catch (error) {
    if (!(error instanceof ParlorError) || error.code !== "file-gone") throw error;
    keep(undefined);
    return null;
  }
}

async function putBytes(deps: SendFileDeps, ticket: Ticket, file: File): Promise<void> {
  const { uploader, calls, signal, report } = deps;
  const answer = await uploader({
    ...ticket.target,
    file,
    signal,
    onProgress: (sent) => report({ kind: "uploading", sent: Math.min(sent, file.size) }),
  });
  // The bytes of an earlier attempt have arrived, and its answer was lost.
  if (answer.status === 409) return;
  const refused = calls.refusalOf(answer);
  if (refused === null) return;
  // The address is too old, or fewer bytes have come than were announced.
  if (refused.code === "upload-failed") deps.keep(undefined);
  throw refused;
}

/** Waits for the result of the server's check. */
function checked({ clock, calls, signal }: SendFileDeps, id: string): Promise<FileReport> {
  return new Promise((resolve, reject) => {
    let stopWaiting = (): void => undefined;
    const until = clock.now() + MAX_CHECK_MS;
    const abort = (): void => finish(() => reject(new ParlorError("aborted", "Aborted")));
    const undo = calls.listen((report) => {
      if (report.id === id) settle(report);
    });
    function finish(end: () => void): void {
      stopWaiting();
      undo();
      signal.removeEventListener("abort", abort);
      end();
    }
    function settle(report: FileReport): boolean {
      if (report.kind === "awaiting" || report.kind === "checking") return false;
      finish(() => resolve(report));
      return true;
    }
    function wait(): void {
      stopWaiting = clock.after(ASK_AFTER_MS, () => {
        calls.look(id, signal).then(
          (report) => {
            if (settle(report)) return;
            if (clock.now() < until) wait();
            else finish(() => reject(new ParlorError("upload-failed", "The check takes too long")));
          },
          (error: unknown) => finish(() => reject(error)),
        );
      });
    }
    signal.addEventListener("abort", abort);
    wait();
  });
}

/**
 * Sends a file and waits until the server has checked it. After an attempt whose answer was lost it
 * asks first how far that came.
 * @throws ParlorError
 */
export async function sendFile(
  deps: SendFileDeps,
  file: File,
  mediaType: string,
): Promise<Extract<FileReport, { kind: "ready" }>> {
  const { calls, signal, report, key } = deps;
  report({ kind: "uploading", sent: 0 });
  let found = await earlier(deps);
  if (found === null || found.kind === "awaiting") {
    const { name, size } = file;
    const ticket =
      found === null ? await calls.announce(key, { name, size, mediaType }, signal) : deps.ticket;
    if (ticket === undefined) throw new ParlorError("upload-failed", "It was not announced");
    deps.keep(ticket);
    await putBytes(deps, ticket, file);
    found = { kind: "checking", id: ticket.id };
  }
  if (found.kind === "checking") {
    report({ kind: "checking" });
    found = await checked(deps, found.id);
  }
  if (found.kind === "refused") throw found.error;
  if (found.kind !== "ready") throw new ParlorError("upload-failed", "It is not ready");
  return found;
}
