import { ApiProblem } from "./api-problem.ts";
import type { FileUpload } from "./views.ts";

/** After so much time without a byte the server gives up as well. */
const SILENCE_MS = 30_000;

/**
 * Sends the bytes of a file with `XMLHttpRequest`, because `fetch` tells no progress.
 * @param onProgress - told how many bytes have left
 * @throws ApiProblem for a refusal; TypeError when no answer came; the signal's reason
 */
export function putFile(
  { upload }: FileUpload,
  file: Blob,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const fail = (reason: unknown): void => {
      clearTimeout(timer);
      reject(reason);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), SILENCE_MS);
    };
    request.open(upload.method, upload.url);
    for (const [name, value] of Object.entries(upload.headers))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      wait();
      onProgress(loaded);
    };
    request.onload = () => {
      clearTimeout(timer);
      if (request.status < 300) resolve();
      else reject(new ApiProblem(request.status, codeOf(request.responseText), ""));
    };
    request.onerror = () => fail(new TypeError("The server was not reached."));
    request.onabort = () => fail(signal.aborted ? signal.reason : new TypeError("No answer."));
    if (signal.aborted) return fail(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    wait();
    request.send(file);
  });
}

function codeOf(answer: string): string {
  return /"code"\s*:\s*"([\w.]+)"/.exec(answer)?.[1] ?? "";
}
