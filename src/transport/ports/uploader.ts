import { ParlorError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { fromJson, type HttpAnswer } from "./http.ts";

/** The request that sends the bytes of a file. @public */
export interface UploadRequest {
  readonly method: "PUT" | "POST";
  readonly url: string;
  /** No other header is sent, and no cookie. */
  readonly headers: Readonly<Record<string, string>>;
  readonly file: Blob;
  /** Called with the number of bytes that have left. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** Sends the bytes of a file. @throws ParlorError `offline`, `timeout`, `aborted` @public */
export type Uploader = (request: UploadRequest) => Promise<HttpAnswer>;

/** The server gives up an upload after the same time without a byte. */
const STALLED_MS = 30_000;
/** The server takes no slower upload: it ends one of 10 MiB after ten minutes. */
const SLOWEST_BYTES_PER_MS = 16;

/** `XMLHttpRequest`, because `fetch` tells no progress; `fetch` where there is none. */
export const browserUploader =
  (clock: Clock): Uploader =>
  (request) =>
    globalThis.XMLHttpRequest === undefined
      ? fetchUpload(clock, request)
      : sendUpload(clock, request);

function sendUpload(
  clock: Clock,
  { method, url, headers, file, onProgress, signal }: UploadRequest,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let stopWaiting = (): void => undefined;
    const abort = (): void => xhr.abort();
    const fail = (code: "offline" | "timeout" | "aborted"): void => {
      finish();
      reject(new ParlorError(code, "The file did not go up"));
    };
    function finish(): void {
      stopWaiting();
      signal.removeEventListener("abort", abort);
    }
    function wait(): void {
      stopWaiting();
      stopWaiting = clock.after(STALLED_MS, () => {
        fail("timeout");
        xhr.abort();
      });
    }
    xhr.open(method, url);
    // An answer without a type would be parsed as XML, and be reported as an error of the page.
    xhr.responseType = "text";
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded }) => {
      wait();
      onProgress(loaded);
    };
    xhr.onload = () => {
      finish();
      resolve({
        status: xhr.status,
        header: (name) => xhr.getResponseHeader(name),
        body: fromJson(xhr.responseText),
      });
    };
    xhr.onerror = () => fail("offline");
    xhr.onabort = () => fail("aborted");
    signal.addEventListener("abort", abort);
    if (signal.aborted) return fail("aborted");
    wait();
    xhr.send(file);
  });
}

/** Without progress, only the time of the whole upload can be limited. */
async function fetchUpload(
  clock: Clock,
  { file, method, url, headers, onProgress, signal }: UploadRequest,
): Promise<HttpAnswer> {
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const maxMs = STALLED_MS + file.size / SLOWEST_BYTES_PER_MS;
  const stopWaiting = clock.after(maxMs, abort);
  signal.addEventListener("abort", abort);
  try {
    if (signal.aborted) abort();
    const answer = await fetch(url, {
      method,
      headers,
      body: file,
      signal: limit.signal,
      credentials: "omit",
    });
    onProgress(file.size);
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name),
      body: fromJson(await answer.text()),
    };
  } catch (cause) {
    const late = limit.signal.aborted ? "timeout" : "offline";
    throw new ParlorError(signal.aborted ? "aborted" : late, "The file did not go up", { cause });
  } finally {
    stopWaiting();
    signal.removeEventListener("abort", abort);
  }
}
