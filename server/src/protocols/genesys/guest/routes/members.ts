import { operation, type ContractPlugin } from "../../operation.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";
import { checkOwnMember, findMember } from "../own-member.ts";
import { memberPage } from "../paging.ts";
import { guestBase, memberView, typingView } from "../views.ts";

/** The members of a conversation: reading them, typing, and leaving. */
export const memberRoutes: ContractPlugin<GuestApiDeps> = async (app, { chats }) => {
  const members = `${guestBase}/:conversationId/members`;

  app.get(members, operation("getWebchatGuestConversationMembers"), async ({ guest, query }) => {
    const { conversationId, memberId } = guest;
    const chat = await chats.get(conversationId);
    return memberPage(chat.members, query, `${guestBase}/${conversationId}/members`, (member) =>
      memberView(member, member.id === memberId),
    );
  });

  app.get(
    `${members}/:memberId`,
    operation("getWebchatGuestConversationMember"),
    async ({ guest, params }) => {
      const chat = await chats.get(guest.conversationId);
      const member = findMember(chat, params.memberId);
      if (member.id !== guest.memberId) return memberView(member, false);
      const { endReason } = chat.conversation;
      return { ...memberView(member, true), ...(endReason !== null && { endReason }) };
    },
  );

  app.delete(
    `${members}/:memberId`,
    operation("deleteWebchatGuestConversationMember"),
    async ({ guest, params }, reply) => {
      await checkOwnMember(chats, guest, params.memberId);
      await chats.guestLeaves(guest.conversationId, guest.memberId);
      return reply.code(204).send();
    },
  );

  app.post(
    `${members}/:memberId/typing`,
    operation("postWebchatGuestConversationMemberTyping"),
    async ({ guest, params }) => {
      await checkOwnMember(chats, guest, params.memberId);
      const { conversationId, memberId } = guest;
      return typingView(conversationId, memberId, await chats.typing(conversationId, memberId));
    },
  );
};
