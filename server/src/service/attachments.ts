import type { Readable } from "node:stream";
import {
  attachmentNotFound,
  checkAnnouncement,
  type Announcement,
  type Attachment,
} from "../domain/attachment.ts";
import { cleanFileName } from "../domain/clean-file-name.ts";
import { DomainError } from "../domain/errors.ts";
import { homeOf } from "../domain/home-of.ts";
import type { Organization } from "../domain/tenant.ts";
import { announcedHash, newAttachment, rulesFor, type Uploader } from "./announce-file.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Bus } from "./bus.ts";
import { createFileChecks, type FileChecksDeps } from "./check-files.ts";
import type { Clock } from "./clock.ts";
import { createFileDeletion } from "./delete-files.ts";
import { startFileCare } from "./file-care.ts";
import type { FilePorts } from "./file-ports.ts";
import { busy, checkLength, refusalOf, storeFull } from "./file-refusals.ts";
import type { ByteRange, FileVariant } from "./files.ts";
import type { ConversationStore } from "./store.ts";

export interface AttachmentsDeps extends FilePorts {
  readonly store: AttachmentStore & Pick<ConversationStore, "load">;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly audit: Pick<AuditLog, "add">;
  /** With less free space than this nothing is taken. */
  readonly minFreeBytes: number;
  /** How long a sent file is kept; null: as long as its conversation. */
  readonly retentionDays: number | null;
  readonly report: (error: unknown) => void;
}

/** The files of conversations, from their announcement until they are deleted. */
export interface Attachments {
  /**
   * Expects a file.
   * @param key - the same key of the same member gives the same file again; null without one
   * @throws DomainError `attachments-not-allowed`, those of {@link checkAnnouncement},
   *   `attachment-limit-reached`, `idempotency-key-reused`, `conversation-not-active`,
   *   `member-not-connected`, `store-unavailable` when the disk is full
   */
  announce(by: Uploader, what: Announcement, key: string | null): Promise<Attachment>;
  /**
   * Takes the bytes of a file, and begins to check them.
   * @param length - how many bytes the request says that it has
   * @throws DomainError `attachment-not-found`, `attachment-busy`, `attachment-empty`,
   *   `attachment-size-mismatch`, `attachment-too-large`, `attachment-too-slow`,
   *   `store-unavailable`
   */
  receive(id: string, source: Readable, length: number): Promise<Attachment>;
  /** @throws DomainError `attachment-not-found`, also for a deleted one */
  get(conversationId: string, id: string): Promise<Attachment>;
  /** The files that a member has announced and not taken back, the first one first. */
  ofMember(conversationId: string, memberId: string): Promise<readonly Attachment[]>;
  /**
   * Takes back a file that is not sent.
   * @throws DomainError `attachment-not-found`, `attachment-already-sent`
   */
  takeBack(by: Pick<Uploader, "conversationId" | "memberId">, id: string): Promise<void>;
  /** A file with bytes that may be read; null for every other. */
  readable(id: string): Promise<Attachment | null>;
  /** The bytes; null when they are gone. */
  read(id: string, variant: FileVariant, range?: ByteRange): Promise<Readable | null>;
  /** How many bytes a variant has; null when it is gone. */
  sizeOf(id: string, variant: FileVariant): Promise<number | null>;
  /** Deletes the bytes of conversations that ended before a moment, before their rows go. */
  deleteOfEnded(beforeAt: number, signal: AbortSignal): Promise<void>;
  /** Deletes every file (test control). */
  deleteAll(): Promise<void>;
  close(): Promise<void>;
}

export function createAttachments(deps: AttachmentsDeps): Attachments {
  const { store, clock, files, incoming } = deps;
  const deletion = createFileDeletion(store, deps);
  const findHome = homeFinder(deps);
  const checks = createFileChecks({ ...deps, deletion, homeOf: findHome });
  const stopCare = startFileCare({ ...deps, deletion, checks, homeOf: findHome });

  const refuseWhenFull = async (): Promise<void> => {
    if ((await incoming.freeBytes()) < deps.minFreeBytes) throw storeFull();
  };
  const get: Attachments["get"] = async (conversationId, id) => {
    const file = await store.attachment(id);
    if (file?.conversationId !== conversationId || file.state === "deleted")
      throw attachmentNotFound();
    return file;
  };

  return {
    async announce(by, what, key) {
      const rules = rulesFor(await findHome(by), by);
      const asked = checkAnnouncement(what, cleanFileName(what.name), rules);
      await refuseWhenFull();
      const hash = announcedHash(asked);
      const { maxFilesPerChat: maxFiles, maxBytesPerChat: maxBytes } = rules;
      const file = newAttachment(by, asked, clock.now());
      const added = await store.addAttachment({ file, key, hash }, { maxFiles, maxBytes });
      if (added.hash !== hash)
        throw new DomainError(
          "idempotency-key-reused",
          "The idempotency key was used for another file",
        );
      return added.file;
    },
    async receive(id, source, length) {
      const file = await store.attachment(id);
      if (file === null || file.state === "deleted") throw attachmentNotFound();
      if (file.state !== "awaiting") throw busy();
      checkLength(length, file.size);
      await refuseWhenFull();
      const received = await incoming.receive(id, source, file.size);
      if (received.kind === "refused") throw refusalOf(received);
      const { sha256 } = received;
      if (!(await store.changeAttachment(id, ["awaiting"], { state: "checking", sha256 }))) {
        await incoming.remove(id);
        throw attachmentNotFound();
      }
      const checking: Attachment = { ...file, state: "checking", sha256 };
      checks.begin(checking);
      return checking;
    },
    get,
    ofMember: (conversationId, memberId) => store.attachmentsOf(conversationId, memberId),
    async takeBack({ conversationId, memberId }, id) {
      const file = await get(conversationId, id);
      if (file.uploaderId !== memberId) throw attachmentNotFound();
      const states = ["awaiting", "checking", "ready", "refused"] as const;
      if (!(await store.changeAttachment(id, states, { state: "deleted" })))
        throw new DomainError("attachment-already-sent", "The file was sent before");
      checks.stop(id);
      await deletion.deleteBytes(id);
      await store.dropAttachment(id);
    },
    async readable(id) {
      const file = await store.attachment(id);
      return file?.state === "ready" || file?.state === "sent" ? file : null;
    },
    read: (id, variant, range) => files.read(id, variant, range),
    sizeOf: async (id, variant) => (await files.stat(id, variant))?.size ?? null,
    deleteOfEnded: (...range) => deletion.deleteOfEnded(...range),
    deleteAll: () => deletion.deleteAll(),
    async close() {
      await stopCare();
      await checks.close();
    },
  };
}

/** Finds the conversation of a file, and its deployment's rules. */
function homeFinder({
  store,
  tenants,
}: Pick<AttachmentsDeps, "store" | "tenants">): FileChecksDeps["homeOf"] {
  return async ({ conversationId }) => {
    const chat = (await store.load(conversationId))?.record;
    if (chat === undefined) return null;
    const home = homeOf(tenants, chat.conversation);
    return home === null ? null : { chat, rules: home.deployment.rules.attachments };
  };
}
