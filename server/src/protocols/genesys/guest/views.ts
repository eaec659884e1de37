import type { WebChatMemberInfo, WebChatMessage } from "parlor-contract/guest-chat.generated";
import { reasonOf } from "parlor-contract/frames";
import * as contract from "parlor-contract/views";
import type { Member, Message, Missed } from "../../../domain/model.ts";
import type { GuestMissed } from "parlor-contract/parlor.generated";
import { messageAttachments, type FileLinks } from "../file-views.ts";
import { wireMember, wireMessage } from "../wire-words.ts";

export { guestBase } from "parlor-contract/addresses";
export { iso, mediaRequestView } from "parlor-contract/views";

/** @param isSelf - other members do not get a member's e-mail address and phone number */
export const memberView = (member: Member, isSelf: boolean): WebChatMemberInfo =>
  contract.memberView(wireMember(member), isSelf);

/** A member in the answer to a poll, which has to tell what the frames of a stream tell. */
export function polledMemberView(member: Member, isSelf: boolean): WebChatMemberInfo {
  const wire = wireMember(member);
  const reason = reasonOf(wire);
  return { ...contract.memberView(wire, isSelf), ...(reason !== undefined && { reason }) };
}

export const messageView = (message: Message, links: FileLinks): WebChatMessage =>
  contract.messageView({ ...wireMessage(message), ...messageAttachments(message, links) });

export const typingView = (
  conversationId: string,
  senderId: string,
  typing: { readonly id: string; readonly at: number },
): ReturnType<typeof contract.typingView> =>
  contract.typingView({ conversationId, senderId, ...typing });

/** The guest's view of its missed conversation; null for one that is not missed any more. */
export function guestMissedView(missed: Missed | null): GuestMissed | null {
  if (missed === null || missed.state === "expired") return null;
  const { since, takenBy, state } = missed;
  return {
    since: contract.iso(since),
    takenBy: takenBy === null ? null : { name: takenBy.name },
    isAnswered: state === "closed",
  };
}
