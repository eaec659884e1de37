import type { MediaParticipant, Wrapup as WrapupView } from "parlor-contract/parlor.generated";
import { compact, iso } from "parlor-contract/views";
import type { ConversationRecord, Member, Wrapup } from "../../../domain/model.ts";
import { routingRef } from "./routing-ids.ts";

/* The fields of participants that the views of all families share (genesys-agent-chat §4). */

export const purposes = {
  guest: "customer",
  queue: "acd",
  bot: "workflow",
  agent: "agent",
} as const;

export const time = (at: number | null): string | null => (at === null ? null : iso(at));

export function stateOf(member: Member): MediaParticipant["state"] {
  const isService = member.role === "bot" || member.role === "queue";
  return isService && member.state === "disconnected" ? "terminated" : member.state;
}

export function disconnectTypeOf(member: Member, chat: ConversationRecord): string | null {
  if (member.state !== "disconnected") return null;
  switch (member.leaveReason) {
    case "transfer":
    case "flow-done":
    case "answered":
      return "transfer";
    case "no-answer":
      return "transfer.noanswer";
    case "gone":
      return "transport.failure";
    case "guest-away":
      return "peer";
    case "declined":
      return "client";
    case "left":
      return "client";
    default:
      return {
        guest: "peer",
        agent: "client",
        idle: "inactivity",
        lost: "transport.failure",
        system: "system",
      }[chat.conversation.endReason ?? "system"];
  }
}

/**
 * The fields that a participant has in each media family. `alertingSeconds` is the deployment's
 * rule.
 */
export function sharedFields(
  member: Member,
  chat: ConversationRecord,
  alertingSeconds: number,
): Omit<MediaParticipant, "provider" | "roomId" | "avatarImageUrl"> {
  const { conversation } = chat;
  const isAgent = member.role === "agent";
  return compact({
    id: member.participantId,
    purpose: purposes[member.role],
    state: stateOf(member),
    direction: "inbound" as const,
    disconnectType: disconnectTypeOf(member, chat),
    name: member.displayName,
    startTime: iso(member.joinedAt),
    startAlertingTime: time(member.alertingAt),
    connectedTime: time(member.connectedAt),
    endTime: time(member.leftAt),
    alertingTimeoutMs: isAgent ? alertingSeconds * 1000 : null,
    user: member.userId === null ? null : { id: member.userId },
    queue:
      member.queueId === null
        ? null
        : { id: member.queueId, name: member.customFields["queueName"] ?? "" },
    attributes: member.role === "guest" ? conversation.attributes : {},
    held: member.heldAt != null,
    startHoldTime: time(member.heldAt ?? null),
    conversationRoutingData: isAgent
      ? compact({
          queue: { id: conversation.queueId },
          language:
            conversation.language === null ? null : routingRef("languages", conversation.language),
          priority: conversation.priority,
          skills: conversation.skills.map((name) => routingRef("skills", name)),
        })
      : null,
    wrapupRequired: isAgent ? true : null,
    wrapupPrompt: isAgent ? "optional" : null,
    wrapupSkipped: isAgent ? member.isWrapupSkipped : null,
    wrapup: member.wrapup === null ? null : wrapupView(member.wrapup),
  });
}

/** Empty when the member has none. */
export function wrapupView(wrapup: Wrapup): WrapupView {
  return compact({
    code: wrapup.code,
    name: wrapup.name,
    notes: wrapup.notes,
    tags: wrapup.tags,
    durationSeconds: wrapup.durationSeconds,
    endTime: iso(wrapup.endAt),
    provisional: wrapup.isProvisional,
  });
}
