import type { UserKey } from "../domain/tenant.ts";
import type {
  BodyType,
  ConversationRecord,
  EndReason,
  MediaRequest,
  MediaType,
  Member,
  Message,
  Missed,
  PageInfo,
  QueuePlace,
  Rating,
  Wrapup,
} from "../domain/model.ts";
import type { Creation } from "./creation.ts";
import type { MessageExtras } from "./message-extras.ts";
import type { MessageQueries } from "./message-queries.ts";
import type { MissedCommands } from "./missed-commands.ts";
import type { NewConversation } from "./new-conversation.ts";
import type { StoredWaiting } from "./routing-store.ts";

export interface MessagePage {
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
}

/** One page of history. `after` and `before` are message ids. */
export interface MessageQuery {
  readonly after: string | null;
  readonly before: string | null;
  readonly sortOrder: "ascending" | "descending";
  /** Already clamped to 1..100. */
  readonly maxResults: number;
  /** Hides later messages from the caller; without it, none are hidden. */
  readonly untilAt?: number;
}

/**
 * Refuses a command by throwing. It runs in the conversation's command queue, on the state at that
 * time, which may differ from the state when the request arrived.
 */
export type Permit = (chat: ConversationRecord) => void;

export interface WaitingConversation extends Omit<StoredWaiting, "detachedAt"> {
  /** Since when the guest has been without a stream; null while it is there. */
  readonly awaySince: number | null;
}

/** A conversation in the list of missed ones. */
export interface MissedConversation {
  readonly chat: ConversationRecord;
  readonly missed: Missed;
  readonly lastText: string | null;
}

/** A missed conversation that an agent has closed. */
export type AnsweredConversation = Omit<MissedConversation, "lastText">;

/**
 * All commands and queries on conversations. Each command decides with the pure functions of
 * `domain/`, commits in one transaction, publishes on the bus after the commit, and only then
 * resolves. A refused command rejects with a `DomainError`.
 */
export interface ConversationService extends Creation, MissedCommands, MessageQueries {
  /* ---- reading ---- */
  /** @throws DomainError `conversation-not-found` */
  get(conversationId: string): Promise<ConversationRecord>;
  /** A conversation that has not ended and is in memory; null for every other. */
  peek(conversationId: string): ConversationRecord | null;
  /** @throws DomainError `cursor-not-found` */
  messages(conversationId: string, query: MessageQuery): Promise<MessagePage>;
  /** @throws DomainError `message-not-found` */
  message(conversationId: string, messageId: string): Promise<Message>;
  mediaRequests(conversationId: string): Promise<readonly MediaRequest[]>;
  /** @throws DomainError `media-request-not-found` */
  mediaRequest(conversationId: string, requestId: string): Promise<MediaRequest>;
  /**
   * Stores the guest's rating: once, and at most until a day after the conversation's end.
   * @throws DomainError `already-rated` the second time, `conversation-not-active` when it is too
   *   late
   */
  rate(conversationId: string, rating: Rating): Promise<void>;
  /** Null when the guest has not rated. */
  rating(conversationId: string): Promise<Rating | null>;
  /** Since when the guest is away; null while it is there, and once the conversation has ended. */
  awaySince(conversationId: string): Promise<number | null>;
  /** The guest's place in line; null when not waiting. */
  queuePlace(conversationId: string): Promise<QueuePlace | null>;
  /**
   * Active conversations with a leg of this agent: alerting, connected, or left without a required
   * wrap-up.
   */
  ofAgent(who: UserKey): Promise<readonly ConversationRecord[]>;
  /** The number of alerting and connected conversations of each agent who has any, by user id. */
  loads(organizationId: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Ended conversations in which this agent took part, newest first; or all ended conversations of
   * one authenticated guest.
   */
  ended(
    filter: (UserKey & { sinceAt: number }) | { organizationId: string; externalId: string },
  ): Promise<readonly ConversationRecord[]>;
  /**
   * Conversations that wait in these queues of the organization and that no agent has accepted yet,
   * in the order of the line.
   */
  waiting(
    organizationId: string,
    queueIds: readonly string[],
  ): Promise<readonly WaitingConversation[]>;
  /** One of those that wait; null for a conversation that does not wait. */
  waitingOne(conversationId: string): Promise<WaitingConversation | null>;
  /** How many guests wait in a queue. */
  countWaiting(organizationId: string, queueId: string): Promise<number>;
  /** The missed conversations of these queues of the organization, longest missed first. */
  missed(
    organizationId: string,
    queueIds: readonly string[],
  ): Promise<readonly MissedConversation[]>;
  /**
   * One of those that are missed; null for a conversation that is in no list of them.
   * @throws DomainError `conversation-not-found`
   */
  missedOne(conversationId: string): Promise<MissedConversation | null>;
  /** Those of these queues that an agent has closed since a moment, the last one first. */
  answered(
    organizationId: string,
    queueIds: readonly string[],
    sinceAt: number,
  ): Promise<readonly AnsweredConversation[]>;

  /* ---- the guest ---- */
  /**
   * Notes what the page can do that the guest is on now.
   * @throws DomainError `conversation-not-active` after the end
   */
  changePage(conversationId: string, page: Pick<PageInfo, "canShareScreen">): Promise<void>;
  create(input: NewConversation): Promise<ConversationRecord>;
  /**
   * Attaches an event stream (or a poll) of the guest. The first one activates the conversation and
   * routes it.
   * @returns the undo; when the last attachment is gone, the lost-stream time starts
   * @throws DomainError `conversation-not-active` when the conversation has ended
   */
  attach(conversationId: string): Promise<() => void>;
  /**
   * Sends a message of this member.
   * @param idempotencyKey - unique per sender: the same key within 24 h returns the first message;
   *   with another body, type, language, files, content or answer it fails with
   *   `idempotency-key-reused`
   * @param more - files that go out with it, whose text may be empty; the language of the body;
   *   content that the guest may answer; or the guest's answer. Default: none, and the language of
   *   the agent's profile
   * @throws DomainError `conversation-not-active`, `member-not-connected`; `attachment-not-found`,
   *   `attachment-not-ready`, `attachment-already-sent` for a file that cannot go out;
   *   `answer-not-offered`, `answer-already-given`
   */
  send(
    conversationId: string,
    memberId: string,
    body: string,
    bodyType: BodyType,
    idempotencyKey: string | null,
    more?: MessageExtras,
  ): Promise<Message>;
  typing(conversationId: string, memberId: string): Promise<{ id: string; at: number }>;
  /**
   * Disconnects the guest, which ends the conversation for every member.
   * @throws DomainError `member-not-connected` the second time
   */
  guestLeaves(conversationId: string, memberId: string): Promise<void>;
  /**
   * Stores the guest's answer to a media request.
   * @throws DomainError `conversation-not-active`; `media-request-settled` when the request is no
   *   longer PENDING (or, for ERRORED, ACCEPTED)
   */
  answerMediaRequest(
    conversationId: string,
    requestId: string,
    state: "ACCEPTED" | "DECLINED" | "ERRORED",
  ): Promise<MediaRequest>;
  /**
   * Keeps an invitation open for two more minutes, up to ten times (extension `media-extend`).
   * @throws DomainError `media-request-not-found`, `media-request-not-extendable`
   */
  extendMediaRequest(conversationId: string, requestId: string): Promise<MediaRequest>;

  /* ---- agents ---- */
  /** Connects an alerting agent. @throws DomainError `offer-gone` */
  accept(conversationId: string, participantId: string): Promise<Member>;
  /**
   * Offers a waiting conversation to this agent of its organization and accepts it.
   * @throws DomainError `not-waiting`, `conversation-taken`, `capacity-reached` when the agent has
   *   as many conversations as it may have at once
   */
  take(conversationId: string, userId: string, permit?: Permit): Promise<Member>;
  /**
   * Ends an agent's leg. A declined offer goes to the next agent; a connected leg ends the
   * conversation when neither another agent nor a queue is left.
   */
  leave(conversationId: string, memberId: string): Promise<void>;
  /** Disconnects every member. The system wraps up for the agents when it is the reason. */
  endForAll(conversationId: string, reason: EndReason, permit?: Permit): Promise<void>;
  /**
   * Transfers the guest to a queue or to an agent.
   * @param isAttended - whether the agent stays until another one accepts. Default: false
   * @throws DomainError `transfer-target-not-found`; `member-not-connected` when the leg is not
   *   connected
   */
  transfer(
    conversationId: string,
    participantId: string,
    target: { queueId: string } | { userId: string },
    note: string | null,
    isAttended?: boolean,
  ): Promise<void>;
  /**
   * Puts the guest of a connected leg on hold, or takes it back.
   * @throws DomainError `member-not-connected`
   */
  hold(conversationId: string, memberId: string, isHeld: boolean): Promise<void>;
  /**
   * Sets attributes; an empty value removes the attribute.
   * @throws DomainError `too-many-attributes`
   */
  setAttributes(
    conversationId: string,
    attributes: Readonly<Record<string, string>>,
    permit?: Permit,
  ): Promise<ConversationRecord>;
  wrapUp(conversationId: string, memberId: string, wrapup: Wrapup | "skipped"): Promise<Member>;
  /** @throws DomainError `screen-share-unavailable` when the guest's page said that it cannot */
  createMediaRequest(
    conversationId: string,
    askedById: string,
    types: readonly MediaType[],
    expiresInSeconds: number,
  ): Promise<MediaRequest>;
  cancelMediaRequest(
    conversationId: string,
    requestId: string,
    permit?: Permit,
  ): Promise<MediaRequest>;
}
