import * as contract from "parlor-contract/frames";
import type {
  MemberChangeEvent,
  MessageEvent,
  TypingIndicatorEvent,
} from "parlor-contract/guest-chat.generated";
import type { EndReason, Member, Message } from "../../../domain/model.ts";
import { wireMember, wireMessage } from "../wire-words.ts";

export { heartbeatFrame, missedFrame, queueFrame } from "parlor-contract/frames";

/** @param endReason - why the conversation is over; only in the guest's own last frame */
export const memberFrame = (member: Member, at: number, endReason?: EndReason): MemberChangeEvent =>
  contract.memberFrame(wireMember(member), at, endReason);

export const messageFrame = (message: Message): MessageEvent =>
  contract.messageFrame(wireMessage(message));

export const typingFrame = (
  conversationId: string,
  senderId: string,
  id: string,
  at: number,
): TypingIndicatorEvent => contract.typingFrame({ conversationId, senderId, id, at });
