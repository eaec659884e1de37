import type { BodyOf } from "parlor-contract/operation-schema";
import { idempotencyKey, invalidFields } from "../../../../plugins/text.ts";
import { checkFileCount } from "../../announcements.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { agentLinks, attachmentRulesOf } from "../agent-links.ts";
import { checkOwnLeg } from "../check-rights.ts";
import { messagesBase } from "../families.ts";
import { messageData } from "../message-data.ts";

type MessageWish = BodyOf<"postConversationsMessageCommunicationMessages">;

/**
 * A text or files, but not both.
 * @throws ApiError 400 `invalid.value`
 */
function contentOf({ textBody, mediaIds }: MessageWish): {
  readonly text: string;
  readonly attachmentIds: readonly string[];
} {
  const text = textBody ?? "";
  const attachmentIds = mediaIds ?? [];
  if (text !== "" && attachmentIds.length > 0) throw invalidFields(["textBody", "mediaIds"]);
  if (text === "" && attachmentIds.length === 0) throw invalidFields(["textBody"]);
  return { text, attachmentIds };
}

/** An agent's own leg in the messages family: sending on it, and typing. */
export const messageCommunicationRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = `${messagesBase}/:conversationId/communications/:communicationId`;

  app.post(
    `${one}/messages`,
    operation("postConversationsMessageCommunicationMessages"),
    async ({ agent, params, query, body, headers, raw }) => {
      const { text, attachmentIds } = contentOf(body);
      const chat = await chats.get(params.conversationId);
      const member = checkOwnLeg(chat, agent, (leg) => leg.id === params.communicationId);
      checkFileCount(attachmentIds, attachmentRulesOf(deps, chat), "mediaIds");
      const message = await chats.send(
        chat.conversation.id,
        member.id,
        text,
        "standard",
        idempotencyKey(headers),
        { attachmentIds },
      );
      return messageData(message, chat, {
        links: agentLinks(deps, chat, raw),
        isNormalized: query.useNormalizedMessage !== "false",
      });
    },
  );

  app.post(
    `${one}/typing`,
    operation("postConversationsMessageCommunicationTyping"),
    async ({ agent, params, body }, reply) => {
      const chat = await chats.get(params.conversationId);
      const member = checkOwnLeg(chat, agent, (leg) => leg.id === params.communicationId);
      if (body.typing.type === "On") await chats.typing(chat.conversation.id, member.id);
      return reply.code(204).send();
    },
  );
};
