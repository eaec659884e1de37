import { DomainError } from "../domain/errors.ts";
import type { Attachment, AttachmentRefusal } from "../domain/attachment.ts";
import type { ConversationRecord } from "../domain/model.ts";
import type { AttachmentRules } from "../domain/attachment-rules.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { FileDeletion } from "./delete-files.ts";
import type { CheckedFile } from "./files.ts";
import type { FilePorts } from "./file-ports.ts";

/** A store that is away is tried again after 1, 2, 4 … 60 s, for ten minutes. */
const LONGEST_WAIT_MS = 60_000;
const GIVE_UP_MS = 10 * 60_000;

export interface FileChecksDeps extends FilePorts {
  readonly store: AttachmentStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "add">;
  readonly deletion: FileDeletion;
  /** The conversation of a file and its rules; null when one of them is gone. */
  readonly homeOf: (file: Pick<Attachment, "conversationId">) => Promise<FileHome | null>;
  readonly report: (error: unknown) => void;
}

export interface FileHome {
  readonly chat: ConversationRecord;
  readonly rules: AttachmentRules;
}

/** The checks of files that are under way. */
export interface FileChecks {
  /** Checks a file in the background. It tells its uploader how that ends. */
  begin(file: Attachment): void;
  isUnderWay(id: string): boolean;
  /** Ends the check of a file that is taken back, and deletes what it has written until then. */
  stop(id: string): void;
  close(): Promise<void>;
}

interface RunningCheck {
  readonly abort: AbortController;
  isTakenBack: boolean;
  done: Promise<void>;
}

export function createFileChecks(deps: FileChecksDeps): FileChecks {
  const running = new Map<string, RunningCheck>();
  async function run(file: Attachment, own: RunningCheck): Promise<void> {
    const { signal } = own.abort;
    try {
      await check(deps, file, signal);
    } catch (error) {
      // The next start, or the next look at old files, takes up what was interrupted.
      if (!signal.aborted) deps.report(error);
    }
    // A decoder does not stop in its work: what it wrote meanwhile would be left.
    if (own.isTakenBack) await deps.deletion.deleteBytes(file.id);
  }
  return {
    begin(file) {
      if (running.has(file.id)) return;
      const own = { abort: new AbortController(), isTakenBack: false, done: Promise.resolve() };
      running.set(file.id, own);
      own.done = run(file, own)
        .catch(deps.report)
        .finally(() => running.delete(file.id));
    },
    isUnderWay: (id) => running.has(id),
    stop(id) {
      const own = running.get(id);
      if (own === undefined) return;
      own.isTakenBack = true;
      own.abort.abort();
    },
    async close() {
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

async function check(deps: FileChecksDeps, file: Attachment, signal: AbortSignal): Promise<void> {
  const home = await deps.homeOf(file);
  if (home === null) return deps.deletion.deleteBytes(file.id);
  const checked = await deps.checker.check(
    { ...file, sha256: file.sha256 ?? "" },
    home.rules,
    signal,
  );
  if (checked.kind === "clean") return keep(deps, file, checked, signal);
  if (checked.because === "infected") await note(deps, file, home, checked.found ?? "");
  await refuse(deps, file, checked.because);
}

/** Stores the bytes; only then does the row say that they may be sent. */
async function keep(
  deps: FileChecksDeps,
  file: Attachment,
  checked: Extract<CheckedFile, { kind: "clean" }>,
  signal: AbortSignal,
): Promise<void> {
  const { files, incoming, store, clock, deletion } = deps;
  const { type, size, sha256, width, height, path, thumbnailPath } = checked;
  const found = { type, size, sha256, width, height, hasThumbnail: thumbnailPath !== null };
  const isReady = await persist(clock, signal, async () => {
    await files.write(file.id, "file", path);
    if (thumbnailPath !== null) await files.write(file.id, "thumb", thumbnailPath);
    const ready = { ...found, state: "ready", readyAt: clock.now() } as const;
    if (await store.changeAttachment(file.id, ["checking"], ready)) return true;
    // A write whose answer was lost is done already.
    const state = (await store.attachment(file.id))?.state;
    return state === "ready" || state === "sent";
  });
  if (isReady === null) return refuse(deps, file, "unavailable");
  // It was taken back meanwhile.
  if (!isReady) return deletion.deleteBytes(file.id);
  await incoming.remove(file.id);
  await tell(deps, file.id);
}

async function refuse(
  deps: FileChecksDeps,
  { id }: Attachment,
  refusal: AttachmentRefusal,
): Promise<void> {
  await deps.deletion.deleteBytes(id);
  if (await deps.store.changeAttachment(id, ["checking"], { state: "refused", refusal }))
    await tell(deps, id);
}

async function tell({ store, bus }: FileChecksDeps, id: string): Promise<void> {
  const file = await store.attachment(id);
  if (file !== null) bus.publish({ kind: "attachment", conversationId: file.conversationId, file });
}

async function note(
  { audit, clock }: FileChecksDeps,
  { conversationId, uploaderId, sha256 }: Attachment,
  { chat }: FileHome,
  found: string,
): Promise<void> {
  const uploader = chat.members.find((member) => member.id === uploaderId);
  await audit.add({
    what: "file-infected",
    organizationId: chat.conversation.organizationId,
    memberId: uploaderId,
    ...(uploader?.userId != null && { userId: uploader.userId }),
    conversationId,
    sha256: sha256 ?? "",
    found,
    at: clock.now(),
  });
}

/** @returns null when the store of files, or that of rows, was away for too long */
async function persist<Result>(
  clock: Clock,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const endsAt = clock.now() + GIVE_UP_MS;
  for (let waitMs = 1_000; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "store-unavailable") throw error;
      if (clock.now() + waitMs > endsAt) return null;
    }
    await pause(clock, waitMs, signal);
  }
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + ms, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    const stop = (): void => {
      cancel();
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
