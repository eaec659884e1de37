import { capacityReached } from "../../domain/errors.ts";
import type { Conversation, Member } from "../../domain/model.ts";
import type {
  AnsweredWait,
  RoutingChange,
  RoutingState,
  SeatChange,
} from "../../service/routing-state.ts";
import type { RoutingColumns } from "./schema.ts";
import type { Statements } from "./statements.ts";

/** The waits of a queue that an estimate uses. */
export const REMEMBERED_ANSWERS = 20;

/** The work that an agent has in a conversation; null for none. */
export function workOf({ userId, state }: Member): "alerting" | "connected" | null {
  return userId === null || state === "disconnected" ? null : state;
}

export function fromRoutingState(state: RoutingState): RoutingColumns {
  const { presence, line, joining, summary } = state;
  return {
    detached_at: presence.detachedAt,
    last_guest_at: presence.lastGuestAt,
    deadline_at: state.deadlineAt,
    waiting_queue_id: line?.queueId ?? null,
    is_transfer: Number(line?.isTransfer ?? false),
    place_at: line?.placeAt ?? 0,
    waits_since: line?.waitsSince ?? 0,
    is_ringing: Number(line?.isRinging ?? false),
    joined_position: joining?.position ?? null,
    joined_full: Number(joining?.wasFull ?? false),
    waiting_summary: summary === null ? null : JSON.stringify(summary),
  };
}

/** Writes what a change means for timers, lines and seats. */
export function writeRouting(
  statements: Statements,
  { id, organizationId }: Conversation,
  { state, seats, isNewWait, refusals, answer }: RoutingChange,
): void {
  if (state !== null) writeState(statements, id, state);
  for (const seat of seats) writeSeat(statements, organizationId, seat);
  if (isNewWait) statements.run("delete from offers where conversation_id = ?", [id]);
  for (const { userId, at } of refusals) statements.run(REFUSAL, [id, userId, at]);
  if (answer !== null) writeAnswer(statements, organizationId, answer);
}

/**
 * Writes the routing state alone.
 * @param version - the version of the conversation that it is of; nothing is written on another one
 */
export function writeState(
  statements: Statements,
  conversationId: string,
  state: RoutingState,
  version: number | null = null,
): void {
  const columns = fromRoutingState(state);
  const set = Object.keys(columns).map((column) => `${column} = ?`);
  const condition = version === null ? "" : " and version = ? and state <> 'ended'";
  statements.run(`update conversations set ${set.join(", ")} where id = ?${condition}`, [
    ...Object.values(columns),
    conversationId,
    ...(version === null ? [] : [version]),
  ]);
}

const SEAT = "where organization_id = ? and user_id = ?";

/** @throws DomainError `capacity-reached` when the seat is full */
function writeSeat(
  statements: Statements,
  organizationId: string,
  { userId, by, capacity, at }: SeatChange,
): void {
  const who = [organizationId, userId];
  if (by < 0) {
    statements.run(`update seats set load = load - 1, idle_since = ? ${SEAT}`, [at, ...who]);
    return;
  }
  statements.run(
    "insert into seats (organization_id, user_id, load, idle_since) values (?, ?, 0, 0) on conflict do nothing",
    who,
  );
  const most = capacity ?? Number.MAX_SAFE_INTEGER;
  const count = statements.run(`update seats set load = load + 1 ${SEAT} and load < ?`, [
    ...who,
    most,
  ]);
  if (count === 0) throw capacityReached(most);
}

const REFUSAL = `
  insert into offers (conversation_id, user_id, refused_at) values (?, ?, ?)
  on conflict (conversation_id, user_id) do update set refused_at = excluded.refused_at`;

const ANSWER = `
  insert into answers (organization_id, queue_id, at, per_place_ms, was_full)
  values (?, ?, ?, ?, ?)`;

const FORGOTTEN_ANSWERS = `
  delete from answers where organization_id = ? and queue_id = ? and at < (
    select later.at from answers as later where later.organization_id = ? and later.queue_id = ?
    order by later.at desc limit 1 offset ${REMEMBERED_ANSWERS - 1})`;

function writeAnswer(
  statements: Statements,
  organizationId: string,
  { queueId, at, perPlaceMs, wasFull }: AnsweredWait,
): void {
  const queue = [organizationId, queueId];
  statements.run(ANSWER, [...queue, at, perPlaceMs, Number(wasFull)]);
  statements.run(FORGOTTEN_ANSWERS, [...queue, ...queue]);
}
