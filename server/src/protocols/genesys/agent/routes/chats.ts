import { ApiError } from "../../../../plugins/errors.ts";
import { userKeyOf } from "../../../../plugins/agent-token.ts";
import { listPage, messageQuery, nextUri } from "../../guest/paging.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import {
  alertingSecondsOf,
  chatsBase,
  chatToChange,
  readChat,
  type AgentApiDeps,
} from "../agent-call.ts";
import { agentMessageView, chatUri, mediaView } from "../media-view.ts";
import { agentLinks } from "../agent-links.ts";
import { actsAs } from "../check-rights.ts";
import { asRead, covers, ownReadingOf } from "../rights.ts";

/** Whole conversations (genesys-agent-chat §2): reading them and their history, and ending them. */
export const chatRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = `${chatsBase}/:conversationId`;

  app.get(chatsBase, operation("getConversationsChats"), async ({ agent, query }) => {
    const views = (await chats.ofAgent(userKeyOf(agent))).flatMap((chat) => {
      const reading = ownReadingOf(chat, agent);
      if (reading.kind === "nothing") return [];
      return mediaView(asRead(chat, reading), alertingSecondsOf(deps, chat));
    });
    return listPage(views, query, chatsBase);
  });

  app.get(one, operation("getConversationsChat"), async ({ agent, params }) => {
    const { chat } = await readChat(deps, agent, params.conversationId);
    return mediaView(chat, alertingSecondsOf(deps, chat));
  });

  app.patch(one, operation("patchConversationsChat"), async ({ agent, params }) => {
    // `disconnected` is the only state that the schema takes.
    const chat = await chatToChange(deps, agent, params.conversationId, "patchConversationsChat");
    await chats.endForAll(chat.conversation.id, "agent", actsAs(agent));
    const ended = await chats.get(chat.conversation.id);
    return mediaView(ended, alertingSecondsOf(deps, ended));
  });

  app.get(
    `${one}/messages`,
    operation("getConversationsChatMessages"),
    async ({ agent, params, query, raw }) => {
      const { chat, reading } = await readChat(deps, agent, params.conversationId);
      const wanted = messageQuery(query);
      const { messages, hasMore } = await chats.messages(chat.conversation.id, {
        ...wanted,
        ...(reading.kind === "until" && { untilAt: reading.at }),
      });
      const links = agentLinks(deps, chat, raw);
      const self = `${chatUri(chat.conversation.id)}/messages`;
      const last = messages.at(-1);
      return {
        pageSize: wanted.maxResults,
        entities: messages.map((message) => agentMessageView(message, chat, links)),
        ...(hasMore && last !== undefined && { next: nextUri(self, wanted, last.id) }),
        selfUri: self,
      };
    },
  );

  app.get(
    `${one}/messages/:messageId`,
    operation("getConversationsChatMessage"),
    async ({ agent, params, raw }) => {
      const { chat, reading } = await readChat(deps, agent, params.conversationId);
      const message = await chats.message(chat.conversation.id, params.messageId);
      if (!covers(reading, message.at))
        throw new ApiError("chat.error.not.found", "Message not found");
      return agentMessageView(message, chat, agentLinks(deps, chat, raw));
    },
  );
};
