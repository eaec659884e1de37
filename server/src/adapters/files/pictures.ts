import { rm } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { unavailable } from "../../domain/errors.ts";
import type { Clock } from "../../service/clock.ts";

/** How long a picture may take before its thread is ended and the file refused. */
const MAX_MS = 10_000;

/** A media type as found, and the format that the decoder must find. */
const FORMATS: ReadonlyMap<string, PictureJob["format"]> = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpeg"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
]);

/** Null for a type that is no picture of ours. */
export const pictureFormat = (type: string): PictureJob["format"] | null =>
  FORMATS.get(type) ?? null;

export interface PictureJob {
  readonly input: string;
  readonly format: "png" | "jpeg" | "gif" | "webp";
  /** The path of the picture without metadata; written only when metadata is removed. */
  readonly kept: string;
  readonly thumbnail: string;
  readonly isStripping: boolean;
}

/** `trouble` is that of the disk. */
export type PictureOutcome =
  | { readonly kind: "read"; readonly width: number; readonly height: number }
  | { readonly kind: "unreadable" }
  | { readonly kind: "trouble"; readonly message: string };

const answers = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("read"), width: z.number(), height: z.number() }),
  z.object({ kind: z.literal("unreadable") }),
  z.object({ kind: z.literal("trouble"), message: z.string() }),
]);
type Answer = z.output<typeof answers>;

export interface Pictures {
  /**
   * Decodes a picture, writes its thumbnail, and the picture without metadata where that is asked.
   * One at a time; the others wait. A refusal leaves no file.
   * @returns the size as shown, in pixels; null when it cannot or must not be decoded
   * @throws DomainError `store-unavailable`
   */
  process(job: PictureJob): Promise<{ readonly width: number; readonly height: number } | null>;
  close(): Promise<void>;
}

/** A sentence for the operator of a server that has no `sharp`, but has to remove metadata. */
export const NO_SHARP =
  "Pictures cannot be cleaned of metadata, because the optional package `sharp` is not installed: install it, or set `stripPictureMetadata` to false.";

/** The same for the demo, which starts. */
export const DEMO_WITHOUT_SHARP =
  "The optional package `sharp` is not installed: the demo keeps the metadata of pictures and shows no small ones.";

/**
 * @param module - the decoder's package
 * @returns null when the package is not installed
 */
export async function createPictures(clock: Clock, module = "sharp"): Promise<Pictures | null> {
  let thread = await startThread(module);
  if (thread === null) return null;
  let last: Promise<unknown> = Promise.resolve();

  const run = async (job: PictureJob): Promise<PictureOutcome> => {
    // The one before may have been ended.
    thread ??= await startThread(module);
    if (thread === null) return { kind: "trouble", message: "The decoder cannot be started" };
    const outcome = await answerOf(thread, job, clock);
    if (outcome !== null) return outcome;
    // Not awaited: a thread in a library's code ends when that code returns.
    void thread.terminate();
    thread = null;
    return { kind: "unreadable" };
  };
  return {
    process(job) {
      const outcome = last.then(() => run(job));
      last = outcome.catch(() => "told to the caller of this picture");
      return outcome.then((told) => resultOf(told, job));
    },
    async close() {
      await last;
      await thread?.terminate();
      thread = null;
    },
  };
}

async function resultOf(outcome: PictureOutcome, job: PictureJob) {
  if (outcome.kind === "read") return { width: outcome.width, height: outcome.height };
  for (const path of [job.kept, job.thumbnail]) await rm(path, { force: true });
  if (outcome.kind === "trouble") throw unavailable("A picture", outcome.message);
  return null;
}

async function startThread(module: string): Promise<Worker | null> {
  const thread = new Worker(new URL("./picture-worker.mjs", import.meta.url), {
    workerData: { module },
    // Of the heap; the decoder's own memory is bounded by the number of pixels.
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  // An error without a listener would end the process; `nextAnswer` sees the end of the thread.
  thread.on("error", () => {});
  const first = await nextAnswer(thread);
  thread.unref();
  if (first?.kind === "ready") return thread;
  await thread.terminate();
  return null;
}

/** @returns null when the thread ended without one */
function nextAnswer(thread: Worker): Promise<Answer | null> {
  return new Promise((resolve) => {
    const settle = (answer: Answer | null): void => {
      thread.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
      resolve(answer);
    };
    const onMessage = (message: unknown): void => settle(answers.safeParse(message).data ?? null);
    const onEnd = (): void => settle(null);
    thread.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
  });
}

/** @returns null when the thread ended, or took too long */
async function answerOf(
  thread: Worker,
  job: PictureJob,
  clock: Clock,
): Promise<PictureOutcome | null> {
  let forget = (): void => {};
  const late = new Promise<null>((resolve) => {
    forget = clock.at(clock.now() + MAX_MS, () => resolve(null));
  });
  thread.ref();
  const answer = nextAnswer(thread);
  thread.postMessage(job);
  const outcome = await Promise.race([answer, late]);
  forget();
  thread.unref();
  return outcome?.kind === "ready" || outcome?.kind === "absent" ? null : outcome;
}
