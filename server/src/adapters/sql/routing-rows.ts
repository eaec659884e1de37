import { z } from "zod";
import type { LinePlace, RoutingState } from "../../service/routing-state.ts";
import type { InLine } from "../../service/routing-store.ts";
import { decode, parseJson } from "./row-json.ts";
import type { ConversationRow, RoutingColumns } from "./schema.ts";

/** The columns of a waiting guest that the router looks at. */
export const lineColumns = [
  "id",
  "deployment_id",
  "skills",
  "language",
  "priority",
  "waiting_queue_id",
  "is_transfer",
  "place_at",
  "waits_since",
  "is_ringing",
  "detached_at",
] as const;

type LineRow = Pick<ConversationRow & RoutingColumns, (typeof lineColumns)[number]>;
type PlaceColumns = Pick<
  LineRow,
  "is_transfer" | "priority" | "place_at" | "waits_since" | "is_ringing"
>;

const skills = z.array(z.string());

/** A waiting guest, as the router looks at it. @throws StoreError `row-invalid` */
export function toInLine(row: LineRow): InLine {
  return {
    conversationId: row.id,
    deploymentId: row.deployment_id,
    skills: decode(skills, `conversations ${row.id}`, parseJson(row.id, row.skills)),
    language: row.language,
    detachedAt: row.detached_at,
    place: placeFrom(row, row.waiting_queue_id ?? ""),
  };
}

export function toRoutingState(row: ConversationRow & RoutingColumns): RoutingState {
  const { joined_position: position, waiting_queue_id: queueId } = row;
  return {
    presence: { detachedAt: row.detached_at, lastGuestAt: row.last_guest_at },
    deadlineAt: row.deadline_at,
    line: queueId === null ? null : placeFrom(row, queueId),
    joining: position === null ? null : { position, wasFull: row.joined_full === 1 },
  };
}

function placeFrom(row: PlaceColumns, queueId: string): LinePlace {
  return {
    queueId,
    isTransfer: row.is_transfer === 1,
    priority: row.priority,
    placeAt: row.place_at,
    waitsSince: row.waits_since,
    isRinging: row.is_ringing === 1,
  };
}
