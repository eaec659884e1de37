import { setImmediate } from "node:timers/promises";
import type { Attachment } from "../domain/attachment.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { FileChecks, FileHome } from "./check-files.ts";
import type { Clock } from "./clock.ts";
import type { FileDeletion } from "./delete-files.ts";
import type { FilePorts } from "./file-ports.ts";

const EVERY_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** An upload that was interrupted may be tried again for this long. */
const PART_MS = 60 * 60_000;
/** Files looked at between two looks at whether the server stops. */
const BATCH = 200;
/** Files that are not sent yet, looked at in one turn. */
const MOST_UNSENT = 2_000;

export interface FileCareDeps extends Pick<FilePorts, "files" | "incoming"> {
  readonly store: AttachmentStore;
  readonly clock: Clock;
  readonly deletion: FileDeletion;
  readonly checks: FileChecks;
  readonly homeOf: (file: Attachment) => Promise<FileHome | null>;
  /** How long a sent file is kept; null: as long as its conversation. */
  readonly retentionDays: number | null;
  /** Called with a failure; the next look tries again. */
  readonly report: (error: unknown) => void;
}

/**
 * Takes up what an earlier process left, then deletes every five minutes what was not sent in time.
 * @returns the undo, which waits for what is under way
 */
export function startFileCare(deps: FileCareDeps): () => Promise<void> {
  const { clock, report } = deps;
  const stopping = new AbortController();
  let cancel = (): void => undefined;
  let hasTakenUp = false;
  const look = async (): Promise<void> => {
    // A store of files that is away keeps no interrupted check waiting.
    if (!hasTakenUp)
      await takeUp(deps, stopping.signal).then(() => {
        hasTakenUp = true;
      }, report);
    await deps.deletion.retry().catch(report);
    await checkAgain(deps, stopping.signal);
    await expire(deps, stopping.signal);
  };
  let isAtWork = true;
  const settle = (started: Promise<void>): Promise<void> =>
    started.catch(report).finally(() => {
      isAtWork = false;
    });
  let work = settle(look());
  const run = (): void => {
    cancel = clock.at(clock.now() + EVERY_MS, run);
    // A look that takes longer than the time between two is not begun a second time.
    if (isAtWork) return;
    isAtWork = true;
    work = settle(look());
  };
  run();
  return async () => {
    stopping.abort();
    cancel();
    await work;
  };
}

/** Deletes the bytes that no row accounts for. */
async function takeUp(deps: FileCareDeps, signal: AbortSignal): Promise<void> {
  const { store, files, incoming, clock } = deps;
  for (const { id, at } of await incoming.leftovers()) {
    if (signal.aborted) return;
    const state = (await store.attachment(id))?.state;
    const isWanted = state === "checking" || state === "awaiting";
    const isOld = state !== "checking" && at < clock.now() - PART_MS;
    if (!isWanted || isOld) await incoming.remove(id);
  }
  for await (const id of files.list()) {
    if (signal.aborted) return;
    const state = (await store.attachment(id))?.state;
    if (state === undefined || state === "refused" || state === "deleted") await files.remove(id);
  }
}

/** Checks those again whose check was interrupted. */
async function checkAgain(deps: FileCareDeps, signal: AbortSignal): Promise<void> {
  const { store, incoming, checks, clock } = deps;
  const waiting = await store.attachmentsIn(["checking"], clock.now() + 1, BATCH);
  if (waiting.length === 0) return;
  const there = new Set((await incoming.leftovers()).map(({ id }) => id));
  for (const file of waiting) {
    if (signal.aborted) return;
    if (checks.isUnderWay(file.id)) continue;
    if (there.has(file.id)) checks.begin(file);
    // Its bytes are lost, so it cannot become ready any more.
    else
      await store.changeAttachment(file.id, ["checking"], {
        state: "refused",
        refusal: "unavailable",
      });
  }
}

async function expire(deps: FileCareDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, deletion, retentionDays } = deps;
  const now = clock.now();
  const unsent = await store.unsentAttachments(now, MOST_UNSENT);
  for (const file of unsent) {
    if (signal.aborted) return;
    const home = await deps.homeOf(file);
    if (home !== null && file.createdAt >= now - home.rules.unsentSeconds * 1000) continue;
    const states = ["awaiting", "ready", "refused", "deleted"] as const;
    // A message may have taken it meanwhile.
    if (!(await store.changeAttachment(file.id, states, { state: "deleted" }))) continue;
    await deletion.deleteBytes(file.id);
    await store.dropAttachment(file.id);
  }
  if (retentionDays === null) return;
  for (;;) {
    const old = await store.attachmentsIn(["sent"], now - retentionDays * DAY_MS, BATCH);
    for (const { id } of old) {
      if (signal.aborted) return;
      await deletion.deleteBytes(id);
      await store.changeAttachment(id, ["sent"], { state: "deleted" });
    }
    if (old.length < BATCH) return;
    await setImmediate();
  }
}
