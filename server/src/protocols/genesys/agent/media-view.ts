import { chatUri } from "parlor-contract/addresses";
import type {
  AgentMessage,
  GenericConversation,
  MediaConversation,
  MediaParticipant,
} from "parlor-contract/parlor.generated";
import { compact, fileFields, iso, richFields } from "parlor-contract/views";
import { owesWrapup } from "../../../domain/decide.ts";
import type { ConversationRecord, Member, Message } from "../../../domain/model.ts";
import { messageAttachments, type FileLinks } from "../file-views.ts";
import { wireMember, wireMessage } from "../wire-words.ts";
import { messageCommunication } from "./message-view.ts";
import { disconnectTypeOf, purposes, sharedFields, stateOf, time } from "./participant-view.ts";
import { transfersView } from "./transfers-view.ts";

/* The vendor's agent-side shapes (genesys-agent-chat §4). */

const CHAT_PROVIDER = "PureCloud Webchat v2";

export { chatUri };

/** One participant of the media view. `alertingSeconds` is the deployment's rule. */
export function mediaParticipant(
  member: Member,
  chat: ConversationRecord,
  alertingSeconds: number,
): MediaParticipant {
  const { avatarImageUrl } = member;
  return {
    ...sharedFields(member, chat, alertingSeconds),
    provider: CHAT_PROVIDER,
    roomId: chat.conversation.id,
    ...(avatarImageUrl !== null && { avatarImageUrl }),
  };
}

/** The media view: `GET /conversations/chats/{id}`, and the body of a user's chats topic. */
export function mediaView(chat: ConversationRecord, alertingSeconds: number): MediaConversation {
  return {
    id: chat.conversation.id,
    participants: chat.members.map((member) => mediaParticipant(member, chat, alertingSeconds)),
    otherMediaUris: [],
    recentTransfers: transfersView(chat),
    selfUri: chatUri(chat.conversation.id),
  };
}

/** The generic view, which alone has the communication ids: the same in both media families. */
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
            provider: CHAT_PROVIDER,
            roomId: conversation.id,
            avatarImageUrl: member.avatarImageUrl,
            startAlertingTime: time(member.alertingAt),
            connectedTime: time(member.connectedAt),
            disconnectedTime: time(member.leftAt),
          }),
        ],
        messages: [messageCommunication(member, chat)],
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
