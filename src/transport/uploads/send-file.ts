import type { FileCalls, FileReport } from "../backend/backend.ts";
import type { Upload, UploadKey } from "../conversation/upload.ts";
import { ParlorError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { HttpAnswer } from "../ports/http.ts";
import { browserUploader, type Uploader } from "../ports/uploader.ts";
import { aborted, followCheck, isResult } from "./follow-check.ts";
import type { Own, QueueDeps, Ticket } from "./own-upload.ts";

/* Fetched when the first file goes up: its card is shown before. */

/** The first pause before bytes are sent again while an earlier attempt seems to be under way. */
const FIRST_BUSY_PAUSE_MS = 2_000;
/** After 2, 4, 8 and 16 s the server has given up a connection on which no byte has come. */
const MAX_BUSY_PAUSE_MS = 16_000;

interface SendFileDeps {
  readonly clock: Clock;
  /** Default: the browser's. */
  readonly uploader?: Uploader;
  readonly calls: FileCalls;
  /** Aborted when the file is removed. */
  readonly signal: AbortSignal;
  /** Aborted when the chat is gone. */
  readonly life: AbortSignal;
  /** Deletes a file at the server. */
  readonly takeBack: (id: string) => void;
  /** Reports how far the file has come. */
  readonly report: (state: Upload["state"]) => void;
  /** The ticket of an earlier attempt. */
  readonly ticket: Ticket | undefined;
  /** Keeps the ticket for a later attempt; undefined: its address is of no use any more. */
  readonly keep: (ticket: Ticket | undefined) => void;
  /** The server has lost the file: from now on it is another one. */
  readonly renew: () => void;
  /** The key of the announcement: the same key gives the same file, with a fresh address. */
  readonly key: () => string;
  /** Whether an announcement has got no answer: the server may have it. */
  readonly isInDoubt: boolean;
  readonly setDoubt: (isInDoubt: boolean) => void;
}

/** The state of a file of an earlier attempt; null when it has to be announced. */
async function earlier({ calls, ticket, renew, signal }: SendFileDeps): Promise<FileReport | null> {
  if (ticket === undefined) return null;
  try {
    return await calls.look(ticket.id, signal);
  } catch (error) {
    if (!(error instanceof ParlorError) || error.code !== "file-gone") throw error;
    renew();
    return null;
  }
}

async function putBytes(deps: SendFileDeps, ticket: Ticket, file: Own["file"]): Promise<void> {
  if (!(file instanceof Blob)) throw aborted();
  const { clock, calls, signal, report, uploader = browserUploader(deps.clock) } = deps;
  for (let pauseMs = FIRST_BUSY_PAUSE_MS; ; pauseMs *= 2) {
    const answer = await uploader({
      ...ticket.target,
      file,
      signal,
      onProgress: (sent) => report({ kind: "uploading", sent: Math.min(sent, file.size) }),
    });
    if (answer.status !== 409) return checkAnswer(deps, answer);
    // The bytes of an earlier attempt have arrived, and its answer was lost.
    if ((await calls.look(ticket.id, signal)).kind !== "awaiting") return;
    // Its connection has broken, and the server has not noticed yet.
    if (pauseMs > MAX_BUSY_PAUSE_MS)
      throw new ParlorError("upload-failed", "An earlier attempt does not end");
    await pause(clock, pauseMs, signal);
  }
}

function checkAnswer({ calls, keep }: SendFileDeps, answer: HttpAnswer): void {
  const refused = calls.refusalOf(answer);
  if (refused === null) return;
  // The address is too old, or fewer bytes have come than were announced.
  if (refused.code === "upload-failed") keep(undefined);
  throw refused;
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      stopWaiting();
      signal.removeEventListener("abort", finish);
      if (signal.aborted) reject(aborted());
      else resolve();
    };
    const stopWaiting = clock.after(ms, finish);
    signal.addEventListener("abort", finish);
    if (signal.aborted) finish();
  });
}

/** Announces the file. One that is removed meanwhile would count for as long as it is expected. */
async function announce(
  { calls, key, life, signal, takeBack, isInDoubt, setDoubt }: SendFileDeps,
  what: Parameters<FileCalls["announce"]>[1],
): Promise<Ticket> {
  // A removed file that the server may know is announced again: the answer has its id.
  if (signal.aborted && !isInDoubt) throw aborted();
  setDoubt(true);
  const ticket = await calls.announce(key(), what, life).catch((error: unknown) => {
    // A refusal is an answer.
    setDoubt(!(error instanceof ParlorError) || error.retryable);
    throw error;
  });
  setDoubt(false);
  if (!signal.aborted) return ticket;
  takeBack(ticket.id);
  throw aborted();
}

/**
 * Sends a file and waits until the server has checked it. After an attempt whose answer was lost it
 * asks first how far that came.
 * @throws ParlorError
 */
async function sendFile(
  deps: SendFileDeps,
  file: Own["file"],
  mediaType: string,
): Promise<Extract<FileReport, { kind: "ready" }>> {
  const { report } = deps;
  report({ kind: "uploading", sent: 0 });
  let found = await earlier(deps);
  if (found === null || !isResult(found)) {
    const { name, size } = file;
    const ticket =
      deps.ticket !== undefined && found !== null
        ? deps.ticket
        : await announce(deps, { name, size, mediaType });
    deps.keep(ticket);
    const check = followCheck(deps, ticket.id);
    try {
      if (found?.kind !== "checking") await putBytes(deps, ticket, file);
      report({ kind: "checking" });
      found = await check.result();
    } finally {
      check.undo();
    }
  }
  if (found.kind === "refused") throw found.error;
  if (found.kind !== "ready") throw new ParlorError("upload-failed", "It is not ready");
  return found;
}

async function passHook(
  { file, mediaType: type }: Own,
  ask: ReturnType<QueueDeps["beforeUpload"]>,
): Promise<void> {
  const { name, size } = file;
  if (ask !== undefined && (await ask({ name, size, type })) === null)
    throw new ParlorError("file-refused", "The page has refused the file");
}

/**
 * Makes one attempt with an upload. One that is removed already, which the signal says, is taken
 * back if the server may know it.
 * @throws ParlorError
 */
export async function attemptUpload(
  deps: QueueDeps,
  key: UploadKey,
  own: Own,
  signal: AbortSignal,
  report: (state: Upload["state"]) => void,
): Promise<Extract<FileReport, { kind: "ready" }>> {
  if (!own.isPassed) await passHook(own, deps.beforeUpload());
  own.isPassed = true;
  const { file, mediaType, ticket, isInDoubt } = own;
  const attempt: SendFileDeps = {
    ...deps,
    calls: await deps.calls(),
    signal,
    life: deps.signal(),
    report,
    ticket,
    isInDoubt,
    keep(kept) {
      own.ticket = kept;
    },
    renew() {
      own.ticket = undefined;
      own.renewals++;
    },
    key: () => (own.renewals === 0 ? key : `${key}-${own.renewals}`),
    setDoubt(doubt) {
      own.isInDoubt = doubt;
    },
  };
  return sendFile(attempt, file, mediaType);
}
