import type { WaitingSummary } from "../domain/chat-summary.ts";
import type { LoadedConversation } from "../domain/conversation-change.ts";
import type { ConversationRecord } from "../domain/model.ts";
import type { UserKey } from "../domain/tenant.ts";
import type { AnsweredWait, LinePlace, RoutingState } from "./routing-state.ts";

/** A conversation that has not ended, with its routing state. */
export interface StoredConversation {
  readonly loaded: LoadedConversation;
  readonly routing: RoutingState;
}

/** One queue. The ids of queues are unique within an organization only. */
export interface QueueKey {
  readonly organizationId: string;
  readonly queueId: string;
}

/** A waiting guest, as the router looks at it. */
export interface InLine {
  readonly conversationId: string;
  readonly deploymentId: string;
  readonly skills: readonly string[];
  readonly language: string | null;
  readonly detachedAt: number | null;
  readonly place: LinePlace;
}

/** A waiting conversation, as the list of those who wait shows it. */
export interface StoredWaiting {
  readonly summary: WaitingSummary;
  readonly place: LinePlace;
  /** Its number among all conversations, in the order in which they were created. */
  readonly seq: number;
  readonly detachedAt: number | null;
  /** The guest's newest words; null when it has not written. Those of a flow do not count. */
  readonly lastText: string | null;
}

/** How many conversations an agent has, and when it last had anything to do. */
export interface Seat {
  readonly load: number;
  readonly idleSince: number;
}

/** The guests who wait in one queue. */
export interface WaitingLine extends QueueKey {
  readonly count: number;
  /** Since when the guest who has waited longest waits. */
  readonly since: number;
}

export interface Counts {
  readonly open: number;
  readonly waiting: number;
  readonly talking: number;
}

/** Finds conversations by time, by the order of the lines, and by their agents. */
export interface RoutingStore {
  /** Null for a conversation that has ended, and for an unknown one. */
  loadActive(conversationId: string): Promise<StoredConversation | null>;
  /**
   * Takes up what an earlier process left: guests who had a stream then have lost it now.
   * @param next - when the deadlines of those guests are looked at
   * @param attached - the conversations whose guests have a stream again
   */
  resume(now: number, next: number, attached: readonly string[]): Promise<void>;
  /** Has conversations looked at that wait in other queues of the organization than these. */
  requeue(organizationId: string, queueIds: readonly string[]): Promise<void>;
  /** Writes the state of a conversation that has not changed otherwise since this version. */
  saveRouting(conversationId: string, version: number, state: RoutingState): Promise<void>;
  /** Has a conversation looked at no more. */
  dropDeadline(conversationId: string): Promise<void>;
  /** The conversations whose deadline has come, the earliest first. */
  due(now: number, most: number): Promise<readonly string[]>;
  /** The earliest deadline after a moment; null when there is none. */
  nextDeadline(after: number): Promise<number | null>;
  /** The guests who wait in a queue, in their order, from behind one on. */
  line(queue: QueueKey, page: { after: InLine | null; most: number }): Promise<readonly InLine[]>;
  countInLine(queue: QueueKey): Promise<number>;
  /** How many of the queue come before this one, and since when somebody in it has waited. */
  placeInLine(
    queue: QueueKey,
    conversationId: string,
    place: LinePlace,
  ): Promise<{ readonly ahead: number; readonly longestSince: number | null }>;
  /** The waits of the queue that were answered last. */
  answers(queue: QueueKey): Promise<readonly AnsweredWait[]>;
  /** When each agent last declined or missed these guests in their present wait. */
  refusals(
    conversationIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>>;
  /** By user id. Agents who never had a conversation are left out. */
  seats(organizationId: string): Promise<ReadonlyMap<string, Seat>>;
  /** Those who wait in these queues, in the order of their lines. */
  waiting(organizationId: string, queueIds: readonly string[]): Promise<readonly StoredWaiting[]>;
  /** Null for a guest who does not wait. */
  waitingOne(conversationId: string): Promise<StoredWaiting | null>;
  /** The active conversations that ring with this agent, or that it talks in. */
  withAgent(who: UserKey): Promise<readonly string[]>;
  /** Those conversations themselves, oldest first. */
  presentOf(who: UserKey): Promise<readonly ConversationRecord[]>;
  counts(): Promise<Counts>;
  /** The queues in which somebody waits. */
  waitingLines(): Promise<readonly WaitingLine[]>;
}
