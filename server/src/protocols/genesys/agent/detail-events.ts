import { compact } from "parlor-contract/views";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import type { ChatEvent } from "../../../service/bus.ts";
import { disconnectTypeOf } from "./participant-view.ts";

/* The lifecycle of a conversation's legs, as `v2.detail.events.conversation.{id}.…` tells it. */

/** One of those events. */
export interface DetailEvent {
  /** The end of the topic. */
  readonly name: string;
  readonly body: object;
}

const kinds = { guest: "customer", queue: "acd", agent: "user" } as const;

/** The detail of an event; null for an event that has none. */
export function detailOf(event: ChatEvent, chat: ConversationRecord): DetailEvent | null {
  if (event.kind === "member") return legDetail(event.member, event.at, chat);
  if (event.kind !== "changed") return null;
  const member = chat.members.find(({ id }) => id === event.memberId);
  const wrapup = member?.wrapup ?? null;
  if (member === undefined || wrapup === null || wrapup.isProvisional) return null;
  const { code, notes, durationSeconds } = wrapup;
  return {
    name: "wrapup",
    body: compact({
      ...bodyOf(member, wrapup.endAt, chat),
      wrapupCode: code,
      wrapupNotes: notes,
      wrapupDurationMs: durationSeconds === null ? null : durationSeconds * 1000,
    }),
  };
}

/** A leg begins or ends. */
function legDetail(member: Member, at: number, chat: ConversationRecord): DetailEvent | null {
  if (member.role === "bot") return null;
  const kind = kinds[member.role];
  if (member.state === "disconnected")
    return {
      name: `${kind}.end`,
      body: compact({
        ...bodyOf(member, at, chat),
        disconnectType: disconnectTypeOf(member, chat),
      }),
    };
  // An agent's leg begins with the offer; those of guests and queues, with their first state.
  const isStart = member.state === (member.role === "agent" ? "alerting" : "connected");
  return isStart ? { name: `${kind}.start`, body: bodyOf(member, at, chat) } : null;
}

function bodyOf(member: Member, at: number, { conversation }: ConversationRecord): object {
  return compact({
    eventTime: at,
    conversationId: conversation.id,
    participantId: member.participantId,
    sessionId: member.id,
    mediaType: "MESSAGE",
    direction: "INBOUND",
    userId: member.userId,
    queueId: member.role === "guest" ? null : (member.queueId ?? conversation.queueId),
  });
}
