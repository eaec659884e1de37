import type { ConversationChange } from "../domain/conversation-change.ts";
import { participantNotFound } from "../domain/errors.ts";
import type { ConversationRecord, Member } from "../domain/model.ts";
import type { Organization } from "../domain/tenant.ts";
import type { ActiveConversations } from "./active-conversations.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Store } from "./store.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/** The ports and the state that queries and commands on conversations share. */
export interface ServiceContext {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Agents;
  readonly conversations: ActiveConversations;
  readonly waitingQueue: WaitingQueue;
}

/** The record as the change has made it so far. */
export function recordOf({ conversation, members }: ConversationChange): ConversationRecord {
  return { conversation, members };
}

/** @throws DomainError `participant-not-found` */
export function memberOf(
  { members }: Pick<ConversationRecord, "members">,
  matches: (member: Member) => boolean,
): Member {
  const member = members.find(matches);
  if (member === undefined) throw participantNotFound();
  return member;
}
