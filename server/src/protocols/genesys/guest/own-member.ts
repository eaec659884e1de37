import type { ConversationRecord, Member } from "../../../domain/model.ts";
import type { Guest } from "../../../plugins/auth.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { ConversationService } from "../../../service/conversations.ts";

/** @throws ApiError 404 `chat.error.not.found` */
export function findMember(chat: ConversationRecord, memberId: string): Member {
  const member = chat.members.find((one) => one.id === memberId);
  if (member === undefined) throw new ApiError("chat.error.not.found");
  return member;
}

/**
 * Checks that a guest acts as itself.
 * @throws ApiError 404 `chat.error.not.found`, 403 `not.authorized`
 */
export async function checkOwnMember(
  chats: Pick<ConversationService, "get">,
  guest: Guest,
  memberId: string,
): Promise<void> {
  if (memberId === guest.memberId) return;
  findMember(await chats.get(guest.conversationId), memberId);
  throw new ApiError("not.authorized", "You are not authorized to act as this member.");
}
