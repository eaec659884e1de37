import type { MessageData, NormalizedMessage } from "parlor-contract/parlor.generated";
import { iso } from "parlor-contract/views";
import { guestOf } from "../../../domain/chat-summary.ts";
import type { ConversationRecord, Message } from "../../../domain/model.ts";
import { messageAttachments, type FileLinks } from "../file-views.ts";
import { addressesOf, messageUri, statusOf } from "./message-view.ts";

type NormalizedFile = NonNullable<NormalizedMessage["content"]>[number]["attachment"];

/** How a message is to be shown. */
export interface MessageDataOptions {
  readonly links: FileLinks;
  /** Whether with `normalizedMessage`. */
  readonly isNormalized: boolean;
}

/** One message in the messages family. */
export function messageData(
  message: Message,
  chat: ConversationRecord,
  { links, isNormalized }: MessageDataOptions,
): MessageData {
  const { id, conversationId, senderId, at } = message;
  const sender = chat.members.find((member) => member.id === senderId);
  const isGuest = senderId === chat.conversation.guestMemberId;
  const { guest, queue } = addressesOf(chat);
  const [fromAddress, toAddress] = isGuest ? [guest, queue] : [queue, guest];
  const { attachments } = messageAttachments(message, links);
  return {
    id,
    conversationId,
    timestamp: iso(at),
    direction: isGuest ? "inbound" : "outbound",
    messengerType: "webmessaging",
    fromAddress,
    toAddress,
    status: statusOf(message, chat),
    textBody: textOf(message),
    ...(attachments.length > 0 && {
      media: attachments.map(({ id: fileId, name, type, size, url }) => ({
        id: fileId,
        name,
        mediaType: type,
        contentLengthBytes: size,
        ...(url !== undefined && { url }),
      })),
    }),
    ...(isNormalized && { normalizedMessage: normalizedMessage(message, chat, links) }),
    normalizedReceipts: [],
    ...(sender?.userId != null && {
      createdBy: { id: sender.userId, name: sender.displayName },
    }),
    selfUri: messageUri(conversationId, id),
  };
}

/** A body that only names the files of a message is no text of it. */
const textOf = ({ body, isFallback = false }: Message): string => (isFallback ? "" : body);

function normalizedMessage(
  message: Message,
  chat: ConversationRecord,
  links: FileLinks,
): NormalizedMessage {
  const isGuest = message.senderId === chat.conversation.guestMemberId;
  const sender = chat.members.find((member) => member.id === message.senderId);
  const { guest, queue } = addressesOf(chat);
  const [from, to] = isGuest ? [guest, queue] : [queue, guest];
  const nickname = isGuest ? guestOf(chat)?.displayName : sender?.displayName;
  const { attachments } = messageAttachments(message, links);
  return {
    id: message.id,
    type: "Text",
    text: textOf(message),
    direction: isGuest ? "Inbound" : "Outbound",
    originatingEntity: sender?.role === "bot" ? "Bot" : "Human",
    channel: {
      platform: "Webmessaging",
      type: "Private",
      time: iso(message.at),
      from: { id: from, ...(nickname !== undefined && { nickname }) },
      to: { id: to },
    },
    ...(attachments.length > 0 && {
      content: attachments.map((file) => ({
        contentType: "Attachment" as const,
        attachment: {
          id: file.id,
          mediaType: mediaTypeOf(file.type),
          mime: file.type,
          filename: file.name,
          contentSizeBytes: file.size,
          ...(file.url !== undefined && { url: file.url }),
        },
      })),
    }),
  };
}

function mediaTypeOf(type: string): NormalizedFile["mediaType"] {
  if (type.startsWith("image/")) return "Image";
  if (type.startsWith("video/")) return "Video";
  return type.startsWith("audio/") ? "Audio" : "File";
}
