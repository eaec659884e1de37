import { attachmentNotFound } from "../../../../domain/attachment.ts";
import type { ConversationRecord } from "../../../../domain/model.ts";
import { idempotencyKey } from "../../../../plugins/text.ts";
import { limitAnnouncements } from "../../announcements.ts";
import { stateView, uploadView } from "../../file-views.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { readChat, type AgentApiDeps } from "../agent-call.ts";
import { agentLinks, attachmentRulesOf } from "../agent-links.ts";
import { checkAct } from "../check-rights.ts";
import { covers, isOwn } from "../rights.ts";

/** The agents' part of the extension `attachments`, but for the bytes themselves. */
export const agentAttachmentRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats, attachments } = deps;
  const all = "/api/v2/parlor/chats/:conversationId/attachments";

  app.post(
    all,
    operation("postParlorChatAttachments"),
    async ({ agent, params, body, headers, raw }) => {
      const chat = await chats.get(params.conversationId);
      const { id: memberId } = checkAct(chat, agent);
      const rules = attachmentRulesOf(deps, chat);
      const caller = `agent ${agent.organization.id} ${agent.user.id}`;
      limitAnnouncements(deps.announceLimiter, caller, rules, "agent");
      const by = { conversationId: chat.conversation.id, memberId, side: "agent" } as const;
      const file = await attachments.announce(by, body, idempotencyKey(headers));
      return uploadView(file, agentLinks(deps, chat, raw));
    },
  );

  app.get(
    `${all}/:attachmentId`,
    operation("getParlorChatAttachment"),
    async ({ agent, params, raw }) => {
      const { chat, reading } = await readChat(deps, agent, params.conversationId);
      const file = await attachments.get(chat.conversation.id, params.attachmentId);
      const isOwnFile = chat.members.some(
        (member) => member.id === file.uploaderId && isOwn(member, agent),
      );
      const sentAt = await sentAtOf(chat, file.messageId);
      const isSeen = sentAt === null ? isOwnFile : covers(reading, sentAt);
      if (!isSeen) throw attachmentNotFound();
      return stateView(file, agentLinks(deps, chat, raw));
    },
  );

  app.delete(
    `${all}/:attachmentId`,
    operation("deleteParlorChatAttachment"),
    async ({ agent, params }, reply) => {
      const chat = await chats.get(params.conversationId);
      const { id: memberId } = checkAct(chat, agent);
      const by = { conversationId: chat.conversation.id, memberId };
      await attachments.takeBack(by, params.attachmentId);
      return reply.code(204).send();
    },
  );

  /** When a file was sent; null for one that is not. */
  async function sentAtOf(
    { conversation }: ConversationRecord,
    messageId: string | null,
  ): Promise<number | null> {
    return messageId === null ? null : (await chats.message(conversation.id, messageId)).at;
  }
};
