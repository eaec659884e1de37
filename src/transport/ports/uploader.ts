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

/** `XMLHttpRequest`, because `fetch` tells no progress; `fetch` where there is none. */
export const browserUploader =
  (clock: Clock): Uploader =>
  (request) =>
    globalThis.XMLHttpRequest === undefined ? fetchUpload(request) : sendUpload(clock, request);

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

async function fetchUpload({
  file,
  method,
  url,
  headers,
  onProgress,
  signal,
}: UploadRequest): Promise<HttpAnswer> {
  try {
    const answer = await fetch(url, { method, headers, body: file, signal, credentials: "omit" });
    onProgress(file.size);
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name),
      body: fromJson(await answer.text()),
    };
  } catch (cause) {
    throw new ParlorError(signal.aborted ? "aborted" : "offline", "The file did not go up", {
      cause,
    });
  }
}
