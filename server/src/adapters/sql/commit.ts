import type { Transaction } from "kysely";
import { DomainError } from "../../domain/errors.ts";
import type { ChangeResult } from "../../domain/conversation-change.ts";
import type { CommitOptions, CommitResult, IdempotencyKey } from "../../service/store.ts";
import { fromConversation, fromMember } from "./rows.ts";
import type { Database } from "./schema.ts";
import { storedBodyTypes } from "./stored-words.ts";

/** Writes one change of a conversation; the caller's transaction makes it whole. */
export async function commitChanges(
  trx: Transaction<Database>,
  changes: ChangeResult,
  { expectedVersion, idempotency }: CommitOptions,
): Promise<CommitResult> {
  const version = (expectedVersion ?? 0) + 1;
  await writeConversation(trx, changes, expectedVersion);
  await writeMembers(trx, changes);
  for (const message of changes.messages) {
    await trx
      .insertInto("messages")
      .values({
        id: message.id,
        conversation_id: message.conversationId,
        sender_id: message.senderId,
        body: message.body,
        body_type: storedBodyTypes[message.bodyType],
        at: message.at,
      })
      .execute();
  }
  await writeMediaRequests(trx, changes);
  if (idempotency !== undefined) await writeIdempotencyKey(trx, changes, idempotency);
  return { version };
}

async function writeConversation(
  trx: Transaction<Database>,
  changes: ChangeResult,
  expectedVersion: number | null,
): Promise<void> {
  const { id, ...columns } = fromConversation(changes.record.conversation);
  const values = { ...columns, last_at: changes.lastAt, version: (expectedVersion ?? 0) + 1 };
  if (expectedVersion === null) {
    await trx
      .insertInto("conversations")
      .values({ id, ...values })
      .execute();
    return;
  }
  const { numUpdatedRows } = await trx
    .updateTable("conversations")
    .set(values)
    .where("id", "=", id)
    .where("version", "=", expectedVersion)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n)
    throw new DomainError("version-conflict", "The conversation has changed meanwhile", {
      retryAfterSeconds: 1,
    });
}

async function writeMembers(trx: Transaction<Database>, changes: ChangeResult): Promise<void> {
  const { id, endedAt } = changes.record.conversation;
  for (const member of changes.changedMembers) {
    const document = fromMember(member);
    await trx
      .insertInto("members")
      .values({
        id: member.id,
        conversation_id: member.conversationId,
        user_id: member.userId,
        joined_at: member.joinedAt,
        conversation_ended_at: member.userId === null ? null : endedAt,
        document,
      })
      .onConflict((clash) => clash.column("id").doUpdateSet({ document }))
      .execute();
  }
  if (endedAt === null) return;
  await trx
    .updateTable("members")
    .set({ conversation_ended_at: endedAt })
    .where("conversation_id", "=", id)
    .where("user_id", "is not", null)
    .where("conversation_ended_at", "is", null)
    .execute();
}

async function writeMediaRequests(
  trx: Transaction<Database>,
  changes: ChangeResult,
): Promise<void> {
  for (const request of changes.changedRequests) {
    const document = JSON.stringify(request);
    await trx
      .insertInto("media_requests")
      .values({
        id: request.id,
        conversation_id: request.conversationId,
        created_at: request.createdAt,
        document,
      })
      .onConflict((clash) => clash.column("id").doUpdateSet({ document }))
      .execute();
  }
}

async function writeIdempotencyKey(
  trx: Transaction<Database>,
  changes: ChangeResult,
  { key, memberId, hash, messageId }: IdempotencyKey,
): Promise<void> {
  const row = { message_id: messageId, hash, at: changes.lastAt };
  await trx
    .insertInto("idempotency")
    .values({
      conversation_id: changes.record.conversation.id,
      member_id: memberId,
      key,
      ...row,
    })
    .onConflict((clash) => clash.columns(["conversation_id", "member_id", "key"]).doUpdateSet(row))
    .execute();
}
