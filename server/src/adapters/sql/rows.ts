import type { Conversation, Member, Message } from "../../domain/model.ts";
import type { ConversationRow, MessageRow } from "./schema.ts";

/** Reads a column that this server wrote itself. */
export function readJson<Value>(text: string): Value {
  return JSON.parse(text) as Value;
}

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    organizationId: row.organization_id,
    deploymentId: row.deployment_id,
    state: row.state as Conversation["state"],
    guestMemberId: row.guest_member_id,
    queueId: row.queue_id,
    skills: readJson<string[]>(row.skills),
    language: row.language,
    priority: row.priority,
    attributes: readJson<Record<string, string>>(row.attributes),
    externalId: row.external_id,
    createdAt: row.created_at,
    activeAt: row.active_at,
    endedAt: row.ended_at,
    endReason: row.end_reason as Conversation["endReason"],
  };
}

export function fromConversation(conversation: Conversation, lastAt: number): ConversationRow {
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
    created_at: conversation.createdAt,
    active_at: conversation.activeAt,
    ended_at: conversation.endedAt,
    end_reason: conversation.endReason,
    last_at: lastAt,
  };
}

/** @param document - one that an older version wrote knows nothing of signed fields */
export function toMember(document: string): Member {
  const member = readJson<Omit<Member, "verifiedFields"> & Partial<Member>>(document);
  return { ...member, verifiedFields: member.verifiedFields ?? [] };
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    senderId: row.sender_id,
    body: row.body,
    bodyType: row.body_type as Message["bodyType"],
    at: row.at,
  };
}
