import { chatUri } from "parlor-contract/addresses";
import type {
  AgentMessage,
  GenericConversation,
  MediaConversation,
  MediaParticipant,
  Wrapup as WrapupView,
} from "parlor-contract/parlor.generated";
import { compact, fileFields, iso, richFields } from "parlor-contract/views";
import { owesWrapup } from "../../../domain/decide.ts";
import type { ConversationRecord, Member, Message, Wrapup } from "../../../domain/model.ts";
import { messageAttachments, type FileLinks } from "../file-views.ts";
import { wireMember, wireMessage } from "../wire-words.ts";

/* The vendor's agent-side shapes (genesys-agent-chat §4). */

const PROVIDER = "PureCloud Webchat v2";

const purposes = {
  guest: "customer",
  queue: "acd",
  bot: "workflow",
  agent: "agent",
} as const;

const time = (at: number | null): string | null => (at === null ? null : iso(at));

function stateOf(member: Member): MediaParticipant["state"] {
  const isService = member.role === "bot" || member.role === "queue";
  return isService && member.state === "disconnected" ? "terminated" : member.state;
}

function disconnectTypeOf(member: Member, chat: ConversationRecord): string | null {
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

export { chatUri };

/** One participant of the media view. `alertingSeconds` is the deployment's rule. */
export function mediaParticipant(
  member: Member,
  chat: ConversationRecord,
  alertingSeconds: number,
): MediaParticipant {
  const { conversation } = chat;
  const isAgent = member.role === "agent";
  return compact({
    id: member.participantId,
    purpose: purposes[member.role],
    state: stateOf(member),
    direction: "inbound" as const,
    disconnectType: disconnectTypeOf(member, chat),
    name: member.displayName,
    provider: PROVIDER,
    startTime: iso(member.joinedAt),
    startAlertingTime: time(member.alertingAt),
    connectedTime: time(member.connectedAt),
    endTime: time(member.leftAt),
    alertingTimeoutMs: isAgent ? alertingSeconds * 1000 : null,
    avatarImageUrl: member.avatarImageUrl,
    user: member.userId === null ? null : { id: member.userId },
    queue:
      member.queueId === null
        ? null
        : { id: member.queueId, name: member.customFields["queueName"] ?? "" },
    attributes: member.role === "guest" ? conversation.attributes : {},
    held: false,
    roomId: conversation.id,
    conversationRoutingData: isAgent
      ? compact({
          queue: { id: conversation.queueId },
          language: conversation.language === null ? null : { name: conversation.language },
          priority: conversation.priority,
          skills: conversation.skills.map((name) => ({ name })),
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

/** The media view: `GET /conversations/chats/{id}`, and the body of a user's chats topic. */
export function mediaView(chat: ConversationRecord, alertingSeconds: number): MediaConversation {
  return {
    id: chat.conversation.id,
    participants: chat.members.map((member) => mediaParticipant(member, chat, alertingSeconds)),
    otherMediaUris: [],
    recentTransfers: [],
    selfUri: chatUri(chat.conversation.id),
  };
}

/** The generic view, which alone has the communication ids. */
export function genericView(chat: ConversationRecord): GenericConversation {
  const { conversation } = chat;
  return compact({
    id: conversation.id,
    startTime: iso(conversation.createdAt),
    endTime: time(conversation.endedAt),
    externalTag: conversation.externalId,
    participants: chat.members.map((member) =>
      compact({
        id: member.participantId,
        name: member.displayName,
        purpose: purposes[member.role],
        userId: member.userId,
        queueId: member.queueId,
        queueName: member.customFields["queueName"] ?? null,
        startTime: iso(member.joinedAt),
        connectedTime: time(member.connectedAt),
        endTime: time(member.leftAt),
        attributes: member.role === "guest" ? conversation.attributes : {},
        wrapupRequired: member.role === "agent" ? owesWrapup(member) : null,
        chats: [
          compact({
            id: member.id,
            state: stateOf(member),
            disconnectType: disconnectTypeOf(member, chat),
            provider: PROVIDER,
            roomId: conversation.id,
            avatarImageUrl: member.avatarImageUrl,
            startAlertingTime: time(member.alertingAt),
            connectedTime: time(member.connectedAt),
            disconnectedTime: time(member.leftAt),
          }),
        ],
      }),
    ),
    selfUri: `/api/v2/conversations/${conversation.id}`,
  });
}

/**
 * An agent-side message with the sender's role and name, which guests have to look up.
 * @param links - null: without addresses of its files
 */
export function agentMessageView(
  message: Message,
  chat: ConversationRecord,
  links: FileLinks | null,
): AgentMessage {
  const sender = chat.members.find((member) => member.id === message.senderId);
  return {
    id: message.id,
    conversation: {
      id: message.conversationId,
      selfUri: `/api/v2/conversations/${message.conversationId}`,
    },
    sender: compact({
      id: message.senderId,
      displayName: sender?.displayName ?? null,
      role: sender === undefined ? null : wireMember(sender).role,
      userId: sender?.userId ?? null,
    }),
    body: message.body,
    bodyType: wireMessage(message).bodyType,
    timestamp: iso(message.at),
    ...fileFields(messageAttachments(message, links)),
    ...(message.language !== undefined && { language: message.language }),
    ...richFields(message),
    selfUri: `${chatUri(message.conversationId)}/messages/${message.id}`,
  };
}
