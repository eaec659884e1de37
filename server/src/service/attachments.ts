import { createHash, randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import {
  attachmentNotFound,
  checkAnnouncement,
  type Announcement,
  type Attachment,
} from "../domain/attachment.ts";
import {
  mayAttach,
  type AttachmentRules,
  type AttachmentSide,
} from "../domain/attachment-rules.ts";
import { cleanFileName } from "../domain/clean-file-name.ts";
import { conversationNotActive, DomainError, memberNotConnected } from "../domain/errors.ts";
import { findDeployment, type Organization } from "../domain/tenant.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Bus } from "./bus.ts";
import { createFileChecks, type FileHome } from "./check-files.ts";
import type { Clock } from "./clock.ts";
import { createFileDeletion } from "./delete-files.ts";
import { startFileCare } from "./file-care.ts";
import type { ByteRange, FileVariant, Received } from "./files.ts";
import type { FilePorts } from "./file-ports.ts";
import type { ConversationStore } from "./store.ts";
import type { AttachmentStore } from "./attachment-store.ts";

/** How long a client waits before it announces to a full store again. */
const FULL_RETRY_SECONDS = 60;

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

/** A member who announces a file. */
export interface Uploader {
  readonly conversationId: string;
  readonly memberId: string;
  readonly side: AttachmentSide;
}

/** The files of conversations, from their announcement until they are deleted. */
export interface Attachments {
  /** What this side of a conversation may attach; null: nothing. */
  limits(conversationId: string, side: AttachmentSide): Promise<AttachmentRules | null>;
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
  const homeOf = async ({
    conversationId,
  }: Pick<Attachment, "conversationId">): Promise<FileHome | null> => {
    const chat = (await store.load(conversationId))?.record;
    if (chat === undefined) return null;
    const { organizationId, deploymentId } = chat.conversation;
    const home = findDeployment(deps.tenants, organizationId, deploymentId);
    return home === null ? null : { chat, rules: home.deployment.rules.attachments };
  };
  const checks = createFileChecks({ ...deps, deletion, homeOf });
  const stopCare = startFileCare({ ...deps, deletion, checks, homeOf });

  const refuseWhenFull = async (): Promise<void> => {
    if ((await incoming.freeBytes()) >= deps.minFreeBytes) return;
    throw new DomainError("store-unavailable", "The store of files is full", {
      retryAfterSeconds: FULL_RETRY_SECONDS,
    });
  };
  const get: Attachments["get"] = async (conversationId, id) => {
    const file = await store.attachment(id);
    if (file?.conversationId !== conversationId || file.state === "deleted")
      throw attachmentNotFound();
    return file;
  };

  return {
    async limits(conversationId, side) {
      const home = await homeOf({ conversationId });
      return home !== null && mayAttach(home.rules, side) ? home.rules : null;
    },
    async announce(by, what, key) {
      const rules = rulesFor(await homeOf(by), by);
      const asked = checkAnnouncement(what, cleanFileName(what.name), rules);
      await refuseWhenFull();
      const hash = hashOf(asked);
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
    deleteOfEnded: deletion.deleteOfEnded,
    deleteAll: deletion.deleteAll,
    async close() {
      await stopCare();
      await checks.close();
    },
  };
}

/** @throws DomainError `attachments-not-allowed`, and as for a message that cannot be sent */
function rulesFor(home: FileHome | null, { memberId, side }: Uploader): AttachmentRules {
  if (home === null || !mayAttach(home.rules, side))
    throw new DomainError("attachments-not-allowed", "Files may not be attached here");
  if (home.chat.conversation.state !== "active") throw conversationNotActive();
  const member = home.chat.members.find(({ id }) => id === memberId);
  if (member?.state !== "connected") throw memberNotConnected();
  return home.rules;
}

function newAttachment(by: Uploader, asked: Announcement, createdAt: number): Attachment {
  return {
    id: randomUUID(),
    conversationId: by.conversationId,
    uploaderId: by.memberId,
    messageId: null,
    position: 0,
    ...asked,
    sha256: null,
    width: null,
    height: null,
    hasThumbnail: false,
    state: "awaiting",
    refusal: null,
    createdAt,
    readyAt: null,
  };
}

function hashOf({ name, size, type }: Announcement): string {
  return createHash("sha256")
    .update(JSON.stringify([name, size, type]))
    .digest("hex");
}

const busy = (): DomainError =>
  new DomainError("attachment-busy", "The bytes of the file are here, or on their way");
const tooLarge = (): DomainError =>
  new DomainError("attachment-too-large", "The file has more bytes than were announced");
const mismatch = (): DomainError =>
  new DomainError("attachment-size-mismatch", "The file has fewer bytes than were announced");
const empty = (): DomainError => new DomainError("attachment-empty", "The file is empty");

function checkLength(length: number, announced: number): void {
  if (length === announced) return;
  if (length === 0) throw empty();
  throw length > announced ? tooLarge() : mismatch();
}

function refusalOf({ because }: Extract<Received, { kind: "refused" }>): DomainError {
  switch (because) {
    case "empty":
      return empty();
    case "too-short":
      return mismatch();
    case "too-large":
      return tooLarge();
    case "too-slow":
      return new DomainError("attachment-too-slow", "The file took too long to arrive");
    case "busy":
      return busy();
  }
}
