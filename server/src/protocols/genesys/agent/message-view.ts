import type {
  GenericConversation,
  MessageConversation,
  MessageDetails,
  MessageParticipant,
} from "parlor-contract/parlor.generated";
import { compact, iso } from "parlor-contract/views";
import { guestOf } from "../../../domain/chat-summary.ts";
import type { ConversationRecord, Member } from "../../../domain/model.ts";
import type { MessageHead } from "../../../service/message-queries.ts";
import { messagesBase } from "./families.ts";
import { disconnectTypeOf, sharedFields, stateOf, time } from "./participant-view.ts";
import { covers, type Reading } from "./rights.ts";
import { transfersView } from "./transfers-view.ts";

/* A conversation in the messages family (genesys-agent-chat §3 and §4). */

const PROVIDER = "PureCloud Messaging";

export const messageUri = (conversationId: string, messageId: string): string =>
  `${messagesBase}/${conversationId}/messages/${messageId}`;

/** The addresses of a message: the guest's is its member id, the organization's its queue. */
export function addressesOf({ conversation }: ConversationRecord): {
  readonly guest: string;
  readonly queue: string;
} {
  return { guest: conversation.guestMemberId, queue: conversation.queueId };
}

const addressOf = (
  address: string,
  name?: string,
): NonNullable<MessageParticipant["fromAddress"]> => ({
  ...(name !== undefined && { name }),
  addressNormalized: address,
  addressRaw: address,
});

function addressFields(
  chat: ConversationRecord,
): Pick<MessageParticipant, "fromAddress" | "toAddress"> {
  const { guest, queue } = addressesOf(chat);
  return {
    fromAddress: addressOf(guest, guestOf(chat)?.displayName),
    toAddress: addressOf(queue),
  };
}

/** Those of a conversation's messages that a reading covers. */
export const knownHeads = (
  heads: readonly MessageHead[],
  reading: Reading,
): readonly MessageHead[] => heads.filter(({ at }) => covers(reading, at));

/** The state of a message: the guest's were received, all others sent. */
export const statusOf = (
  { senderId }: Pick<MessageHead, "senderId">,
  { conversation }: ConversationRecord,
): MessageDetails["messageStatus"] =>
  senderId === conversation.guestMemberId ? "received" : "sent";

const detailsOf = (
  { id, senderId, at }: MessageHead,
  chat: ConversationRecord,
): MessageDetails => ({
  messageId: id,
  messageURI: messageUri(chat.conversation.id, id),
  messageStatus: statusOf({ senderId }, chat),
  messageTime: iso(at),
});

/** @param heads - those of the conversation's messages that the reader may know of */
function messageParticipant(
  member: Member,
  chat: ConversationRecord,
  alertingSeconds: number,
  heads: readonly MessageHead[],
): MessageParticipant {
  return {
    ...sharedFields(member, chat, alertingSeconds),
    communicationId: member.id,
    provider: PROVIDER,
    type: "webmessaging",
    ...addressFields(chat),
    ...(member.role === "guest" && { authenticated: member.authenticatedGuest }),
    messages: heads
      .filter(({ senderId }) => senderId === member.id)
      .map((head) => detailsOf(head, chat)),
  };
}

/** `GET /conversations/messages/{id}`, and the body of a user's messages topic. */
export function messageConversation(
  chat: ConversationRecord,
  alertingSeconds: number,
  heads: readonly MessageHead[],
): MessageConversation {
  return {
    id: chat.conversation.id,
    participants: chat.members.map((member) =>
      messageParticipant(member, chat, alertingSeconds, heads),
    ),
    otherMediaUris: [],
    recentTransfers: transfersView(chat),
    selfUri: `${messagesBase}/${chat.conversation.id}`,
  };
}

/** A participant's communication in the generic view. */
export function messageCommunication(
  member: Member,
  chat: ConversationRecord,
): GenericConversation["participants"][number]["messages"][number] {
  return {
    ...compact({
      id: member.id,
      state: stateOf(member),
      disconnectType: disconnectTypeOf(member, chat),
      direction: "inbound" as const,
      held: member.heldAt != null,
      provider: PROVIDER,
      type: "webmessaging" as const,
      startAlertingTime: time(member.alertingAt),
      connectedTime: time(member.connectedAt),
      disconnectedTime: time(member.leftAt),
    }),
    ...addressFields(chat),
  };
}
