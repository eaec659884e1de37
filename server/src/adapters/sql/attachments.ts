import type { Kysely, Transaction } from "kysely";
import type { AttachmentStore } from "../../service/attachment-store.ts";
import { DomainError } from "../../domain/errors.ts";
import { toAttachment } from "./attachment-rows.ts";
import type { Database } from "./schema.ts";
import type { Writes } from "./writes.ts";

/** The states in which a file takes a place of its conversation. */
const COUNTED = ["awaiting", "checking", "ready", "sent"] as const;

export function createAttachmentStore(
  db: Kysely<Database>,
  { run: write }: Pick<Writes, "run">,
): AttachmentStore {
  return { ...writesOf(write), ...readsOf(db), ...leftToDelete(db, write) };
}

function writesOf(
  write: Writes["run"],
): Pick<AttachmentStore, "addAttachment" | "changeAttachment" | "dropAttachment"> {
  return {
    addAttachment: (announced, limits) =>
      write(async (trx) => {
        const { file, key, hash } = announced;
        const earlier = key === null ? undefined : await byKey(trx, file, key);
        if (earlier !== undefined)
          return { file: toAttachment(earlier), hash: earlier.announced_hash };
        const { count, bytes } = await usage(trx, file.conversationId);
        if (count >= limits.maxFiles || bytes + file.size > limits.maxBytes)
          throw new DomainError(
            "attachment-limit-reached",
            "The conversation has as many files as it may have",
          );
        await trx
          .insertInto("attachments")
          .values({
            id: file.id,
            conversation_id: file.conversationId,
            uploader_id: file.uploaderId,
            message_id: file.messageId,
            position: file.position,
            name: file.name,
            type: file.type,
            size: file.size,
            sha256: file.sha256,
            width: file.width,
            height: file.height,
            has_thumbnail: Number(file.hasThumbnail),
            state: file.state,
            refusal: file.refusal,
            created_at: file.createdAt,
            ready_at: file.readyAt,
            upload_key: key,
            announced_hash: hash,
          })
          .execute();
        return { file, hash };
      }),
    changeAttachment: (id, from, change) =>
      write(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("attachments")
          .set({
            ...(change.state !== undefined && { state: change.state }),
            ...(change.refusal !== undefined && { refusal: change.refusal }),
            ...(change.type !== undefined && { type: change.type }),
            ...(change.size !== undefined && { size: change.size }),
            ...(change.sha256 !== undefined && { sha256: change.sha256 }),
            ...(change.width !== undefined && { width: change.width }),
            ...(change.height !== undefined && { height: change.height }),
            ...(change.hasThumbnail !== undefined && {
              has_thumbnail: Number(change.hasThumbnail),
            }),
            ...(change.readyAt !== undefined && { ready_at: change.readyAt }),
          })
          .where("id", "=", id)
          .where("state", "in", from)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    async dropAttachment(id) {
      await write((trx) => trx.deleteFrom("attachments").where("id", "=", id).execute());
    },
  };
}

function readsOf(
  db: Kysely<Database>,
): Pick<
  AttachmentStore,
  "attachment" | "attachmentsOf" | "attachmentsIn" | "unsentAttachments" | "filesOfEnded"
> {
  return {
    async attachment(id) {
      const row = await db
        .selectFrom("attachments")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined ? null : toAttachment(row);
    },
    async attachmentsOf(conversationId, memberId) {
      const rows = await db
        .selectFrom("attachments")
        .selectAll()
        .where("conversation_id", "=", conversationId)
        .where("uploader_id", "=", memberId)
        .where("state", "!=", "deleted")
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(toAttachment);
    },
    async attachmentsIn(states, beforeAt, most) {
      const rows = await db
        .selectFrom("attachments")
        .selectAll()
        .where("state", "in", states)
        .where("created_at", "<", beforeAt)
        .orderBy("created_at")
        .limit(most)
        .execute();
      return rows.map(toAttachment);
    },
    async unsentAttachments(beforeAt, most) {
      const rows = await db
        .selectFrom("attachments")
        .selectAll()
        .where("state", "in", ["awaiting", "ready", "refused", "deleted"])
        .where("created_at", "<", beforeAt)
        .where("message_id", "is", null)
        .orderBy("created_at")
        .limit(most)
        .execute();
      return rows.map(toAttachment);
    },
    async filesOfEnded(beforeAt, most) {
      const ended = db
        .selectFrom("conversations")
        .select("id")
        .where("state", "=", "ended")
        .where("ended_at", "<", beforeAt);
      const rows = await db
        .selectFrom("attachments")
        .select("id")
        .where("conversation_id", "in", ended)
        .where("state", "in", [...COUNTED])
        .limit(most)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

function leftToDelete(
  db: Kysely<Database>,
  write: Writes["run"],
): Pick<AttachmentStore, "filesToDelete" | "addFileToDelete" | "dropFileToDelete"> {
  return {
    async filesToDelete() {
      const rows = await db.selectFrom("files_to_delete").select("id").execute();
      return rows.map(({ id }) => id);
    },
    async addFileToDelete(id) {
      await write((trx) =>
        trx
          .insertInto("files_to_delete")
          .values({ id })
          .onConflict((clash) => clash.column("id").doNothing())
          .execute(),
      );
    },
    async dropFileToDelete(id) {
      await write((trx) => trx.deleteFrom("files_to_delete").where("id", "=", id).execute());
    },
  };
}

function byKey(
  trx: Transaction<Database>,
  file: { readonly conversationId: string; readonly uploaderId: string },
  key: string,
) {
  return trx
    .selectFrom("attachments")
    .selectAll()
    .where("conversation_id", "=", file.conversationId)
    .where("uploader_id", "=", file.uploaderId)
    .where("upload_key", "=", key)
    .executeTakeFirst();
}

/** How many files a conversation has, and how many bytes. */
async function usage(
  trx: Transaction<Database>,
  conversationId: string,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const row = await trx
    .selectFrom("attachments")
    .select((all) => [
      all.fn.countAll<number>().as("count"),
      all.fn.sum<number>("size").as("bytes"),
    ])
    .where("conversation_id", "=", conversationId)
    .where("state", "in", [...COUNTED])
    .executeTakeFirst();
  return { count: row?.count ?? 0, bytes: row?.bytes ?? 0 };
}
