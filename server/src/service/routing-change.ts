import { waitingSummary } from "../domain/chat-summary.ts";
import type { ChangeResult, ConversationChange } from "../domain/conversation-change.ts";
import { AWAY_MS, nextDeadline, type Surroundings } from "../domain/deadlines.ts";
import { findQueue } from "../domain/tenant.ts";
import { presenceAfter, queueOf, type ActiveConversation } from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import {
  answerIn,
  isConnected,
  isSameState,
  linePlaceOf,
  refusalsIn,
  seatChanges,
  type Joining,
  type LinePlace,
  type RoutingChange,
  type RoutingState,
  type SeatLimit,
} from "./routing-state.ts";

/** A guest who types is noted in the store at most this often. */
const TYPING_NOTED_MS = 30_000;

/** Says how a line looks to a guest who joins it now. */
export type LookAtLine = (active: ActiveConversation, place: LinePlace) => Promise<Joining>;

/** The facts by which time changes a conversation. */
export function surroundingsOf(
  active: ActiveConversation,
  agents: Pick<Agents, "goneSince">,
): Surroundings {
  const { presence, organization, deployment, loaded } = active;
  return {
    presence,
    rules: deployment.rules,
    requests: loaded.requests,
    goneSince: (userId) => agents.goneSince({ organizationId: organization.id, userId }),
    queueOf: (queueId) => findQueue(organization, queueId) ?? queueOf(active),
  };
}

/** The state that timers and the router find a conversation by, after a change. */
export async function routingAfter(
  active: ActiveConversation,
  change: ConversationChange,
  changes: ChangeResult,
  deps: { readonly agents: Pick<Agents, "goneSince">; readonly lookAtLine: LookAtLine },
): Promise<RoutingState> {
  const { organization, stored } = active;
  const presence = presenceAfter(active.presence, changes, change.now);
  const surroundings = {
    ...surroundingsOf(active, deps.agents),
    presence,
    requests: changes.requests,
  };
  const queue = findQueue(organization, changes.record.conversation.queueId);
  const line = queue === null ? null : linePlaceOf(changes.record, queue.id);
  const joining =
    isNewWaitIn(changes) && line !== null ? await deps.lookAtLine(active, line) : stored.joining;
  const summary = line === null ? null : waitingSummary(changes.record);
  return { presence, deadlineAt: nextDeadline(change, surroundings), line, summary, joining };
}

const isNewWaitIn = ({ changedMembers }: ChangeResult): boolean =>
  changedMembers.some((member) => isConnected(member, "queue"));

export function routingChangeOf(
  active: ActiveConversation,
  changes: ChangeResult,
  { state, now, seat }: { state: RoutingState; now: number; seat: SeatLimit | undefined },
): RoutingChange {
  const before = active.loaded.record.members;
  return {
    state: isStateWritten(active.stored, state, changes, now) ? state : null,
    seats: seatChanges(before, changes, now, seat ?? null),
    isNewWait: isNewWaitIn(changes),
    refusals: refusalsIn(changes, now),
    answer: answerIn(before, changes, active.stored.joining, now),
  };
}

/**
 * Whether a change writes the state with it. A message alone only moves the idle deadline, and when
 * the guest last wrote is in its message.
 */
function isStateWritten(
  stored: RoutingState,
  state: RoutingState,
  { changedMembers }: ChangeResult,
  now: number,
): boolean {
  if (changedMembers.length > 0 || state.line !== null) return !isSameState(state, stored);
  return stored.line !== null || isToBeSaved(stored, state, now);
}

/** Whether what the guest typed is so long after what is stored that it is to be written. */
export function isTypingToBeNoted({
  stored,
  presence,
}: Pick<ActiveConversation, "stored" | "presence">): boolean {
  return presence.lastGuestAt - stored.presence.lastGuestAt >= TYPING_NOTED_MS;
}

/**
 * Whether a state is to be written although the conversation has not changed. A stream that comes
 * back in a moment, and a later deadline, need no write: a deadline that is over too early finds
 * nothing to do.
 */
export function isToBeSaved(stored: RoutingState, state: RoutingState, now: number): boolean {
  const [was, is] = [stored.presence, state.presence];
  const isAway = is.detachedAt !== null && now >= is.detachedAt + AWAY_MS;
  const wasAway = was.detachedAt !== null && now >= was.detachedAt + AWAY_MS;
  return (
    (was.detachedAt !== is.detachedAt && (isAway || wasAway)) ||
    isTypingToBeNoted({ stored, presence: is }) ||
    (stored.deadlineAt !== null && stored.deadlineAt <= now) ||
    (state.deadlineAt ?? Number.POSITIVE_INFINITY) < (stored.deadlineAt ?? Number.POSITIVE_INFINITY)
  );
}
