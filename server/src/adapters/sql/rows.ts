import { z } from "zod";
import { isListed } from "../../domain/missed.ts";
import { messageFile, type Attachment } from "../../domain/attachment.ts";
import type { Conversation, MediaRequest, Member, Message } from "../../domain/model.ts";
import type { StoredAgent } from "../../service/store.ts";
import type { Selectable } from "kysely";
import type { AgentRow, ConversationRow, MessageRow } from "./schema.ts";
import { toParts } from "./rich-rows.ts";
import { decode, parseJson } from "./row-json.ts";
import { bodyTypes, roles, states, storedRoles, storedStates } from "./stored-words.ts";

/*
 * Rows of the database become the domain's values here, and back. A document keeps fields that this
 * version does not know.
 */

const texts = z.record(z.string(), z.string());
const bodyType = z
  .enum(["standard", "notice", "member-join", "member-leave", "media-request"])
  .transform((stored) => bodyTypes[stored]);

const conversationFields = z.object({
  state: z.enum(["created", "active", "ended"]),
  skills: z.array(z.string()),
  attributes: texts,
  endReason: z.enum(["guest", "agent", "idle", "lost", "system"]).nullable(),
});

const agentStatus = z.enum(["available", "busy", "break", "offline"]);

const wrapup = z.looseObject({
  code: z.string(),
  name: z.string().nullable(),
  notes: z.string().nullable(),
  tags: z.array(z.string()),
  durationSeconds: z.number().nullable(),
  endAt: z.number(),
  isProvisional: z.boolean(),
});

const pageInfo = z.looseObject({
  fieldLabels: texts.default({}),
  canShareScreen: z.boolean().nullable().default(null),
  language: z.string().nullable().default(null),
  address: z.string().nullable().default(null),
  promise: z.object({ text: z.string(), dueAt: z.number().nullable() }).nullable().default(null),
});

const missed = z.looseObject({
  state: z.enum(["open", "taken", "closed", "expired"]),
  queueId: z.string(),
  since: z.number(),
  textAt: z.number().nullable().default(null),
  takenBy: z.looseObject({ userId: z.string(), name: z.string(), at: z.number() }).nullable(),
  wrapup: wrapup.nullable(),
});

const member = z.looseObject({
  id: z.string(),
  participantId: z.string(),
  conversationId: z.string(),
  role: z.enum(["CUSTOMER", "ACD", "WORKFLOW", "AGENT"]).transform((stored) => roles[stored]),
  state: z.enum(["ALERTING", "CONNECTED", "DISCONNECTED"]).transform((stored) => states[stored]),
  displayName: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  avatarImageUrl: z.string().nullable(),
  authenticatedGuest: z.boolean(),
  // Version 0.1.0 knows no signed fields.
  verifiedFields: z.array(z.string()).default([]),
  customFields: texts,
  userId: z.string().nullable(),
  queueId: z.string().nullable(),
  joinedAt: z.number(),
  alertingAt: z.number().nullable(),
  connectedAt: z.number().nullable(),
  leftAt: z.number().nullable(),
  leaveReason: z
    .enum([
      "transfer",
      "guest-away",
      "gone",
      "no-answer",
      "declined",
      "answered",
      "flow-done",
      "ended",
      "left",
    ])
    .nullable(),
  transferNote: z.string().nullable(),
  wrapup: wrapup.nullable(),
  isWrapupSkipped: z.boolean(),
  attributesAtEnd: texts.exactOptional(),
  placeAt: z.number().exactOptional(),
  transferredBy: z.object({ userId: z.string(), name: z.string() }).nullable().exactOptional(),
  goneAt: z.number().nullable().exactOptional(),
  transferOf: z.string().exactOptional(),
  heldAt: z.number().nullable().exactOptional(),
  wasGone: z.object({ at: z.number(), backAt: z.number() }).exactOptional(),
});

const mediaRequest = z.looseObject({
  id: z.string(),
  conversationId: z.string(),
  askedById: z.string(),
  types: z.array(z.enum(["COBROWSE", "SCREENSHARE"])),
  state: z.enum(["PENDING", "ACCEPTED", "DECLINED", "TIMEDOUT", "CANCELLED", "ERRORED"]),
  communicationId: z.string(),
  securityKey: z.string(),
  announcementId: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  prolonged: z.number().exactOptional(),
});

/** @throws StoreError `row-invalid` */
export function toConversation(row: ConversationRow): Conversation {
  const name = `conversations ${row.id}`;
  const { state, skills, attributes, endReason } = decode(conversationFields, name, {
    state: row.state,
    skills: parseJson(name, row.skills),
    attributes: parseJson(name, row.attributes),
    endReason: row.end_reason,
  });
  return {
    id: row.id,
    organizationId: row.organization_id,
    deploymentId: row.deployment_id,
    state,
    guestMemberId: row.guest_member_id,
    queueId: row.queue_id,
    skills,
    language: row.language,
    priority: row.priority,
    attributes,
    externalId: row.external_id,
    pageInfo: decode(pageInfo, name, parseJson(name, row.page_info)),
    hasGuestText: row.has_guest_text === 1,
    hasAgentText: row.has_agent_text === 1,
    missed: row.missed === null ? null : decode(missed, name, parseJson(name, row.missed)),
    createdAt: row.created_at,
    activeAt: row.active_at,
    leftLineAt: row.left_line_at,
    endedAt: row.ended_at,
    endReason,
  };
}

/** The columns that hold the conversation itself. */
export function fromConversation(
  conversation: Conversation,
): Omit<ConversationRow, "last_at" | "version"> {
  return {
    id: conversation.id,
    organization_id: conversation.organizationId,
    deployment_id: conversation.deploymentId,
    state: conversation.state,
    guest_member_id: conversation.guestMemberId,
    queue_id: conversation.queueId,
    skills: JSON.stringify(conversation.skills),
    language: conversation.language,
    priority: conversation.priority,
    attributes: JSON.stringify(conversation.attributes),
    external_id: conversation.externalId,
    page_info: JSON.stringify(conversation.pageInfo),
    has_guest_text: Number(conversation.hasGuestText),
    has_agent_text: Number(conversation.hasAgentText),
    missed: conversation.missed === null ? null : JSON.stringify(conversation.missed),
    missed_queue_id: isListed(conversation) ? (conversation.missed?.queueId ?? null) : null,
    created_at: conversation.createdAt,
    active_at: conversation.activeAt,
    left_line_at: conversation.leftLineAt,
    ended_at: conversation.endedAt,
    end_reason: conversation.endReason,
  };
}

/** @throws StoreError `row-invalid` */
export function toMember(id: string, document: string): Member {
  const name = `members ${id}`;
  return decode(member, name, parseJson(name, document));
}

export function fromMember(member: Member): string {
  const { role, state } = member;
  return JSON.stringify({ ...member, role: storedRoles[role], state: storedStates[state] });
}

/** @throws StoreError `row-invalid` */
export function toMediaRequest(id: string, document: string): MediaRequest {
  const name = `media_requests ${id}`;
  return decode(mediaRequest, name, parseJson(name, document));
}

/**
 * @param files - those of the message, in their order
 * @throws StoreError `row-invalid`
 */
export function toMessage(row: Selectable<MessageRow>, files: readonly Attachment[] = []): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    senderId: row.sender_id,
    body: row.body,
    bodyType: decode(bodyType, `messages ${row.id}`, row.body_type),
    ...(row.language !== null && { language: row.language }),
    at: row.at,
    ...(files.length > 0 && { files: files.map(messageFile) }),
    ...(row.is_fallback === 1 && { isFallback: true }),
    ...toParts(`messages ${row.id}`, row),
  };
}

/** @throws StoreError `row-invalid` */
export function toAgent(row: AgentRow): StoredAgent {
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    status: decode(agentStatus, `agents ${row.user_id}`, row.status),
    capacity: row.capacity,
  };
}
