import type { RichContent } from "parlor-contract/records";
import { cleanContent, wrongContent } from "parlor-contract/rich-content";
import type { MessageParts } from "../../../../domain/message-parts.ts";
import type { PictureAddresses } from "../../../../plugins/picture-addresses.ts";
import { idempotencyKey, invalidFields } from "../../../../plugins/text.ts";
import { checkFileCount } from "../../announcements.ts";
import { typingView } from "../../guest/views.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { chatsBase, type AgentApiDeps } from "../agent-call.ts";
import { agentMessageView } from "../media-view.ts";
import { agentLinks, attachmentRulesOf } from "../agent-links.ts";
import { checkOwnLeg } from "../check-rights.ts";

/** The content of a message as it is kept. @throws ApiError 400 `invalid.value` */
function partsOf(
  { body, content = [] }: { readonly body: string; readonly content?: readonly RichContent[] },
  pictures: PictureAddresses,
): MessageParts {
  if (content.length === 0) return {};
  const wrong = wrongContent(content);
  if (wrong.length > 0) throw invalidFields(wrong);
  return { rich: { text: body, content: cleanContent(content, pictures.addressOf) } };
}

/** An agent's own leg of a conversation: sending on it, and typing (genesys-agent-chat §2). */
export const communicationRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats, pictures } = deps;
  const one = `${chatsBase}/:conversationId/communications/:communicationId`;

  app.post(
    `${one}/messages`,
    operation("postConversationsChatCommunicationMessages"),
    async ({ agent, params, body, headers, raw }) => {
      const { attachmentIds = [] } = body;
      const chat = await chats.get(params.conversationId);
      const member = checkOwnLeg(chat, agent, (leg) => leg.id === params.communicationId);
      checkFileCount(attachmentIds, attachmentRulesOf(deps, chat));
      const message = await chats.send(
        chat.conversation.id,
        member.id,
        body.body,
        body.bodyType ?? "standard",
        idempotencyKey(headers),
        {
          attachmentIds,
          ...(body.language !== undefined && { language: body.language }),
          ...partsOf(body, pictures),
        },
      );
      return agentMessageView(message, chat, agentLinks(deps, chat, raw));
    },
  );

  app.post(
    `${one}/typing`,
    operation("postConversationsChatCommunicationTyping"),
    async ({ agent, params }) => {
      const chat = await chats.get(params.conversationId);
      const member = checkOwnLeg(chat, agent, (leg) => leg.id === params.communicationId);
      const { id } = chat.conversation;
      return typingView(id, member.id, await chats.typing(id, member.id));
    },
  );
};
