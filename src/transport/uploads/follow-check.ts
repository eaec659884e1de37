import type { FileCalls, FileReport } from "../backend/backend.ts";
import { ParlorError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";

/** The server pushes the result of its check; it is asked when nothing has come for this long. */
const ASK_AFTER_MS = 2_000;
/** The check of a file that takes longer has failed. */
const MAX_CHECK_MS = 60_000;

interface FollowCheckDeps {
  readonly clock: Clock;
  readonly calls: FileCalls;
  readonly signal: AbortSignal;
}

export const aborted = (): ParlorError => new ParlorError("aborted", "Aborted");

export const isResult = ({ kind }: FileReport): boolean => kind === "ready" || kind === "refused";

/**
 * Follows the server's check of a file. The result may come before the answer to its bytes, so this
 * begins before they are sent.
 */
export function followCheck(
  { clock, calls, signal }: FollowCheckDeps,
  id: string,
): { readonly undo: () => void; readonly result: () => Promise<FileReport> } {
  let found: FileReport | null = null;
  let onFound = (): void => undefined;
  const note = (report: FileReport): void => {
    if (report.id !== id || !isResult(report)) return;
    found = report;
    onFound();
  };
  const undo = calls.listen(note);
  return {
    undo,
    result: () =>
      new Promise<FileReport>((resolve, reject) => {
        let stopWaiting = (): void => undefined;
        const until = clock.now() + MAX_CHECK_MS;
        const abort = (): void => finish(aborted());
        function finish(error?: unknown): void {
          stopWaiting();
          signal.removeEventListener("abort", abort);
          if (found === null) reject(error);
          else resolve(found);
        }
        function wait(): void {
          stopWaiting = clock.after(ASK_AFTER_MS, () => {
            calls.look(id, signal).then((report) => {
              note(report);
              if (found !== null) return;
              if (clock.now() < until) wait();
              else finish(new ParlorError("upload-failed", "The check takes too long"));
            }, finish);
          });
        }
        onFound = () => finish();
        signal.addEventListener("abort", abort);
        if (found !== null) finish();
        else wait();
      }),
  };
}
