import type { Insertable } from "kysely";
import { z } from "zod";
import type { ChatEvent } from "../../domain/chat-event.ts";
import type { ChangeResult } from "../../domain/conversation-change.ts";
import { owesWrapup } from "../../domain/decide.ts";
import { DomainError } from "../../domain/errors.ts";
import type {
  CommitOptions,
  CommitResult,
  FirstReply,
  IdempotencyKey,
} from "../../service/store.ts";
import type { DatabaseFile } from "./database.ts";
import { writeDeliveries } from "./deliveries.ts";
import { fromParts } from "./rich-rows.ts";
import { fromConversation, fromMember, toMessage } from "./rows.ts";
import { checkAnswers } from "./write-answers.ts";
import type { Database } from "./schema.ts";
import { Statements } from "./statements.ts";
import { storedBodyTypes } from "./stored-words.ts";
import { checkFiles, filesOfMessage, writeFiles } from "./write-files.ts";
import { workOf, writeRouting } from "./write-routing.ts";

/** Writes one change of a conversation; the caller's transaction makes it whole. */
export type CommitWriter = (
  changes: ChangeResult,
  options: CommitOptions,
) => Omit<CommitResult, "onDisk">;

/**
 * Creates the writer of commits. It writes what has changed and no more, by statements that are
 * prepared once: this is what each message costs.
 */
export function createCommitWriter(file: DatabaseFile): CommitWriter {
  const statements = new Statements(file);
  return (changes, { expectedVersion, idempotency, routing, deliveries = [] }) => {
    const conversationId = changes.record.conversation.id;
    if (idempotency !== undefined) {
      const repeated = findFirstReply(statements, conversationId, idempotency);
      if (repeated !== null) return { version: expectedVersion ?? 0, repeated };
    }
    checkFiles(statements, changes);
    checkAnswers(statements, changes);
    const version = (expectedVersion ?? 0) + 1;
    // First, so that a conflict is found before anything is written.
    if (expectedVersion === null) insertConversation(statements, changes, version);
    else updateConversation(statements, changes, expectedVersion);
    writeMembers(statements, changes);
    writeMessages(statements, changes);
    writeMediaRequests(statements, changes);
    if (idempotency !== undefined) writeIdempotencyKey(statements, changes, idempotency);
    if (routing !== undefined) writeRouting(statements, changes.record.conversation, routing);
    writeEvents(statements, changes, version);
    writeDeliveries(statements, conversationId, deliveries);
    return { version, repeated: null };
  };
}

const keyedMessage = z.object({
  id: z.string(),
  conversation_id: z.string(),
  sender_id: z.string(),
  body: z.string(),
  body_type: z.string(),
  language: z.string().nullable(),
  at: z.number(),
  file_count: z.number(),
  is_fallback: z.number(),
  rich: z.string().nullable(),
  answer: z.string().nullable(),
  answer_to: z.string().nullable(),
  hash: z.string().nullable(),
});

const FIRST_REPLY = `
  select messages.*, idempotency.hash from idempotency
  join messages on messages.id = idempotency.message_id
  where idempotency.conversation_id = ? and idempotency.member_id = ? and idempotency.key = ?
  and idempotency.at >= ?`;

function findFirstReply(
  statements: Statements,
  conversationId: string,
  { memberId, key, sinceAt }: IdempotencyKey,
): FirstReply | null {
  const row = statements.first(FIRST_REPLY, [conversationId, memberId, key, sinceAt]);
  if (row === undefined) return null;
  const { hash, ...message } = keyedMessage.parse(row);
  const files = message.file_count > 0 ? filesOfMessage(statements, message.id) : [];
  return { message: toMessage(message, files), hash };
}

/** One transaction writes at a time, so that no number is given twice. */
const NEXT_SEQ = "(select coalesce(max(seq), 0) + 1 from conversations)";

function insertConversation(statements: Statements, changes: ChangeResult, version: number): void {
  const row = {
    ...fromConversation(changes.record.conversation),
    last_at: changes.lastAt,
    version,
  };
  const columns = Object.keys(row);
  statements.run(
    `insert into conversations (${columns.join(", ")}, seq)
     values (${columns.map(() => "?").join(", ")}, ${NEXT_SEQ})`,
    Object.values(row),
  );
}

function updateConversation(
  statements: Statements,
  { before, record, lastAt }: ChangeResult,
  expectedVersion: number,
): void {
  const was = new Map<string, unknown>(Object.entries(fromConversation(before)));
  const changed = Object.entries(fromConversation(record.conversation)).filter(
    ([column, value]) => was.get(column) !== value,
  );
  const set = changed.map(([column]) => `${column} = ?, `).join("");
  const count = statements.run(
    `update conversations set ${set}last_at = ?, version = ? where id = ? and version = ?`,
    changed
      .map(([, value]) => value)
      .concat([lastAt, expectedVersion + 1, record.conversation.id, expectedVersion]),
  );
  if (count === 0)
    throw new DomainError("version-conflict", "The conversation has changed meanwhile", {
      retryAfterSeconds: 1,
    });
}

const END_OF_MEMBERS = `
  update members set conversation_ended_at = ?
  where conversation_id = ? and user_id is not null and conversation_ended_at is null`;

function writeMembers(statements: Statements, changes: ChangeResult): void {
  const { id, endedAt } = changes.record.conversation;
  for (const member of changes.changedMembers) {
    insert(
      statements,
      "members",
      {
        id: member.id,
        conversation_id: member.conversationId,
        user_id: member.userId,
        joined_at: member.joinedAt,
        conversation_ended_at: member.userId === null ? null : endedAt,
        work: workOf(member),
        owes_wrapup: Number(owesWrapup(member)),
        document: fromMember(member),
      },
      `on conflict (id) do update set work = excluded.work,
        document = excluded.document, owes_wrapup = excluded.owes_wrapup`,
    );
  }
  if (endedAt !== changes.before.endedAt) statements.run(END_OF_MEMBERS, [endedAt, id]);
}

function writeMessages(statements: Statements, changes: ChangeResult): void {
  for (const message of changes.messages) {
    insert(statements, "messages", {
      id: message.id,
      conversation_id: message.conversationId,
      sender_id: message.senderId,
      body: message.body,
      body_type: storedBodyTypes[message.bodyType],
      language: message.language ?? null,
      at: message.at,
      file_count: message.files?.length ?? 0,
      is_fallback: Number(message.isFallback ?? false),
      ...fromParts(message),
    });
    writeFiles(statements, message);
  }
}

function writeMediaRequests(statements: Statements, changes: ChangeResult): void {
  for (const request of changes.changedRequests) {
    insert(
      statements,
      "media_requests",
      {
        id: request.id,
        conversation_id: request.conversationId,
        created_at: request.createdAt,
        document: JSON.stringify(request),
      },
      "on conflict (id) do update set document = excluded.document",
    );
  }
}

/** The key of a message; one that was used longer ago than a key counts is written over. */
function writeIdempotencyKey(
  statements: Statements,
  changes: ChangeResult,
  { key, memberId, hash, messageId }: IdempotencyKey,
): void {
  insert(
    statements,
    "idempotency",
    {
      conversation_id: changes.record.conversation.id,
      member_id: memberId,
      key,
      message_id: messageId,
      hash,
      at: changes.lastAt,
    },
    `on conflict (conversation_id, member_id, key) do update set
      message_id = excluded.message_id, hash = excluded.hash, at = excluded.at`,
  );
}

/**
 * Stores the events for another process to tell; this one tells them after the commit. A process
 * that dies in between takes all its streams with it, so a start tells nothing. The events hold no
 * secret, and they go with the conversation.
 */
function writeEvents(statements: Statements, changes: ChangeResult, version: number): void {
  if (changes.events.length === 0) return;
  insert(statements, "events", {
    conversation_id: changes.record.conversation.id,
    version,
    at: changes.lastAt,
    body: JSON.stringify(changes.events.map(withoutSecret)),
  });
}

/** The key of a media request is in its own row alone, where those who may have it read it. */
function withoutSecret(event: ChatEvent): object {
  if (event.kind !== "media-request") return event;
  const { securityKey: _, ...request } = event.request;
  return { ...event, request };
}

function insert<Table extends keyof Database>(
  statements: Statements,
  table: Table,
  row: Insertable<Database[Table]>,
  onConflict = "",
): void {
  const columns = Object.keys(row);
  statements.run(
    `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")}) ${onConflict}`,
    Object.values(row),
  );
}
