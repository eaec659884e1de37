import type { Generated } from "kysely";

/** The tables. Text ids, integer milliseconds, JSON as text: what SQLite and PostgreSQL share. */
export interface Database {
  conversations: ConversationTable;
  members: MemberRow;
  messages: MessageRow;
  media_requests: MediaRequestRow;
  idempotency: IdempotencyRow;
  events: EventRow;
  /** Which agent has read along in which waiting chat, and when first. */
  readings: ReadingRow;
  /** The guests' ratings, at most one for each conversation. */
  ratings: { conversation_id: string; score: number; comment: string | null; at: number };
  /** The status and the capacity that agents have set. */
  agents: AgentRow;
  /** How many conversations each agent has, and when it last had anything to do. */
  seats: SeatRow;
  /** When agents last declined or missed a guest in its present wait. */
  offers: { conversation_id: string; user_id: string; refused_at: number };
  /** The waits that were answered last, by queue. */
  answers: AnswerRow;
  /** Events of conversations that others are still to be told. */
  deliveries: DeliveryRow;
  settings: { name: string; value: string };
  attachments: AttachmentRow;
  /** Files whose rows are gone and whose bytes could not be deleted yet. */
  files_to_delete: { id: string };
}

export interface ConversationRow {
  id: string;
  organization_id: string;
  deployment_id: string;
  state: string;
  guest_member_id: string;
  queue_id: string;
  skills: string;
  language: string | null;
  priority: number;
  attributes: string;
  external_id: string | null;
  /** JSON: what the page said about itself. */
  page_info: string;
  /** 1 while the guest has written since an agent did, and an agent since the guest was in line. */
  has_guest_text: number;
  has_agent_text: number;
  /** JSON; null for a conversation that was never missed. */
  missed: string | null;
  /** The queue that lists it as missed; null for one that is not in the list. */
  missed_queue_id: string | null;
  created_at: number;
  active_at: number | null;
  left_line_at: number | null;
  ended_at: number | null;
  end_reason: string | null;
  /** The newest time stamp of the conversation. */
  last_at: number;
  /** Counts the commits, from 1. */
  version: number;
}

/** The columns by which timers and the router find a conversation that has not ended. */
export interface RoutingColumns {
  /** When the guest's last stream was lost; null while there is one. */
  detached_at: number | null;
  last_guest_at: number;
  /** When time changes the conversation next; null when nothing runs. */
  deadline_at: number | null;
  /** The queue in whose line the guest waits; null when it does not wait. */
  waiting_queue_id: string | null;
  /** 1 for a guest whom an agent has transferred. */
  is_transfer: number;
  /** The moment that decides the place in line. */
  place_at: number;
  waits_since: number;
  /** 1 while an offer rings. */
  is_ringing: number;
  /** The position with which the wait began; null when unknown. */
  joined_position: number | null;
  /** 1 when nobody had room for another guest then. */
  joined_full: number;
  /** JSON: the guest's row in the list of those who wait; null when it does not wait. */
  waiting_summary: string | null;
}

/** The columns beside the conversation itself. */
export interface ConversationColumns extends ConversationRow, RoutingColumns {
  /** Counts the conversations in the order in which they were created. */
  seq: number;
}

/** A new row may leave out what does not belong to the conversation itself. */
export type ConversationTable = ConversationRow & {
  [Column in Exclude<keyof ConversationColumns, keyof ConversationRow>]: Generated<
    ConversationColumns[Column]
  >;
};

export interface SeatRow {
  organization_id: string;
  user_id: string;
  load: number;
  idle_since: number;
}

export interface AnswerRow {
  organization_id: string;
  queue_id: string;
  at: number;
  per_place_ms: number;
  was_full: number;
}

export interface AgentRow {
  organization_id: string;
  user_id: string;
  status: string;
  /** Null: that of the configuration. */
  capacity: number | null;
}

export interface MemberRow {
  id: string;
  conversation_id: string;
  user_id: string | null;
  joined_at: number;
  /** An agent's: when the conversation ended. Null while it has not, and for everybody else. */
  conversation_ended_at: number | null;
  /** An agent's: whether the conversation rings with it or it talks; null for everybody else. */
  work: "alerting" | "connected" | null;
  /** 1 while an agent who has left owes a wrap-up. */
  owes_wrapup: number;
  /** The whole member as JSON; the columns beside it are what queries look for. */
  document: string;
}

export interface MessageRow {
  id: string;
  conversation_id: string;
  sender_id: string;
  body: string;
  body_type: string;
  /** The language of the body, as a BCP 47 tag; null when it is not known. */
  language: string | null;
  at: number;
  file_count: Generated<number>;
  /** 1 for a message without text, whose body has the names of its files. */
  is_fallback: Generated<number>;
  /** JSON: content that the guest may answer; null without any. */
  rich: string | null;
  /** JSON: the guest's answer to such content; null for every other message. */
  answer: string | null;
  /** The message that it answers. */
  answer_to: string | null;
}

export interface AttachmentRow {
  id: string;
  conversation_id: string;
  uploader_id: string;
  /** Null until it is sent. */
  message_id: string | null;
  position: number;
  name: string;
  type: string;
  size: number;
  sha256: string | null;
  width: number | null;
  height: number | null;
  has_thumbnail: number;
  state: string;
  refusal: string | null;
  created_at: number;
  ready_at: number | null;
  /** The idempotency key of the announcement; null without one. */
  upload_key: string | null;
  /** SHA-256 of what was announced. */
  announced_hash: string;
}

export interface MediaRequestRow {
  id: string;
  conversation_id: string;
  created_at: number;
  document: string;
}

/** The events of one commit, which are kept for ten minutes. */
export interface EventRow {
  /** In the order of the commits; no id is given twice. */
  id: Generated<number>;
  conversation_id: string;
  version: number;
  at: number;
  /** JSON: an array of the events in their order. */
  body: string;
}

/**
 * An event for one endpoint. The rows of one conversation and endpoint are a line: its first
 * pending row is sent, and the others wait for it.
 */
export interface DeliveryRow {
  /** In the order of the commits; no id is given twice. */
  id: Generated<number>;
  conversation_id: string;
  endpoint: string;
  /** The same for all endpoints. */
  event_id: string;
  type: string;
  /** JSON: the event as it was when it happened. */
  body: string;
  state: "pending" | "parked";
  /** How often it was sent, or is being sent. */
  attempts: Generated<number>;
  /** Since when it is to be sent. */
  since: number;
  /** When the first pending row of a line is due; null for the rows behind it. */
  next_at: number | null;
  /** Names the attempt that is under way; it counts until `next_at`. */
  claim: Generated<string | null>;
  /** Why the last attempt failed. */
  failure: Generated<string | null>;
}

export interface ReadingRow {
  user_id: string;
  conversation_id: string;
  at: number;
  /** 1 once the audit log has its line. */
  is_logged: Generated<number>;
}

export interface IdempotencyRow {
  conversation_id: string;
  member_id: string;
  key: string;
  message_id: string;
  /** SHA-256 of what was asked for; null in a row of version 0.1.0. */
  hash: string | null;
  at: number;
}
