import { join } from "node:path";
import type Libsql from "libsql";
import { Kysely, Migrator, sql } from "kysely";
import { owesWrapup } from "../../domain/decide.ts";
import type { ChangeResult, LoadedConversation } from "../../domain/conversation-change.ts";
import type {
  ConversationRecord,
  MediaRequest,
  Member,
  Message,
  Rating,
} from "../../domain/model.ts";
import type { MessagePage, MessageQuery } from "../../service/conversations.ts";
import type { UserKey } from "../../domain/tenant.ts";
import {
  closeFilesToOthers,
  DATABASE_FILE,
  makePrivately,
  noteStore,
  prepareFolder,
  refuseLostDatabase,
  removeUnfilled,
} from "./data-folder.ts";
import { openDatabase, StoreDialect } from "./database.ts";
import { belongings, deleteEnded } from "./delete-ended.ts";
import { migrations } from "./migrations.ts";
import { fromConversation, readJson, toConversation, toMember, toMessage } from "./rows.ts";
import type { Database } from "./schema.ts";
import { StoreError } from "./store-error.ts";
import { LOCK_FILE, takeLock } from "./store-lock.ts";
import { createWrites } from "./writes.ts";

export { StoreError } from "./store-error.ts";

/** A first write under an idempotency key. */
export interface IdempotencyRecord {
  readonly messageId: string;
  /** SHA-256 of what was asked for; null in a row of version 0.1.0. */
  readonly hash: string | null;
  readonly at: number;
}

/** An idempotency key with its sender and the request that it was used for. */
export interface IdempotencyKey {
  readonly key: string;
  readonly memberId: string;
  readonly hash: string;
  readonly messageId: string;
}

/** That an agent read along in a waiting chat. */
export interface Reading {
  /** Absent when the conversation has been deleted meanwhile. */
  readonly organizationId?: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly at: number;
}

/**
 * The persistent state: one SQLite file, WAL, `synchronous=FULL`. Data is on disk when the promise
 * of its write resolves.
 * @throws DomainError `store-unavailable` from every write while the disk accepts none, or while
 *   the test control refuses writes
 */
export interface Store {
  load(conversationId: string): Promise<LoadedConversation | null>;
  /** All that have not ended, oldest first. */
  loadOpen(): Promise<readonly LoadedConversation[]>;
  /** When the guest last wrote; null when never. */
  lastGuestMessageAt(conversationId: string, guestMemberId: string): Promise<number | null>;
  /** Writes a decision in one transaction. */
  commit(changes: ChangeResult, idempotency?: IdempotencyKey): Promise<void>;
  messages(conversationId: string, query: MessageQuery): Promise<MessagePage | "unknown-cursor">;
  message(conversationId: string, messageId: string): Promise<Message | null>;
  lastText(conversationId: string): Promise<string | null>;
  idempotency(
    conversationId: string,
    memberId: string,
    key: string,
  ): Promise<IdempotencyRecord | null>;
  endedOfUser(who: UserKey, sinceAt: number): Promise<readonly ConversationRecord[]>;
  endedOfGuest(organizationId: string, externalId: string): Promise<readonly ConversationRecord[]>;
  /** Ended chats in which this agent still owes a wrap-up. */
  unwrapped(who: UserKey): Promise<readonly ConversationRecord[]>;
  /** Notes that an agent reads along in a waiting chat. @returns whether it is the first time */
  recordReadAccess(userId: string, conversationId: string, at: number): Promise<boolean>;
  /** The readings of which it is not noted that the audit log has them, oldest first. */
  unloggedReadings(): Promise<readonly Reading[]>;
  /** Notes that the audit log has these readings. */
  markLogged(readings: readonly Reading[]): Promise<void>;
  /** @returns false when the conversation has been rated before */
  addRating(conversationId: string, rating: Rating, at: number): Promise<boolean>;
  rating(conversationId: string): Promise<Rating | null>;
  setting(name: string): Promise<string | null>;
  setSetting(name: string, value: string): Promise<void>;
  /**
   * Deletes up to `most` conversations that ended before a moment, with all their rows.
   * @returns how many were deleted
   */
  deleteEnded(beforeAt: number, most: number): Promise<number>;
  /** Takes what was deleted out of the write-ahead log too. */
  truncateWal(): Promise<void>;
  /** How SQLite is set, for the durability test. */
  pragmas(): { readonly journalMode: string; readonly synchronous: number };
  /** Removes every conversation (test switchboard). */
  wipe(): Promise<void>;
  /** Whether writes succeed now. */
  isWritable(): Promise<boolean>;
  /** Stands for a full disk (test switchboard). */
  refuseWrites(isRefusing: boolean): void;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly folder: string;
  /** Told of what an operator should mend, and of trouble while closing. Default: nobody */
  readonly warn?: (text: string) => void;
}

/** Opens the store in a folder, making it when it is not there. @throws StoreError */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, warn = (): void => undefined } = options;
  prepareFolder(folder, warn);
  makePrivately(folder, LOCK_FILE);
  const unlock = takeLock(folder);
  let file: InstanceType<typeof Libsql> | null = null;
  let isNew = false;
  try {
    closeFilesToOthers(folder);
    refuseLostDatabase(folder, warn);
    isNew = makePrivately(folder, DATABASE_FILE);
    file = openDatabase(join(folder, DATABASE_FILE), warn);
    const db = new Kysely<Database>({ dialect: new StoreDialect(file) });
    const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
    if (error !== undefined) throw error;
    noteStore(folder, warn);
    return createStore(db, file, unlock, warn);
  } catch (error) {
    file?.close();
    if (isNew) removeUnfilled(folder);
    unlock();
    if (error instanceof StoreError) throw error;
    throw new StoreError("store-unreadable", `The store in ${folder} cannot be opened.`, error);
  }
}

type Pragmas = Pick<InstanceType<typeof Libsql>, "pragma">;

function createStore(
  db: Kysely<Database>,
  file: Pragmas,
  unlock: () => void,
  warn: (text: string) => void,
): Store {
  const writes = createWrites(db);
  const write = writes.run;

  const membersOf = async (conversationId: string): Promise<Member[]> => {
    const rows = await db
      .selectFrom("members")
      .select("document")
      .where("conversation_id", "=", conversationId)
      .orderBy("joined_at")
      .execute();
    return rows.map((row) => toMember(row.document));
  };

  const chats = async (ids: readonly { id: string }[]): Promise<ConversationRecord[]> => {
    const loaded = await Promise.all(ids.map(({ id }) => load(id)));
    return loaded.flatMap((known) => (known === null ? [] : [known.chat]));
  };

  async function load(conversationId: string): Promise<LoadedConversation | null> {
    const row = await db
      .selectFrom("conversations")
      .selectAll()
      .where("id", "=", conversationId)
      .executeTakeFirst();
    if (row === undefined) return null;
    const requests = await db
      .selectFrom("media_requests")
      .select("document")
      .where("conversation_id", "=", conversationId)
      .orderBy("created_at")
      .execute();
    return {
      chat: { conversation: toConversation(row), members: await membersOf(conversationId) },
      requests: requests.map((request) => readJson<MediaRequest>(request.document)),
      lastAt: row.last_at,
    };
  }

  const timeOf = async (conversationId: string, messageId: string): Promise<number | null> => {
    const row = await db
      .selectFrom("messages")
      .select("at")
      .where("conversation_id", "=", conversationId)
      .where("id", "=", messageId)
      .executeTakeFirst();
    return row?.at ?? null;
  };

  const eraseLog = async (): Promise<void> => {
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
  };

  return {
    load,
    async loadOpen() {
      const ids = await db
        .selectFrom("conversations")
        .select("id")
        .where("state", "!=", "ended")
        .orderBy("created_at")
        .execute();
      const all = await Promise.all(ids.map(({ id }) => load(id)));
      return all.filter((known) => known !== null);
    },
    async lastGuestMessageAt(conversationId, guestMemberId) {
      const row = await db
        .selectFrom("messages")
        .select(({ fn }) => fn.max("at").as("at"))
        .where("conversation_id", "=", conversationId)
        .where("sender_id", "=", guestMemberId)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async commit(changes, idempotency) {
      const { conversation } = changes.chat;
      await write(async (trx) => {
        const { id, ...values } = fromConversation(conversation, changes.lastAt);
        await trx
          .insertInto("conversations")
          .values({ id, ...values })
          .onConflict((clash) => clash.column("id").doUpdateSet(values))
          .execute();
        for (const member of changes.changedMembers) {
          const document = JSON.stringify(member);
          await trx
            .insertInto("members")
            .values({
              id: member.id,
              conversation_id: conversation.id,
              user_id: member.userId,
              joined_at: member.joinedAt,
              document,
            })
            .onConflict((clash) => clash.column("id").doUpdateSet({ document }))
            .execute();
        }
        for (const message of changes.messages) {
          await trx
            .insertInto("messages")
            .values({
              id: message.id,
              conversation_id: message.conversationId,
              sender_id: message.senderId,
              body: message.body,
              body_type: message.bodyType,
              at: message.at,
            })
            .execute();
        }
        for (const request of changes.changedRequests) {
          const document = JSON.stringify(request);
          await trx
            .insertInto("media_requests")
            .values({
              id: request.id,
              conversation_id: conversation.id,
              created_at: request.createdAt,
              document,
            })
            .onConflict((clash) => clash.column("id").doUpdateSet({ document }))
            .execute();
        }
        if (idempotency !== undefined) {
          const { key, memberId: member_id, hash, messageId: message_id } = idempotency;
          const row = { message_id, hash, at: changes.lastAt };
          await trx
            .insertInto("idempotency")
            .values({ conversation_id: conversation.id, member_id, key, ...row })
            .onConflict((clash) =>
              clash.columns(["conversation_id", "member_id", "key"]).doUpdateSet(row),
            )
            .execute();
        }
      });
    },
    async messages(conversationId, query) {
      let rows = db
        .selectFrom("messages")
        .selectAll()
        .where("conversation_id", "=", conversationId);
      for (const [id, sign] of [
        [query.after, ">"],
        [query.before, "<"],
      ] as const) {
        if (id === null) continue;
        const at = await timeOf(conversationId, id);
        if (at === null) return "unknown-cursor";
        if (query.untilAt !== undefined && at > query.untilAt) return "unknown-cursor";
        rows = rows.where("at", sign, at);
      }
      if (query.untilAt !== undefined) rows = rows.where("at", "<=", query.untilAt);
      const found = await rows
        .orderBy("at", query.sortOrder === "ascending" ? "asc" : "desc")
        .limit(query.maxResults + 1)
        .execute();
      return {
        messages: found.slice(0, query.maxResults).map(toMessage),
        hasMore: found.length > query.maxResults,
      };
    },
    async message(conversationId, messageId) {
      const row = await db
        .selectFrom("messages")
        .selectAll()
        .where("conversation_id", "=", conversationId)
        .where("id", "=", messageId)
        .executeTakeFirst();
      return row === undefined ? null : toMessage(row);
    },
    async lastText(conversationId) {
      const row = await db
        .selectFrom("messages")
        .select("body")
        .where("conversation_id", "=", conversationId)
        .where("body_type", "in", ["standard", "notice"])
        .orderBy("at", "desc")
        .executeTakeFirst();
      return row?.body ?? null;
    },
    async idempotency(conversationId, memberId, key) {
      const row = await db
        .selectFrom("idempotency")
        .select(["message_id", "hash", "at"])
        .where("conversation_id", "=", conversationId)
        .where("member_id", "=", memberId)
        .where("key", "=", key)
        .executeTakeFirst();
      return row === undefined ? null : { messageId: row.message_id, hash: row.hash, at: row.at };
    },
    async endedOfUser({ organizationId, userId }, sinceAt) {
      return chats(
        await db
          .selectFrom("conversations")
          .select("conversations.id")
          .where("state", "=", "ended")
          .where("organization_id", "=", organizationId)
          .where("ended_at", ">=", sinceAt)
          .where((expressions) =>
            expressions.exists(
              expressions
                .selectFrom("members")
                .select("members.id")
                .whereRef("members.conversation_id", "=", "conversations.id")
                .where("members.user_id", "=", userId),
            ),
          )
          .orderBy("ended_at", "desc")
          .execute(),
      );
    },
    async endedOfGuest(organizationId, externalId) {
      return chats(
        await db
          .selectFrom("conversations")
          .select("id")
          .where("state", "=", "ended")
          .where("organization_id", "=", organizationId)
          .where("external_id", "=", externalId)
          .orderBy("ended_at", "desc")
          .execute(),
      );
    },
    async unwrapped({ organizationId, userId }) {
      const recent = await db
        .selectFrom("members")
        .innerJoin("conversations", "conversations.id", "members.conversation_id")
        .select(["conversations.id", "members.document"])
        .where("members.user_id", "=", userId)
        .where("conversations.state", "=", "ended")
        .where("conversations.organization_id", "=", organizationId)
        .orderBy("members.joined_at", "desc")
        .limit(200)
        .execute();
      const owed = recent.filter(({ document }) => owesWrapup(toMember(document)));
      return chats([...new Map(owed.map((row) => [row.id, row])).values()]);
    },
    async recordReadAccess(userId, conversationId, at) {
      const earlier = await db
        .selectFrom("readings")
        .select("at")
        .where("user_id", "=", userId)
        .where("conversation_id", "=", conversationId)
        .executeTakeFirst();
      // A repeated read needs no write, so it succeeds while the disk is full.
      if (earlier !== undefined) return false;
      const { numInsertedOrUpdatedRows = 0n } = await write((trx) =>
        trx
          .insertInto("readings")
          .values({ user_id: userId, conversation_id: conversationId, at })
          .onConflict((clash) => clash.columns(["user_id", "conversation_id"]).doNothing())
          .executeTakeFirst(),
      );
      return numInsertedOrUpdatedRows > 0n;
    },
    async unloggedReadings() {
      const rows = await db
        .selectFrom("readings")
        .leftJoin("conversations", "conversations.id", "readings.conversation_id")
        .select(["organization_id", "user_id", "conversation_id", "at"])
        .where("is_logged", "=", sql.lit(0))
        .orderBy("at")
        .execute();
      return rows.map((row) => ({
        ...(row.organization_id !== null && { organizationId: row.organization_id }),
        userId: row.user_id,
        conversationId: row.conversation_id,
        at: row.at,
      }));
    },
    async markLogged(readings) {
      await write(async (trx) => {
        for (const { userId, conversationId } of readings) {
          await trx
            .updateTable("readings")
            .set({ is_logged: 1 })
            .where("user_id", "=", userId)
            .where("conversation_id", "=", conversationId)
            .execute();
        }
      });
    },
    async addRating(conversationId, { score, comment }, at) {
      const { numInsertedOrUpdatedRows = 0n } = await write((trx) =>
        trx
          .insertInto("ratings")
          .values({ conversation_id: conversationId, score, comment, at })
          .onConflict((clash) => clash.column("conversation_id").doNothing())
          .executeTakeFirst(),
      );
      return numInsertedOrUpdatedRows > 0n;
    },
    async rating(conversationId) {
      const row = await db
        .selectFrom("ratings")
        .select(["score", "comment"])
        .where("conversation_id", "=", conversationId)
        .executeTakeFirst();
      return row ?? null;
    },
    async setting(name) {
      const row = await db
        .selectFrom("settings")
        .select("value")
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.value ?? null;
    },
    async setSetting(name, value) {
      await write((trx) =>
        trx
          .insertInto("settings")
          .values({ name, value })
          .onConflict((clash) => clash.column("name").doUpdateSet({ value }))
          .execute(),
      );
    },
    deleteEnded: (beforeAt, most) => write((trx) => deleteEnded(trx, beforeAt, most)),
    truncateWal: eraseLog,
    pragmas() {
      const [journal] = file.pragma("journal_mode") as { journal_mode: string }[];
      const [sync] = file.pragma("synchronous") as { synchronous: number }[];
      return { journalMode: journal?.journal_mode ?? "", synchronous: sync?.synchronous ?? -1 };
    },
    async wipe() {
      await write(async (trx) => {
        for (const table of [...belongings, "conversations"] as const)
          await trx.deleteFrom(table).execute();
      });
    },
    isWritable: writes.areWorking,
    refuseWrites: writes.refuse,
    async close() {
      await writes.close();
      try {
        await eraseLog();
      } catch (error) {
        // The next start recovers the content of the log.
        warn(`The write-ahead log could not be emptied: ${String(error)}`);
      }
      try {
        await db.destroy();
      } finally {
        unlock();
      }
    },
  };
}
