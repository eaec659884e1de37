import type { WaitingSummary } from "../domain/chat-summary.ts";
import type { Presence } from "../domain/deadlines.ts";
import type { ChangeResult } from "../domain/conversation-change.ts";
import type { ConversationRecord, Member, MemberRole } from "../domain/model.ts";
import { waitingMember, waitsSince } from "../domain/waiting.ts";

/** A waiting guest's place: transfers first, then the higher priority, then the longest waiting. */
export interface LinePlace {
  readonly queueId: string;
  readonly isTransfer: boolean;
  readonly priority: number;
  /** The moment that decides the place. */
  readonly placeAt: number;
  readonly waitsSince: number;
  /** Whether an offer rings. */
  readonly isRinging: boolean;
}

/** The line as the guest found it, for later estimates. */
export interface Joining {
  readonly position: number;
  /** Whether nobody had room for another guest then. */
  readonly wasFull: boolean;
}

/** The stored state beside the record, by which timers and the router find a conversation. */
export interface RoutingState {
  readonly presence: Presence;
  /** When time changes the conversation next; null when nothing runs. */
  readonly deadlineAt: number | null;
  /** Null when the guest does not wait. */
  readonly line: LinePlace | null;
  /** The guest's row in the list of those who wait; null when it does not wait. */
  readonly summary: WaitingSummary | null;
  /** Null when unknown. */
  readonly joining: Joining | null;
}

/** An agent's load rises or falls by one conversation. */
export interface SeatChange {
  readonly userId: string;
  readonly by: 1 | -1;
  /** The load that a rise must not pass; null for none. */
  readonly capacity: number | null;
  readonly at: number;
}

export interface Refusal {
  readonly userId: string;
  readonly at: number;
}

/** An answered wait. */
export interface AnsweredWait {
  readonly queueId: string;
  readonly at: number;
  /** The time that one place of the line took. */
  readonly perPlaceMs: number;
  readonly wasFull: boolean;
}

/** The meaning of a change for timers, lines and seats; written in its transaction. */
export interface RoutingChange {
  /** Null: as it is stored. */
  readonly state: RoutingState | null;
  readonly seats: readonly SeatChange[];
  /** Whether a new wait begins, for which earlier refusals do not count. */
  readonly isNewWait: boolean;
  readonly refusals: readonly Refusal[];
  readonly answer: AnsweredWait | null;
}

/** The routing change of a commit that changes no members. */
export const noRouting: RoutingChange = {
  state: null,
  seats: [],
  isNewWait: false,
  refusals: [],
  answer: null,
};

/** The most that an agent may have, for a change that gives it another conversation. */
export interface SeatLimit {
  readonly userId: string;
  readonly capacity: number;
}

export const isSameState = (a: RoutingState, b: RoutingState): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** @param queueId - that of the conversation, as the configuration has it */
export function linePlaceOf(record: ConversationRecord, queueId: string): LinePlace | null {
  const leg = waitingMember(record);
  if (leg === null) return null;
  return {
    queueId,
    isTransfer: leg.transferredBy != null,
    priority: record.conversation.priority,
    placeAt: leg.placeAt ?? leg.joinedAt,
    waitsSince: waitsSince(leg),
    isRinging: record.members.some(({ role, state }) => role === "agent" && state === "alerting"),
  };
}

export function isConnected({ role, state }: Member, wanted: MemberRole): boolean {
  return role === wanted && state === "connected";
}

/** @param before - the members before the change */
export function seatChanges(
  before: readonly Member[],
  { changedMembers }: Pick<ChangeResult, "changedMembers">,
  now: number,
  limit: SeatLimit | null = null,
): readonly SeatChange[] {
  const hasSeat = (member: Member | undefined): boolean =>
    member !== undefined && member.state !== "disconnected";
  return changedMembers.flatMap((member): SeatChange[] => {
    const { id, userId } = member;
    const had = hasSeat(before.find((one) => one.id === id));
    if (userId === null || had === hasSeat(member)) return [];
    const capacity = limit?.userId === userId ? limit.capacity : null;
    return [{ userId, by: had ? -1 : 1, capacity: had ? null : capacity, at: now }];
  });
}

/** The agents who have refused the guest by this change. */
export function refusalsIn(
  { changedMembers }: Pick<ChangeResult, "changedMembers">,
  now: number,
): readonly Refusal[] {
  return changedMembers.flatMap((member) => {
    const { userId, leaveReason, leftAt, role, state, joinedAt, transferredBy } = member;
    // One who stays until the transferred guest is accepted is not offered it either.
    if (role === "queue" && state === "connected" && transferredBy != null)
      return [{ userId: transferredBy.userId, at: Math.min(joinedAt, now) }];
    // An agent who has just transferred the guest is asked last, as after a refusal.
    const isRefusal = ["declined", "no-answer", "transfer"].includes(leaveReason ?? "");
    // Stamps may run ahead of the clock.
    return userId !== null && isRefusal && leftAt !== null
      ? [{ userId, at: Math.min(leftAt, now) }]
      : [];
  });
}

/** The wait that this change has answered; null for none, and when its place is unknown. */
export function answerIn(
  before: readonly Member[],
  { changedMembers }: Pick<ChangeResult, "changedMembers">,
  joining: Joining | null,
  now: number,
): AnsweredWait | null {
  const queueLeg = before.find((leg) => isConnected(leg, "queue"));
  const isAnswered = changedMembers.some((member) => isConnected(member, "agent"));
  if (!isAnswered || queueLeg?.queueId == null || joining === null) return null;
  const waitedMs = now - waitsSince(queueLeg);
  return {
    queueId: queueLeg.queueId,
    at: now,
    perPlaceMs: waitedMs / joining.position,
    wasFull: joining.wasFull,
  };
}
