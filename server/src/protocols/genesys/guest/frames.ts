import * as contract from "parlor-contract/frames";
import type {
  MemberChangeEvent,
  MessageEvent,
  TypingIndicatorEvent,
} from "parlor-contract/guest-chat.generated";
import type { AttachmentFrame } from "parlor-contract/parlor.generated";
import type { Attachment } from "../../../domain/attachment.ts";
import type { EndReason, Member, Message } from "../../../domain/model.ts";
import { messageAttachments, stateView, type FileLinks } from "../file-views.ts";
import { wireMember, wireMessage } from "../wire-words.ts";

export { heartbeatFrame, missedFrame, queueFrame } from "parlor-contract/frames";

/** @param endReason - why the conversation is over; only in the guest's own last frame */
export const memberFrame = (member: Member, at: number, endReason?: EndReason): MemberChangeEvent =>
  contract.memberFrame(wireMember(member), at, endReason);

export const messageFrame = (message: Message, links: FileLinks): MessageEvent =>
  contract.messageFrame({ ...wireMessage(message), ...messageAttachments(message, links) });

/** The state of a file, for the member who uploads it. */
export const attachmentFrame = (file: Attachment, links: FileLinks): AttachmentFrame =>
  contract.attachmentFrame(file.conversationId, stateView(file, links));

export const typingFrame = (
  conversationId: string,
  senderId: string,
  id: string,
  at: number,
): TypingIndicatorEvent => contract.typingFrame({ conversationId, senderId, id, at });
