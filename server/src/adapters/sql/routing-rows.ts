import { z } from "zod";
import type { WaitingSummary } from "../../domain/chat-summary.ts";
import type { LinePlace, RoutingState } from "../../service/routing-state.ts";
import type { InLine, StoredWaiting } from "../../service/routing-store.ts";
import { decode, parseJson } from "./row-json.ts";
import type { ConversationColumns, ConversationRow, RoutingColumns } from "./schema.ts";

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

/** The columns of a waiting guest that the list of those shows. */
export const waitingColumns = [
  "id",
  "seq",
  "priority",
  "waiting_queue_id",
  "is_transfer",
  "place_at",
  "waits_since",
  "is_ringing",
  "detached_at",
  "waiting_summary",
] as const;

type WaitingRow = Pick<ConversationColumns, (typeof waitingColumns)[number]> & {
  readonly last_text: string | null;
};
type LineRow = Pick<ConversationRow & RoutingColumns, (typeof lineColumns)[number]>;
type PlaceColumns = Pick<
  LineRow,
  "is_transfer" | "priority" | "place_at" | "waits_since" | "is_ringing"
>;

const skills = z.array(z.string());
/** Its fields are in the order in which they are written, so that one that is read is the same. */
const waitingSummary = z.object({
  id: z.string(),
  guest: z.object({ memberId: z.string(), name: z.string(), isNameVerified: z.boolean() }),
  queue: z.object({ id: z.string(), name: z.string() }),
  subject: z.string().nullable(),
  lostAgent: z.string().nullable(),
  transfer: z.object({ from: z.string(), note: z.string().nullable() }).nullable(),
});

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

/** A waiting guest, as the list of those shows it. @throws StoreError `row-invalid` */
export function toWaiting(row: WaitingRow): StoredWaiting[] {
  const { waiting_queue_id: queueId, waiting_summary: summary } = row;
  // A start with a store of an older version fills the rows in its first moments.
  if (queueId === null || summary === null) return [];
  return [
    {
      summary: summaryFrom(row.id, summary),
      place: placeFrom(row, queueId),
      seq: row.seq,
      detachedAt: row.detached_at,
      lastText: row.last_text,
    },
  ];
}

function summaryFrom(id: string, json: string): WaitingSummary {
  const name = `conversations ${id}`;
  return decode(waitingSummary, name, parseJson(name, json));
}

export function toRoutingState(row: ConversationRow & RoutingColumns): RoutingState {
  const { joined_position: position, waiting_queue_id: queueId, waiting_summary: summary } = row;
  return {
    presence: { detachedAt: row.detached_at, lastGuestAt: row.last_guest_at },
    deadlineAt: row.deadline_at,
    line: queueId === null ? null : placeFrom(row, queueId),
    summary: summary === null ? null : summaryFrom(row.id, summary),
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
