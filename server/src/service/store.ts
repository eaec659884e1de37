import type { AgentStatus } from "../domain/agent.ts";
import type { ChangeResult, LoadedConversation } from "../domain/conversation-change.ts";
import type { Conversation, ConversationRecord, Message, Rating } from "../domain/model.ts";
import type { UserKey } from "../domain/tenant.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { MessageHead } from "./message-queries.ts";
import type { MessagePage, MessageQuery } from "./conversations.ts";
import type { DeliveryStore, NewDelivery } from "./delivery-store.ts";
import type { RoutingChange } from "./routing-state.ts";
import type { RoutingStore } from "./routing-store.ts";

/** An idempotency key with its sender and the request that it was used for. */
export interface IdempotencyKey {
  readonly key: string;
  readonly memberId: string;
  /** SHA-256 of what was asked for. */
  readonly hash: string;
  readonly messageId: string;
  /** A use of the key before this moment is forgotten. */
  readonly sinceAt: number;
}

/** The message that was written first under an idempotency key. */
export interface FirstReply {
  readonly message: Message;
  /** SHA-256 of what was asked for; null in a row of version 0.1.0. */
  readonly hash: string | null;
}

/** The condition of a commit, and what is written together with the changes. */
export interface CommitOptions {
  /** The version that the changes were decided on; null for a new conversation. */
  readonly expectedVersion: number | null;
  readonly idempotency?: IdempotencyKey;
  /** Absent: routing state and seats stay as they are. */
  readonly routing?: RoutingChange;
  /** Written for others to be told, in this order. Default: none */
  readonly deliveries?: readonly NewDelivery[];
}

/** An agent's first read of a waiting or missed conversation. */
export interface ReadAccess {
  /** Absent when the conversation has been deleted meanwhile. */
  readonly organizationId?: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly at: number;
}

/** The result of a commit. */
export interface CommitResult {
  /** The version of the conversation from now on. */
  readonly version: number;
  /** The first use of the idempotency key, when it is used again: nothing was written then. */
  readonly repeated: FirstReply | null;
  /**
   * Resolves when the commit is on disk: nobody is told of it before. It is rejected when the disk
   * fails, with `store-unavailable`.
   */
  readonly onDisk: Promise<void>;
}

export interface ConversationStore {
  load(conversationId: string): Promise<LoadedConversation | null>;
  /**
   * Writes a change and its events in one transaction, which it may share with other conversations'
   * changes. Callers are told in the order of the commits, as soon as others can read it: a caller
   * that holds the conversation in memory takes it over at once, and tells others once it is on
   * disk.
   * @throws DomainError `version-conflict` when another change was committed since the expected
   *   version, `capacity-reached` when an agent would have more conversations than it may have;
   *   nothing is written then
   */
  commit(changes: ChangeResult, options: CommitOptions): Promise<CommitResult>;
  endedOfUser(who: UserKey, sinceAt: number): Promise<readonly ConversationRecord[]>;
  endedOfGuest(organizationId: string, externalId: string): Promise<readonly ConversationRecord[]>;
  /** Those that this agent has left and owes a wrap-up, the newest first. */
  unwrapped(who: UserKey): Promise<readonly ConversationRecord[]>;
  /** The conversations of an organization that are in a list of missed ones, oldest first. */
  missed(organizationId: string): Promise<readonly ConversationRecord[]>;
  /** Those that were missed and that an agent has closed since a moment, oldest first. */
  answered(organizationId: string, sinceAt: number): Promise<readonly ConversationRecord[]>;
  /**
   * Deletes up to `most` conversations that ended before a moment, with everything that belongs to
   * them.
   * @returns how many were deleted
   */
  deleteEnded(beforeAt: number, most: number): Promise<number>;
  /**
   * Deletes the events of up to `most` commits before a moment, oldest first.
   * @returns of how many commits they were
   */
  deleteEvents(beforeAt: number, most: number): Promise<number>;
  /** Removes deleted data from the write-ahead log too. */
  truncateWal(): Promise<void>;
}

export interface MessageStore {
  messages(conversationId: string, query: MessageQuery): Promise<MessagePage | "unknown-cursor">;
  message(conversationId: string, messageId: string): Promise<Message | null>;
  /** The newest messages of people and flows, oldest first. */
  messageHeads(conversationId: string, most: number): Promise<readonly MessageHead[]>;
  /** Those of these messages that the conversation has, oldest first. */
  messagesById(conversationId: string, ids: readonly string[]): Promise<readonly Message[]>;
  /** The id of a message's conversation; null for an unknown message. */
  conversationOf(messageId: string): Promise<string | null>;
  /** The newest message of an agent or a bot, if it has content that is not answered; else null. */
  lastOffer(conversationId: string): Promise<Message | null>;
  /** The guest's newest words; null when it has not written. Those of a flow do not count. */
  lastGuestText(of: Pick<Conversation, "id" | "guestMemberId">): Promise<string | null>;
  firstReply(
    conversationId: string,
    key: Pick<IdempotencyKey, "key" | "memberId" | "sinceAt">,
  ): Promise<FirstReply | null>;
}

export interface RatingStore {
  /**
   * @param deliveries - written in the same transaction, for others to be told. Default: none
   * @returns false when the conversation has been rated before; nothing is written then
   */
  addRating(
    conversationId: string,
    rating: Rating,
    at: number,
    deliveries?: readonly NewDelivery[],
  ): Promise<boolean>;
  rating(conversationId: string): Promise<Rating | null>;
}

export interface ReadAccessStore {
  /** Records that an agent reads these conversations. @returns for how many it is the first time */
  recordReadAccess(userId: string, conversationIds: readonly string[], at: number): Promise<number>;
  /** The records that the audit log does not have yet, oldest first. */
  unloggedReadAccess(): Promise<readonly ReadAccess[]>;
  markLogged(records: readonly ReadAccess[]): Promise<void>;
}

/** The status and the capacity that an agent has set. */
export interface StoredAgent extends UserKey {
  readonly status: AgentStatus;
  /** Null: that of the configuration. */
  readonly capacity: number | null;
}

export interface AgentStore {
  agents(): Promise<readonly StoredAgent[]>;
  saveAgent(agent: StoredAgent): Promise<void>;
}

export interface SettingStore {
  setting(name: string): Promise<string | null>;
  setSetting(name: string, value: string): Promise<void>;
}

/**
 * The persistent state, as a port. A write is durable when its promise resolves.
 * @throws DomainError `store-unavailable` from every write that the store cannot make now
 */
export interface Store
  extends ConversationStore,
    MessageStore,
    RatingStore,
    ReadAccessStore,
    AgentStore,
    AttachmentStore,
    DeliveryStore,
    SettingStore,
    RoutingStore {}
